from __future__ import annotations

from datetime import timedelta

import pytest

from samdrift.portfolio.document import LifeCycleStatus, SystemDocument
from samdrift.portfolio.document.sections import Scope
from samdrift.publishing.models import Generation
from samdrift.vocabulary import Level
from tests.publishing.installation import Installation, documents, take_in

OF_ALL = (
    "/", "/en/", "/404.html", "/en/404.html", "/integration/", "/en/integration/", "/feed.atom", "/en/feed.atom",
    "/om/", "/en/about/", "/tilgaengelighed/", "/en/accessibility/", "/privatliv/", "/en/privacy/",
    "/robots.txt", "/sitemap.xml", "/favicon.ico", "/apple-touch-icon.png",
    "/kort/", "/en/map/", "/dataudveksling/", "/en/data-exchange/",
    "/api/v1/status.json", "/api/v1/systems.json", "/api/v1/openapi.json",
    "/api/v1/dependencies.json", "/api/v1/dependencies.csv", "/api/v1/dependencies.graphml",
    "/api/v1/dependencies.dot", "/api/v1/dependencies.mmd", "/api/v1/catalog-info.yaml", "/api/v1/archimate.xml",
    "/api/v1/graph.json", "/api/v1/schema/dependencies.json",
    "/api/v1/schema/status.json", "/api/v1/schema/systems.json", "/api/v1/schema/system.json",
    "/api/v2/summary.json", "/api/v2/status.json", "/api/v2/components.json", "/api/v2/incidents.json",
    "/api/v2/incidents/unresolved.json", "/api/v2/scheduled-maintenances.json",
    "/api/v2/scheduled-maintenances/upcoming.json", "/api/v2/scheduled-maintenances/active.json",
)  # fmt: skip
OF_EACH = (
    "/systemer/{}/", "/en/systems/{}/", "/systemer/{}/feed.atom", "/en/systems/{}/feed.atom",
    "/badge/{}.svg", "/api/v1/systems/{}.json",
)  # fmt: skip
DESCRIBED = (
    "/systemer/{}/dokumentation/", "/en/systems/{}/documentation/", "/systemer/{}/dokumentation.pdf",
    "/en/systems/{}/documentation.pdf", "/api/v1/systems/{}/document.yaml",
)  # fmt: skip
"""Of each document, also those of external systems, which have no status: their page says so."""
TELL_THE_GENERATION = {
    "/api/v1/status.json",
    "/api/v2/summary.json",
    "/api/v2/status.json",
    "/api/v2/components.json",
    "/api/v2/incidents.json",
    "/api/v2/incidents/unresolved.json",
    "/api/v2/scheduled-maintenances.json",
    "/api/v2/scheduled-maintenances/upcoming.json",
    "/api/v2/scheduled-maintenances/active.json",
}
"""They say when they were published."""
FRONT = {"/", "/en/"}
MAP = {"/kort/", "/en/map/"}


def of(slug: str) -> set[str]:
    return {address.format(slug) for address in OF_EACH}


