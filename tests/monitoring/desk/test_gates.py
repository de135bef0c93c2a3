"""Every role, and nobody, at every address of the desk: what is allowed, and that a refusal changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import URLPattern

from samdrift.accounts.models import AuditEntry, Organisation, Person, Role
from samdrift.accounts.urls import urlpatterns as accounts_urls
from samdrift.monitoring.models import Resettle, Source
from samdrift.monitoring.urls import urlpatterns as desk_urls
from tests.accounts.cast import client_of
from tests.monitoring.desk.scene import Scene, component, line

EVERYBODY = frozenset(Role)
SEES_SOURCES = EVERYBODY - {Role.READER}
EVERYWHERE = frozenset({Role.SECRETARIAT, Role.ADMINISTRATOR})
SETTINGS = {"interval": "60", "confirm": "0.5", "life": "watchdog", "beside": ""}
REASON = {"reason_da": "Uret gik forkert.", "reason_en": ""}
TIMES = {"interval": "60", "confirm": ""}


@dataclass(frozen=True)
class Step:
    """`allowed` roles are answered by `done`, the others by `refused`; `posted` None is a GET."""

    path: Callable[[Scene], str]
    allowed: frozenset[Role]
    posted: Callable[[], dict[str, str]] | None = None
    done: int = 200
    refused: int = 403


def to(name: str) -> Callable[[], dict[str, str]]:
    return lambda: {"component": str(component(name).pk)}


def post(
    path: Callable[[Scene], str], allowed: frozenset[Role], posted: Callable[[], dict[str, str]], **answers: int
) -> Step:
    return Step(path, allowed, posted, **{"done": 302, **answers})


def new_source() -> dict[str, str]:
    ours = Organisation.objects.get(slug="digitaliseringsstyrelsen")
    return {
        **SETTINGS,
        "slug": "new",
        "connector": "events",
        "organisation": str(ours.pk),
        "settings": "{}",
        "life": "",
    }


def said_of(scene: Scene) -> str:
    return f"/desk/signaler/{scene.ours.pk}/meldinger/{line(scene.ours).pk}/tag-tilbage/"


def nothing() -> dict[str, str]:
    return {}


STEPS = {
    "overview": Step(lambda s: "/desk/", EVERYBODY),
    "sources": Step(lambda s: "/desk/kilder/", SEES_SOURCES),
    "source": Step(lambda s: "/desk/kilder/oneview/", SEES_SOURCES),
    "settings": Step(lambda s: "/desk/kilder/alertmanager/indstillinger/", EVERYWHERE),
    "token": Step(lambda s: "/desk/kilder/alertmanager/noegle/", EVERYWHERE),
    "new source": Step(lambda s: "/desk/ny-kilde/", EVERYWHERE),
    "our signal": Step(lambda s: f"/desk/signaler/{s.ours.pk}/", SEES_SOURCES),
    "their signal": Step(lambda s: f"/desk/signaler/{s.theirs.pk}/", SEES_SOURCES),
    "audit trail": Step(lambda s: "/desk/revision/", EVERYWHERE),
    "change settings": post(lambda s: "/desk/kilder/alertmanager/indstillinger/", EVERYWHERE, lambda: SETTINGS),
    "create source": post(lambda s: "/desk/ny-kilde/", EVERYWHERE, new_source, done=200),
    "rotate token": post(lambda s: "/desk/kilder/alertmanager/noegle/", EVERYWHERE, nothing, done=200),
    "map ours to ours": post(lambda s: f"/desk/signaler/{s.ours.pk}/tilknyt/", SEES_SOURCES, to("mitid")),
    "map free to ours": post(lambda s: f"/desk/signaler/{s.free.pk}/tilknyt/", SEES_SOURCES, to("mitid")),
    "map theirs to ours": post(lambda s: f"/desk/signaler/{s.theirs.pk}/tilknyt/", EVERYWHERE, to("mitid")),
    "unmap ours": post(lambda s: f"/desk/signaler/{s.ours.pk}/frakobl/", SEES_SOURCES, nothing),
    "unmap theirs": post(lambda s: f"/desk/signaler/{s.theirs.pk}/frakobl/", EVERYWHERE, nothing),
    "tune ours": post(lambda s: f"/desk/signaler/{s.ours.pk}/tider/", SEES_SOURCES, lambda: TIMES),
    "tune theirs": post(lambda s: f"/desk/signaler/{s.theirs.pk}/tider/", EVERYWHERE, lambda: TIMES),
    "coverage of ours": Step(lambda s: f"/desk/signaler/{s.ours.pk}/kontrol/", SEES_SOURCES),
    "coverage of theirs": Step(lambda s: f"/desk/signaler/{s.theirs.pk}/kontrol/", EVERYWHERE, done=404),
    "cover ours": post(lambda s: f"/desk/signaler/{s.ours.pk}/kontrol/", SEES_SOURCES, lambda: {"end_to_end": "on"}),
    "take back": Step(said_of, EVERYWHERE),
    "end": Step(lambda s: f"/desk/signaler/{s.ours.pk}/afslut/", EVERYWHERE),
    "take ours back": post(said_of, EVERYWHERE, lambda: REASON),
    "end ours": post(lambda s: f"/desk/signaler/{s.ours.pk}/afslut/", EVERYWHERE, lambda: REASON),
    "tune free": post(lambda s: f"/desk/signaler/{s.free.pk}/tider/", EVERYWHERE, lambda: TIMES),
}


def take(step: Step, scene: Scene, person: Person | None) -> int:
    browser = client_of(person)
    path = step.path(scene)
    answer = browser.get(path) if step.posted is None else browser.post(path, step.posted())
    if person is None:
        assert answer.headers["Location"].startswith("/konto/login/?next=/desk/")
    return answer.status_code


def changes() -> tuple[int, int]:
    return AuditEntry.objects.count(), Resettle.objects.count()


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("name", STEPS)
def test_who_may(scene: Scene, role: Role | None, name: str) -> None:
    step, before = STEPS[name], changes()
    allowed = role in step.allowed
    expected = step.done if allowed else step.refused if role else 302
    assert take(step, scene, scene.cast.people[role] if role else None) == expected
    assert (changes() != before) is (allowed and step.posted is not None)


@pytest.mark.parametrize("role", [Role.SYSTEM_OWNER, Role.OPERATIONS])
@pytest.mark.parametrize("which", ["ours", "free"])
def test_nobody_maps_to_a_system_of_others(scene: Scene, role: Role, which: str) -> None:
    path = f"/desk/signaler/{getattr(scene, which).pk}/tilknyt/"
    before = changes()
    answer = client_of(scene.cast.people[role]).post(path, to("virk-dk")())
    assert answer.status_code == 400
    assert changes() == before


@pytest.mark.parametrize("role", Role)
def test_an_unmapped_signal_belongs_to_the_organisation_of_its_source(scene: Scene, role: Role) -> None:
    """Theirs, though the system that it would be mapped to is ours."""
    Source.objects.update(organisation=scene.cast.theirs)
    person, before = scene.cast.people[role], changes()
    path = f"/desk/signaler/{scene.free.pk}/"
    allowed = role in EVERYWHERE
    assert client_of(person).post(f"{path}tilknyt/", to("mitid")()).status_code == (302 if allowed else 403)
    assert (changes() != before) is allowed
    if role in SEES_SOURCES - EVERYWHERE:
        page = client_of(person).get(path).text
        assert f"{path}tilknyt/" not in page
        assert "af den organisation, kilden hører til, og af sekretariatet" in page


def test_the_table_holds_every_address() -> None:
    covered = {
        "kilder/", "ny-kilde/", "kilder/<slug:slug>/", "kilder/<slug:slug>/indstillinger/",
        "kilder/<slug:slug>/noegle/",
        "signaler/<int:signal_id>/", "signaler/<int:signal_id>/tilknyt/", "signaler/<int:signal_id>/frakobl/",
        "signaler/<int:signal_id>/tider/", "revision/", "signaler/<int:signal_id>/afslut/",
        "signaler/<int:signal_id>/kontrol/",
        "signaler/<int:signal_id>/meldinger/<int:line_id>/tag-tilbage/",
    }  # fmt: skip
    patterns: list[URLPattern] = [*desk_urls, *accounts_urls]
    assert {str(pattern.pattern) for pattern in patterns} == covered


@pytest.mark.parametrize("action", ["tilknyt", "frakobl", "tider"])
def test_an_action_is_not_a_link(scene: Scene, action: str) -> None:
    browser = client_of(scene.cast.people[Role.ADMINISTRATOR])
    assert browser.get(f"/desk/signaler/{scene.ours.pk}/{action}/").status_code == 405


def test_a_polled_source_has_no_token(scene: Scene) -> None:
    browser = client_of(scene.cast.people[Role.ADMINISTRATOR])
    assert browser.get("/desk/kilder/oneview/noegle/").status_code == 404
