"""Every role, and nobody, at every address of documents and reports: what is allowed, and that a refusal changes
nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import resolve
from django.utils import timezone

from samdrift.accounts.models import AuditEntry, Organisation, Person, Role
from samdrift.portfolio.models import ChangeReport, Hearing, Revision
from samdrift.portfolio.urls import urlpatterns
from tests.accounts.cast import client_of
from tests.portfolio.change.cast import Cast, accepted, changed, dependency, drafted, submitted
from tests.portfolio.documents import both

EVERYBODY = frozenset(
    {"reader", "operations", "author", "colleague", "other end", "stranger", "secretariat", "administrator"}
)
EVERYWHERE = frozenset({"secretariat", "administrator"})
OWNERS = frozenset({"author", "colleague"})
WRITERS = OWNERS | EVERYWHERE
TAKES_PART = WRITERS | {"other end", "stranger"}


@dataclass(frozen=True)
class Scene:
    """`draft` and `sent` are on nemlog-in, `sent` asks about cpr; `coming` is a revision of mitid not in force yet."""

    people: dict[str, Person]
    draft: ChangeReport
    sent: ChangeReport
    hearing: Hearing
    coming: Revision


@dataclass(frozen=True)
class Step:
    """`allowed` are answered by `done`, the others by 403; `posted` None is a GET."""

    path: Callable[[Scene], str]
    allowed: frozenset[str]
    posted: dict[str, str] | None = None
    done: int = 200


def read(path: Callable[[Scene], str], allowed: frozenset[str]) -> Step:
    return Step(path, allowed)


def post(path: Callable[[Scene], str], allowed: frozenset[str], **posted: str) -> Step:
    return Step(path, allowed, posted, 302)


def of(kind: str, rest: str = "") -> Callable[[Scene], str]:
    return lambda scene: f"/desk/indmeldinger/{getattr(scene, kind).pk}/{rest}"


def at(path: str) -> Callable[[Scene], str]:
    return lambda _scene: f"/desk/{path}"


STEPS = {
    "documents": read(at("dokumentation/"), TAKES_PART),
    "document": read(at("dokumentation/nemlog-in/"), WRITERS),
    "start": post(at("dokumentation/nemlog-in/indmeld/"), WRITERS),
    "confirm page": read(at("dokumentation/nemlog-in/bekraeft/"), WRITERS),
    "confirm": post(at("dokumentation/nemlog-in/bekraeft/"), WRITERS, da="Chefen", en="The head"),
    "withdraw page": read(at("dokumentation/nemlog-in/traek-tilbage/"), EVERYWHERE),
    "withdraw": post(at("dokumentation/nemlog-in/traek-tilbage/"), EVERYWHERE, reason="Lukket."),
    "keep page": read(at("dokumentation/nemlog-in/behold/"), EVERYWHERE),
    "new system page": read(at("nyt-system/"), EVERYWHERE),
    "new system": post(at("nyt-system/"), EVERYWHERE, slug="ny", owner="OWNER"),
    "take back page": read(lambda s: f"/desk/revisioner/{s.coming.pk}/tag-tilbage/", EVERYWHERE),
    "take back": post(lambda s: f"/desk/revisioner/{s.coming.pk}/tag-tilbage/", EVERYWHERE, reason="Nej."),
    "report": read(of("draft"), WRITERS),
    "page": read(of("draft", "afsnit/ejer/"), WRITERS),
    "list": read(of("draft", "afsnit/afhaengigheder/"), WRITERS),
    "told page": read(of("draft", "afsnit/ejer/maalgrupper/"), WRITERS),
    "new entry page": read(of("draft", "afsnit/kontakter/ny/"), WRITERS),
    "entry page": read(of("draft", "afsnit/tjenester/0/"), WRITERS),
    "upload page": read(of("draft", "fil/"), WRITERS),
    "renewal page": read(of("draft", "opdater/"), WRITERS),
    "answer a list": post(of("draft", "afsnit/steder/"), WRITERS, **{"not-applicable": "on"}),
    "add an entry": post(of("draft", "afsnit/kontakter/ny/"), WRITERS, **{"function-da": "Vagt"}),
    "save the terms": post(of("draft", "indsend/"), WRITERS, reason="Derfor.", version="VERSION", then="save"),
    "withdraw a report": post(of("draft", "traek-tilbage/"), WRITERS, version="VERSION"),
    "sent report": read(of("sent"), WRITERS),
    "edit what is sent": Step(of("sent", "afsnit/ejer/"), WRITERS, done=302),
    "accept": post(of("sent", "afgoer/"), EVERYWHERE, decision="accept", overrule="on", comment="Ja.", version="SENT"),
    "return": post(of("sent", "afgoer/"), EVERYWHERE, decision="return", comment="Nej.", version="SENT"),
    "hearing": read(lambda s: f"/desk/hoeringer/{s.hearing.pk}/", WRITERS | {"other end"}),
    "answer": post(
        lambda s: f"/desk/hoeringer/{s.hearing.pk}/", frozenset({"other end"}), answer="yes", version="SENT"
    ),
}


@pytest.fixture
def scene(who: Cast) -> Scene:
    agency = Organisation.objects.get(slug="agency")
    stranger = Organisation.objects.create(slug="stranger", name_da="stranger", name_en="stranger")
    people = {
        "reader": _person("reader", Role.READER, agency),
        "operations": _person("operations", Role.OPERATIONS, agency),
        "author": who.anna,
        "colleague": who.asta,
        "other end": who.bo,
        "stranger": _person("stranger", Role.SYSTEM_OWNER, stranger),
        "secretariat": who.signe,
        "administrator": _person("administrator", Role.ADMINISTRATOR, stranger),
    }
    later, now = timezone.now().date() + timedelta(days=10), timezone.now()
    coming = submitted(who.anna, changed("mitid", operator=both("Drift")), slug="mitid", on=later, now=now)
    sent = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("cpr")]), now=now)
    return Scene(
        people=people,
        draft=drafted(who.anna, changed("nemlog-in", operator=both("Drift")), now=now),
        sent=sent,
        hearing=Hearing.objects.get(report=sent),
        coming=accepted(coming, who.signe, now=now),
    )


def take(step: Step, scene: Scene, person: Person | None) -> int:
    browser = client_of(person)
    path = step.path(scene)
    known = {
        "OWNER": str(scene.people["author"].organisation_id),
        "VERSION": str(scene.draft.version),
        "SENT": str(scene.sent.version),
    }
    if step.posted is None:
        answer = browser.get(path)
    else:
        answer = browser.post(path, {name: known.get(each, each) for name, each in step.posted.items()})
    if person is None:
        assert answer.headers["Location"].startswith("/konto/login/?next=/desk/")
    return answer.status_code


@pytest.mark.parametrize("name", STEPS)
def test_who_may(scene: Scene, name: str) -> None:
    """Those who may not come first: they must find it as it was, and leave it so."""
    step, before = STEPS[name], AuditEntry.objects.count()
    refused = {role: take(step, scene, scene.people[role]) for role in sorted(EVERYBODY - step.allowed)}
    assert refused == dict.fromkeys(refused, 403)
    assert take(step, scene, None) == 302
    assert AuditEntry.objects.count() == before


ALLOWED = [(name, role) for name, step in STEPS.items() for role in sorted(step.allowed)]


@pytest.mark.parametrize(("name", "role"), ALLOWED, ids=["-".join(each) for each in ALLOWED])
def test_who_may_does(scene: Scene, name: str, role: str) -> None:
    step, before = STEPS[name], AuditEntry.objects.count()
    assert take(step, scene, scene.people[role]) == step.done
    assert (AuditEntry.objects.count() != before) is (step.posted is not None)


def test_the_table_holds_every_address(scene: Scene) -> None:
    covered = {resolve(step.path(scene)).route.removeprefix("desk/") for step in STEPS.values()}
    elsewhere = {"indmeldinger/<int:report_id>/afsnit/<slug:section>/<int:place>/ret-listen/"}
    assert {str(pattern.pattern) for pattern in urlpatterns} == covered | elsewhere


def test_a_list_is_changed_by_those_who_may_edit(scene: Scene) -> None:
    path = f"/desk/indmeldinger/{scene.draft.pk}/afsnit/tjenester/0/ret-listen/"
    assert client_of(scene.people["stranger"]).post(path, {"change": "remove"}).status_code == 403
    assert client_of(None).post(path).headers["Location"].startswith("/konto/login/")
    assert client_of(scene.people["author"]).get(path).status_code == 405


def test_nobody_accepts_what_they_wrote(scene: Scene, who: Cast) -> None:
    report = submitted(who.signe, changed("cpr", operator=both("Drift")), slug="cpr", now=timezone.now())
    browser, path = client_of(who.signe), f"/desk/indmeldinger/{report.pk}/"
    assert "Du har selv arbejdet på indmeldingen." in browser.get(path).content.decode()
    posted = {"decision": "accept", "version": str(report.version)}
    assert browser.post(f"{path}afgoer/", posted).status_code == 403


def _person(name: str, role: Role, organisation: Organisation) -> Person:
    return Person.objects.create(email=f"{name}@example.dk", name=name, role=role, organisation=organisation)
