"""What is expected beside what is observed: from a word of monitoring to what the public reads."""

from __future__ import annotations

from typing import Any

import pytest

from samdrift.monitoring.models import Mapping
from samdrift.publishing import publisher
from samdrift.publishing.troubled import FELT_WITHIN
from samdrift.vocabulary import Level
from tests import cast
from tests.publishing.installation import Installation
from tests.publishing.pages.test_front import text_of

LATE = FELT_WITHIN.total_seconds() + 60
EVERY_SERVICE_OF_CPR = ("cpr/opslag", "cpr/udtraek")


def expected(installation: Installation, slug: str) -> Any:
    return installation.system(slug)["expected"]


def of_service(installation: Installation, name: str) -> Any:
    slug, _, id = name.partition("/")
    return next(each["expected"] for each in installation.system(slug)["services"] if each["id"] == id)


def page(installation: Installation, address: str) -> str:
    return text_of(installation.plain(address).decode())


def told(installation: Installation) -> dict[str, tuple[str, list[str]]]:
    systems = installation.json("/api/v1/status.json")["systems"]
    return {
        each["slug"]: (each["expected"]["level"], each["expected"]["because"]) for each in systems if each["expected"]
    }


def test_in_calm_weather_nothing_is_expected(whole: Installation) -> None:
    whole.all_is_well()
    assert told(whole) == {}


