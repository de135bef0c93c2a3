"""Why a source is not taken is read in the reader's language, whoever found it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils import translation

import samdrift
from samdrift.accounts.models import Role
from samdrift.monitoring import payload
from samdrift.monitoring.ingest import problem
from samdrift.monitoring.models import Source
from samdrift.monitoring.observation import Refused
from samdrift.monitoring.words import said
from samdrift.outgoing import Ask, Outgoing, OutgoingError
from samdrift.vocabulary import Sentence, sentence
from tests.accounts.cast import client_of
from tests.monitoring.desk.scene import Scene

ROOT = Path(samdrift.__file__).parent
KEYWORDS = {"sentence": None, "Refused": (3,)}
"""Where the English of a fault stands: first in `sentence`, third in `Refused`."""


def msgids() -> set[str]:
    """Those with something to translate in them."""
    sources = [path.read_bytes() for part in ("monitoring", "outgoing") for path in (ROOT / part).rglob("*.py")]
    found = {str(text) for source in sources for _, text, _, _ in extract("python", BytesIO(source), keywords=KEYWORDS)}
    return {text for text in found if any(each.isalpha() for each in text)}


def danish(fault: Sentence) -> str:
    with translation.override("da"):
        return said(fault.stored())


def test_every_fault_has_its_danish() -> None:
    with (ROOT / "monitoring/locale/da/LC_MESSAGES/django.po").open("rb") as file:
        catalogue = {message.id for message in read_po(file, locale="da") if message.string}
    assert msgids() - catalogue == set()
    assert {"an object", "It answered %(status)s."} <= msgids(), "so that an empty walk cannot pass"


@pytest.mark.parametrize(
    "answer",
    [problem.TOO_LARGE, problem.ENCODED, problem.PAUSED, problem.SETTINGS, problem.FAILED],
    ids=lambda answer: answer.body["title"],
)
def test_why_a_message_was_not_taken_is_read_in_danish(answer: problem.Answer) -> None:
    assert danish(answer.said) != str(answer.said)


@pytest.mark.parametrize(
    ("body", "english", "words"),
    [
        (b"[1]", "body is [1]; expected an object", "body er [1]. Vi ventede et objekt."),
        (b'{"at":', "expected JSON; line 1, column 7: Expecting value", "JSON, linje 1, tegn 7: Expecting value"),
    ],
)
def test_what_is_refused(body: bytes, english: str, words: str) -> None:
    with pytest.raises(Refused) as refused:
        payload.as_object(payload.parse(body), "body")
    assert english in str(refused.value), "its sender reads English"
    assert words in danish(refused.value.sentence)


@pytest.mark.parametrize(
    ("address", "english", "words"),
    [
        ("ftp://x.example.dk", "begins with 'ftp'", "Adressen begynder med 'ftp'. Vi ventede http eller https."),
        ("http://127.0.0.1", "127.0.0.1 is at 127.0.0.1, which is not a public", "http://127.0.0.1: 127.0.0.1 er på"),
    ],
)
def test_what_could_not_be_asked(address: str, english: str, words: str) -> None:
    with pytest.raises(OutgoingError) as failed:
        Outgoing().request(Ask(address))
    assert english in str(failed.value)
    assert words in danish(failed.value.sentence)


@pytest.mark.parametrize(("language", "words"), [("da", "større end 5.000.000 byte"), ("en", "larger than 5,000,000")])
def test_it_is_read_in_the_language_of_the_page(scene: Scene, language: str, words: str) -> None:
    fault = sentence("The answer is larger than %(size)s bytes.", size=5_000_000)
    Source.objects.filter(slug="oneview").update(fault=fault.stored(), unreached=True)
    browser = client_of(scene.cast.people[Role.OPERATIONS], language=language)
    for path in ("/desk/", "/desk/kilder/", "/desk/kilder/oneview/"):
        assert words in browser.get(path).text


def test_words_stored_as_they_are_stay_so() -> None:
    assert said("http://10.0.0.1: 100 % not allowed") == "http://10.0.0.1: 100 % not allowed"
    assert said("") == ""
