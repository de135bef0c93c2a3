"""A sender reads why its message was refused in the language that it asks for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import samdrift
from samdrift.monitoring.ingest import problem
from samdrift.monitoring.ingest.accepted_language import preferred
from samdrift.monitoring.ingest.asgi import UNPROVED
from samdrift.monitoring.models import Source
from samdrift.monitoring.placing import Moved
from samdrift.vocabulary import Sentence
from tests.cast import at, source, systems
from tests.monitoring.ingest.sending import BEARER, EVENT, Post, post, send

CATALOGUE = Path(samdrift.__file__).parent / "monitoring/locale/da/LC_MESSAGES/django.po"


def sentences() -> set[str]:
    """What an answer can say, apart from what a connector found (test_faults.py has those)."""
    answers = [each for each in vars(problem).values() if isinstance(each, problem.Answer)]
    answers.append(problem.refused(problem.broken_off()))
    spoken = {value.msgid for each in answers for value in each.body.values() if isinstance(value, Sentence)}
    return spoken | {each.value for each in Moved}


def test_every_answer_has_its_danish() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = {message.id for message in read_po(file, locale="da") if message.string}
    assert sentences() - catalogue == set()
    assert {"The source is paused", "the message was delivered before"} <= sentences(), "so that it cannot pass empty"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("da", "da"),
        ("da-DK,da;q=0.9,en;q=0.8", "da"),
        ("en-GB, da", "en"),
        ("de, da;q=0.5", "da"),
        ("de", "en"),
        ("da;q=0", "en"),
        ("da;q=0.2, en;q=0.7", "en"),
        ("*", "en"),
        ("x" * 5000, "en"),
        ("dansk; \x00 ,,,", "en"),
    ],
)
def test_the_language_that_is_asked_for(accepted: str, language: str) -> None:
    assert preferred(accepted) == language


REFUSED: dict[str, tuple[Post, int, str]] = {
    "unknown source": (post(EVENT, path="/ingest/nobody"), 401, "Ukendt kilde eller forkert adgangsnøgle"),
    "no such address": (post(EVENT, path="/ingest/a/b"), 404, "Adressen findes ikke"),
    "not by POST": (post(EVENT, method="GET"), 405, "Her kan man kun bruge POST"),
    "too large": (post(b"", headers=(BEARER, (b"content-length", b"9000000"))), 413, "Meldingen er for stor"),
    "compressed": (post(b"", headers=(BEARER, (b"content-encoding", b"br"))), 415, "Vi kan ikke læse komprimerede"),
    "not understood": (post({**EVENT, "state": "on fire"}), 422, "Vi forstod ikke meldingen"),
    "broken off": (Post((json.dumps(EVENT).encode(),), hangs_up=True), 422, "Vi forstod ikke meldingen"),
    "large and broken off": (Post((b" " * (UNPROVED + 1),), hangs_up=True), 422, "Vi forstod ikke meldingen"),
}


def in_language(request: Post, language: bytes) -> Post:
    return Post(
        request.chunks,
        request.path,
        (*request.headers, (b"accept-language", language)),
        request.method,
        request.hangs_up,
    )


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_in_both_languages(case: str) -> None:
    systems({"mitid": ["login"]})
    source()
    request, status, title = REFUSED[case]
    danish, english, neither = send(in_language(request, b"da-DK")), send(in_language(request, b"en")), send(request)
    assert (danish.status, english.status, neither.status) == (status,) * 3
    assert danish.body["title"].startswith(title)
    assert neither.body == english.body
    assert [each.headers["content-language"] for each in (danish, english, neither)] == ["da", "en", "en"]
    for name in ("title", "detail"):
        assert danish.body[name] != english.body[name]
    assert {name: danish.body.get(name) for name in ("type", "status", "field")} == {
        name: english.body.get(name) for name in ("type", "status", "field")
    }


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (
            b'{"signal": "a", "signal": "b"}',
            "signal er der to gange i ét objekt. Vi ventede hvert navn én gang.",
        ),
        (b"NaN", "body er tallet NaN. Vi ventede JSON med endelige tal af rimelig længde."),
        (b"1" * 5000, "body er et tal med for mange cifre. Vi ventede JSON med endelige tal af rimelig længde."),
        (
            b"[" + b",".join([b"{}"] * 1001) + b"]",
            "body er en liste med 1.001. Vi ventede højst 1000 hændelser i én melding.",
        ),
        (b"[]x", "body er '[]x'. Vi ventede JSON, linje 1, tegn 3: Extra data."),
    ],
)
def test_what_is_wrong_is_described_in_danish(body: bytes, detail: str) -> None:
    source()
    assert send(in_language(post(body), b"da")).body["detail"] == detail


@pytest.mark.django_db(transaction=True)
def test_why_a_message_was_not_placed_at_its_own_time() -> None:
    systems({"mitid": ["login"]})
    source()
    messages = [{**EVENT, "at": at(60).isoformat()}]
    reason = send(in_language(post(messages), b"da")).body["placed_now"]["reason"]
    assert reason == "tidspunktet ligger ude i fremtiden efter vores ur, så meldingen gælder, fra den kom"


@pytest.mark.django_db(transaction=True)
def test_a_paused_source_is_told_so_in_danish() -> None:
    source()
    Source.objects.update(paused=True)
    answer = send(in_language(post(EVENT), b"da"))
    assert (answer.status, answer.body["title"]) == (409, "Kilden er sat på pause")