def test_whoever_needs_what_fails_is_told_of_in_the_same_generation(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    published = whole.turn(11)
    assert published is not None
    assert whole.system("mitid")["level"] == "major_outage"
    borger = whole.system("borger-dk")
    assert (borger["level"], borger["observed"]) == ("operational", True), "what is observed stays"
    assert borger["expected"] == {
        "level": "major_outage",
        "because": ["nemlog-in", "mitid"],
        "since": "2024-11-23T12:00:10Z",
        "begins": None,
        "planned": False,
    }
    assert of_service(whole, "borger-dk/vejledning") is None, "what needs no login still works"
    assert expected(whole, "cvr") is None
    assert expected(whole, "mitid") is None, "its own trouble is nothing that others do to it"


def test_a_failure_of_the_register_does_not_paint_the_country_red(whole: Installation) -> None:
    whole.all_is_well()
    for service in EVERY_SERVICE_OF_CPR:
        whole.said(service, 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    assert "major_outage" not in {level for level, _ in told(whole).values()}
    overview = of_service(whole, "borger-dk/mit-overblik")
    assert (overview["level"], overview["because"]) == ("degraded", ["cpr"])
    assert overview["begins"] == "2024-11-24T12:00:10Z", "its daily copy lasts a day"


def test_it_is_over_when_what_failed_works_again(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    assert told(whole)
    whole.said("mitid/login", 20, Level.OPERATIONAL)
    whole.turn(21)
    assert told(whole) == {}


def goes_end_to_end(key: str, *through: str) -> None:
    Mapping.objects.filter(signal__key=key).update(end_to_end=True, through=list(through))


def test_however_long_a_service_is_heard_to_work_it_stays_expected_to_feel_it(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    at_first = told(whole)
    for service in ("login", "signering"):
        whole.said(f"nemlog-in/{service}", LATE, Level.OPERATIONAL)
    whole.turn(LATE)
    critical = {slug: each for slug, each in at_first.items() if each[0] == "major_outage"}
    assert {slug: told(whole)[slug] for slug in critical} == critical
    assert "ser ikke ud til at være" not in page(whole, "/")


def test_an_end_to_end_check_that_was_heard_since_stops_the_cascade(whole: Installation) -> None:
    whole.all_is_well()
    goes_end_to_end("nemlog-in/login", "mitid/login")
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    assert of_service(whole, "nemlog-in/login")["because"] == ["mitid"]
    whole.said("nemlog-in/login", 12, Level.OPERATIONAL)
    whole.turn(14)
    assert of_service(whole, "nemlog-in/login") is None
    assert "borger-dk" not in from_mitid(whole), "those who log in by NemLog-in work too"
    assert of_service(whole, "nemlog-in/signering")["because"] == ["mitid"], "that check does not sign anything"


def test_planned_work_is_told_as_planned(whole: Installation) -> None:
    whole.all_is_well()
    cast.said(whole.source, "mitid/login", 10, Level.MAJOR_OUTAGE, planned=True)
    whole.turn(11)
    assert expected(whole, "borger-dk")["planned"] is True


def test_what_is_done_without_softens_a_failure_for_the_public_too(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    assert "nemlog-in" in told(whole)
    assert "datafordeleren" not in told(whole), "there one can log in by a password"


def test_own_pages_of_many_follow_the_pages_that_name_all(whole: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publisher, "REACHED", 3)

    whole.all_is_well()
    slugs = [each["slug"] for each in whole.json("/api/v1/status.json")["systems"]]

    def tell() -> set[str]:
        return {slug for slug in slugs if whole.json(f"/api/v1/systems/{slug}.json")["expected"]}

    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    named = told(whole)
    assert "Syv systemer kan være ramt" in page(whole, "/")
    assert (len(named), len(tell())) == (7, 3)
    assert {named[slug][0] for slug in tell()} == {"major_outage"}, "the worst first"
    assert "Kan være ramt" in page(whole, f"/systemer/{min(tell())}/")
    whole.turn(12)
    assert len(tell()) == 6
    assert "Status: Nedbrud" not in page(whole, "/systemer/cpr/"), "neighbours to whom nothing may happen come last"
    whole.turn(13)
    assert tell() == named.keys()
    while whole.turn(14):
        pass
    assert "Status: Nedbrud" in page(whole, "/systemer/cpr/")


def test_an_unobserved_system_warns_nobody(whole: Installation) -> None:
    whole.turn(1)
    assert told(whole) == {}


def test_a_copy_that_has_run_out_is_felt_by_the_clock_alone(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("cpr/opslag", 10, Level.MAJOR_OUTAGE)
    whole.said("cpr/udtraek", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    whole.turn(20 + 4 * 3600)
    services = of_service(whole, "datafordeleren/cpr-tjenester")
    assert services["begins"] is None
    assert services["because"] == ["cpr"]


def from_mitid(installation: Installation) -> set[str]:
    """Those that MitID's trouble may reach."""
    return {slug for slug, (_, because) in told(installation).items() if because[-1] == "mitid"}


def test_a_later_failure_elsewhere_brings_back_no_warning_that_had_ended(whole: Installation) -> None:
    whole.all_is_well()
    goes_end_to_end("nemlog-in/login")
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.said("nemlog-in/login", 12, Level.OPERATIONAL)
    whole.turn(14)
    assert "borger-dk" not in from_mitid(whole)
    whole.said("cvr/opslag", 15, Level.DEGRADED)
    whole.turn(16)
    assert whole.system("cvr")["level"] == "degraded"
    assert "borger-dk" not in from_mitid(whole)


def test_a_word_on_a_whole_system_reaches_its_services_and_those_who_need_them(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("mitid", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    assert (whole.system("mitid")["level"], expected(whole, "mitid")) == ("major_outage", None)
    login = of_service(whole, "mitid/login")
    assert (login["level"], login["because"], login["since"]) == ("major_outage", ["mitid"], "2024-11-23T12:00:10Z")
    assert told(whole)["borger-dk"] == ("major_outage", ["nemlog-in", "mitid"])
    whole.said("mitid/login", LATE, Level.OPERATIONAL)
    whole.turn(LATE)
    assert of_service(whole, "mitid/login"), "its monitoring does not log in"
    goes_end_to_end("mitid/login")
    whole.said("mitid/login", LATE + 5, Level.OPERATIONAL)
    whole.turn(LATE + 20)
    assert of_service(whole, "mitid/login") is None
    assert of_service(whole, "mitid/udstedelse")["because"] == ["mitid"]
    assert "borger-dk" not in from_mitid(whole), "what it needs was seen to work"
    whole.said("mitid", LATE + 30, Level.OPERATIONAL)
    whole.turn(LATE + 31)
    assert of_service(whole, "mitid/udstedelse") is None


def test_since_survives_a_silence_in_an_outage_and_in_good_weather(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    day = 24 * 3600
    whole.turn(day + 60)
    assert {each["observed"] for each in whole.json("/api/v1/status.json")["systems"]} == {False}
    whole.said("mitid/login", day + 90, Level.MAJOR_OUTAGE)
    for service in ("opslag", "udtraek"):
        whole.said(f"cpr/{service}", day + 90, Level.OPERATIONAL)
    whole.turn(day + 91)
    since = {slug: whole.system(slug)["since"] for slug in ("mitid", "cpr")}
    assert since == {"mitid": "2024-11-23T12:00:10Z", "cpr": "2024-11-23T12:00:00Z"}


def cpr_is(installation: Installation, seconds: float, level: Level) -> Any:
    """What is expected of a service that lives on a copy of CPR for four hours."""
    for service in EVERY_SERVICE_OF_CPR:
        installation.said(service, seconds, level)
    installation.turn(seconds + 1)
    return of_service(installation, "datafordeleren/cpr-tjenester")


def test_a_copy_does_not_last_longer_because_it_got_worse(whole: Installation) -> None:
    whole.all_is_well()
    assert cpr_is(whole, 10, Level.PARTIAL_OUTAGE)["begins"] == "2024-11-23T16:00:10Z"
    assert cpr_is(whole, 5 * 3600, Level.PARTIAL_OUTAGE)["begins"] is None
    worse = cpr_is(whole, 5 * 3600 + 10, Level.MAJOR_OUTAGE)
    assert (worse["begins"], worse["since"]) == (None, "2024-11-23T17:00:10Z")


def test_a_copy_does_not_last_longer_because_nobody_watched(whole: Installation) -> None:
    whole.all_is_well()
    cpr_is(whole, 10, Level.MAJOR_OUTAGE)
    day = 24 * 3600
    whole.turn(day + 3600)
    assert not whole.system("cpr")["observed"]
    again = cpr_is(whole, day + 7200, Level.MAJOR_OUTAGE)
    assert (again["begins"], again["since"]) == (None, "2024-11-23T12:00:10Z")


def test_trouble_that_was_mended_meanwhile_begins_anew(whole: Installation) -> None:
    whole.all_is_well()
    cpr_is(whole, 10, Level.MAJOR_OUTAGE)
    cpr_is(whole, 5 * 3600, Level.OPERATIONAL)
    assert cpr_is(whole, 5 * 3600 + 10, Level.MAJOR_OUTAGE)["begins"] == "2024-11-23T21:00:10Z"


def test_work_that_has_begun_is_told_while_all_works(whole: Installation) -> None:
    whole.all_is_well()
    cast.said(whole.source, "mitid/login", 10, Level.OPERATIONAL, planned=True)
    whole.turn(11)
    assert whole.system("mitid")["level"] == "operational"
    assert expected(whole, "borger-dk") == {
        "level": "major_outage",
        "because": ["nemlog-in", "mitid"],
        "since": "2024-11-23T12:00:10Z",
        "begins": None,
        "planned": True,
    }
    assert "Syv andre systemer kan være ramt af det planlagte arbejde på MitID." in page(whole, "/")
    assert "MitID, som har haft planlagt arbejde i gang siden" in page(whole, "/systemer/borger-dk/")
    cast.said(whole.source, "mitid/login", 20, Level.OPERATIONAL)
    whole.turn(21)
    assert told(whole) == {}