def changed_files(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {address for address in before.keys() | after.keys() if before.get(address) != after.get(address)}


def renamed(document: SystemDocument, name: dict[str, str]) -> SystemDocument:
    text = document.identity.name.model_copy(update=name)
    identity = document.identity.model_copy(update={"name": text})
    return document.model_copy(update={"identity": identity})


def test_the_first_generation_has_every_address(whole: Installation) -> None:
    published = whole.all_is_well()
    addresses = {address for address in whole.edition().pages if not address.startswith(("/static/", "/mirror/"))}
    external = {slug for slug, document in documents().items() if document.identity.scope is Scope.EXTERNAL}
    described = {address.format(slug) for address in DESCRIBED for slug in whole.slugs}
    named = {address.format(slug) for address in OF_EACH[:2] for slug in external}
    assert addresses == described.union(OF_ALL, named, *(of(slug) for slug in whole.slugs if slug not in external))
    assert published.generation == 1
    assert tuple(Generation.objects.get(number=1).changed) == published.changed
    assert set(published.changed) == set(whole.slugs) - {"nemid"} - external


def test_one_change_writes_that_system_and_what_is_common(small: Installation) -> None:
    small.all_is_well()
    before, files = small.objects(), small.files()
    small.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    published = small.turn(11)
    assert published is not None
    assert published.changed == ("mitid",)
    differing = changed_files(before, small.objects())
    advised = {"/api/v1/systems/nemid.json"}  # "NemID er lukket. Brug MitID."
    assert differing == of("mitid") | TELL_THE_GENERATION | FRONT | MAP | {"/feed.atom", "/en/feed.atom"} | advised
    # Each is plain, br, gz and stale at the most; the two forms of v2's lists of nothing are one and the same.
    assert 0 < len(small.files() - files) <= 4 * len(differing)
    system = small.system("mitid")
    assert (system["level"], system["observed"]) == ("major_outage", True)
    assert small.system("cvr")["level"] == "operational"


def test_nothing_new_is_no_generation_but_a_heartbeat(small: Installation) -> None:
    small.all_is_well()
    before = small.objects()
    files, generations = small.files(), Generation.objects.count()
    assert small.turn(2) is None
    assert (small.objects(), small.files()) == (before, files)
    assert small.heartbeat() == "2024-11-23T12:00:02Z"
    assert Generation.objects.count() == generations


def test_hearing_the_same_is_told_once_a_minute(small: Installation) -> None:
    small.all_is_well()
    before = small.objects()
    for seconds in (20, 40, 59):
        small.said("mitid/login", seconds, Level.OPERATIONAL)
        assert small.turn(seconds) is None
    small.said("mitid/login", 61, Level.OPERATIONAL)
    published = small.turn(62)
    assert published is not None
    assert published.changed == ()
    assert changed_files(before, small.objects()) == TELL_THE_GENERATION | FRONT
    assert small.json("/api/v1/status.json")["last_heard"] == "2024-11-23T12:01:00Z"


def test_a_new_hour_is_measured_anew(small: Installation) -> None:
    small.all_is_well()
    small.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    small.turn(11)
    small.said("mitid/login", 20, Level.OPERATIONAL)
    small.turn(21)
    before = small.objects()
    assert small.turn(3599) is None
    published = small.turn(3600)
    assert published is not None
    assert published.changed == ()
    assert of("mitid") - {"/badge/mitid.svg"} > changed_files(before, small.objects()) & of("mitid") > set()
    uptime = {each["window"]: each for each in small.json("/api/v1/systems/mitid.json")["uptime"]}
    assert uptime["24h"]["worked"] == pytest.approx(3590 / 3600, abs=1e-9)
    assert uptime["24h"]["unobserved"] == pytest.approx(23 / 24, abs=1e-9)
    assert small.turn(3601) is None


def test_a_new_day_moves_the_strip(small: Installation) -> None:
    small.all_is_well()
    said = small.plain("/systemer/mitid/")
    midnight = 11 * 3600  # in Copenhagen
    assert small.turn(midnight + 60) is not None
    assert small.plain("/systemer/mitid/") != said


def test_a_new_document_is_published_and_named_in_its_successors_stead(small: Installation) -> None:
    small.all_is_well()
    before = small.objects()
    name = {"da": "MitID og mere", "en": "MitID and more"}
    take_in(renamed(documents()["mitid"], name), seconds=5)
    published = small.turn(6)
    assert published is not None
    assert published.changed == ()  # a new name is no new state
    assert small.system("mitid")["name"] == name
    assert name["en"] in small.plain("/en/systems/nemid/").decode()
    differing = changed_files(before, small.objects())
    assert differing & of("cvr") == set()
    assert {"/api/v1/systems.json", "/badge/mitid.svg", "/systemer/mitid/", "/en/systems/nemid/"} <= differing


def test_a_new_system_comes_and_one_retires(small: Installation) -> None:
    small.all_is_well()
    life = documents()["nemid"].life_cycle.model_copy(update={"successor": "mitid"})
    take_in(documents()["cpr"], documents()["cvr"].model_copy(update={"life_cycle": life}), seconds=5)
    published = small.turn(6)
    assert published is not None
    assert set(published.changed) == {"cpr", "cvr"}
    assert [each["slug"] for each in small.json("/api/v1/status.json")["systems"]] == ["cpr", "mitid"]
    assert {each["slug"] for each in small.json("/api/v1/systems.json")["systems"]} == {"cpr", "cvr", "mitid", "nemid"}
    assert of("cvr") <= small.objects().keys()


def test_a_system_that_is_only_planned_has_a_document_and_no_status(small: Installation) -> None:
    cpr = documents()["cpr"]
    life = cpr.life_cycle.model_copy(update={"status": LifeCycleStatus.PLANNED, "in_operation_since": None})
    take_in(cpr.model_copy(update={"life_cycle": life}), seconds=0)
    small.all_is_well()
    assert "/systemer/cpr/dokumentation/" in small.objects()
    assert of("cpr") & small.objects().keys() == {"/systemer/cpr/", "/en/systems/cpr/"}
    assert "CPR er ikke i drift endnu." in small.plain("/systemer/cpr/").decode()
    assert "cpr" not in {each["slug"] for each in small.json("/api/v1/systems.json")["systems"]}


def test_changed_names_the_systems_whose_state_differs_and_no_other(small: Installation) -> None:
    assert small.all_is_well().changed == ("cvr", "mitid")
    small.said("mitid/login", 10, Level.DEGRADED)
    small.said("cvr", 10, Level.MAJOR_OUTAGE)
    first = small.turn(11)
    small.said("cvr", 20, Level.OPERATIONAL)
    second = small.turn(21)
    assert first is not None
    assert second is not None
    assert (first.changed, second.changed) == (("cvr", "mitid"), ("cvr",))
    assert [row.changed for row in Generation.objects.order_by("number")][-2:] == [["cvr", "mitid"], ["cvr"]]


def test_a_silent_system_is_not_observed_and_never_green(small: Installation) -> None:
    small.all_is_well()
    published = small.turn(timedelta(days=1).total_seconds() + 1)
    assert published is not None
    assert published.changed == ("cvr", "mitid")
    system = small.system("mitid")
    assert (system["level"], system["observed"]) == ("operational", False)
    components = small.json("/api/v2/components.json")["components"]
    assert {each["status"] for each in components} == {"degraded_performance"}
    assert small.json("/api/v2/status.json")["status"]["indicator"] == "minor"
