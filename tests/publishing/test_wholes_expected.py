"""Trouble that is reported of a whole system, beside what others do to it."""

from __future__ import annotations

from samdrift.vocabulary import Level
from tests.publishing.installation import Installation

DOWN, OK = Level.MAJOR_OUTAGE, Level.OPERATIONAL


def because(installation: Installation, slug: str) -> list[str] | None:
    expected = installation.system(slug)["expected"]
    return expected["because"] if expected else None


def test_its_own_report_hides_no_cause_elsewhere(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("nemlog-in", 10, DOWN)
    whole.turn(11)
    assert because(whole, "nemlog-in") is None
    whole.said("mitid/login", 20, DOWN)
    whole.turn(21)
    assert because(whole, "nemlog-in") == ["mitid"]


def test_a_system_that_is_watched_as_a_whole_is_told_of_its_cause(whole: Installation) -> None:
    whole.said("nemlog-in", 0, OK)
    whole.said("mitid/login", 0, OK)
    whole.turn(1)
    for signal in ("mitid/login", "nemlog-in"):
        whole.said(signal, 10, DOWN)
    whole.turn(11)
    services = {each["id"]: each["expected"] for each in whole.system("nemlog-in")["services"]}
    assert services["login"]["because"] == ["mitid"]


def test_a_report_on_a_whole_that_goes_away_takes_its_warnings_with_it(whole: Installation) -> None:
    whole.all_is_well()
    whole.said("nemlog-in", 10, DOWN)
    whole.turn(11)
    assert because(whole, "borger-dk") == ["nemlog-in"]
    whole.said("nemlog-in", 20, OK)
    whole.turn(21)
    assert because(whole, "borger-dk") is None
