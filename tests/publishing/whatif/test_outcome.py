from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_django import Settings

from samdrift.impact import Step, Transfer
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.portfolio.whole_systems import with_wholes
from samdrift.publishing.partners.case import Case, Pick
from samdrift.publishing.partners.outcome import Outcome, outcome
from samdrift.vocabulary import Level


def supposed(portfolio: Portfolio, *picks: Pick, lasts: timedelta | None = None) -> Outcome:
    return outcome(portfolio, with_wholes(portfolio, impact_graph(portfolio)), Case(picks, lasts=lasts))


def levels(found: Outcome) -> dict[str, Level]:
    return {hit.system.slug: hit.level for hit in found.hits}


def test_a_whole_system_takes_with_it_whoever_needs_one_of_its_services(portfolio: Portfolio) -> None:
    found = supposed(portfolio, Pick("mitid"))
    assert levels(found) == {
        **dict.fromkeys(("broker", "sms", "mail"), Level.MAJOR_OUTAGE),
        "portal": Level.PARTIAL_OUTAGE,  # its guide works on
    }
    assert found.untouched == 1, "CPR"


def test_the_worst_comes_first_then_the_nearest_then_by_name(portfolio: Portfolio) -> None:
    assert [hit.system.slug for hit in supposed(portfolio, Pick("mitid")).hits] == ["mail", "broker", "sms", "portal"]


def test_services_that_feel_it_otherwise_are_told_apart_and_the_rest_counted(portfolio: Portfolio) -> None:
    portal = supposed(portfolio, Pick("mitid")).by_slug["portal"]
    assert [(each.services, each.level) for each in portal.effects] == [
        (("post",), Level.MAJOR_OUTAGE),
        (("notice",), Level.PARTIAL_OUTAGE),
    ]
    assert portal.spared == 1


def test_one_of_two_is_absorbed_and_both_are_not(portfolio: Portfolio) -> None:
    one = supposed(portfolio, Pick("sms"))
    assert levels(one) == {}
    assert [(each.consumer, each.down, each.spared) for each in one.absorbed] == [
        ("portal/notice", ("sms",), Level.PARTIAL_OUTAGE)
    ]
    both = supposed(portfolio, Pick("sms"), Pick("mail"))
    assert levels(both) == {"portal": Level.PARTIAL_OUTAGE}
    assert both.absorbed == ()


def test_a_copy_lasts_for_a_day(portfolio: Portfolio) -> None:
    (hit,) = supposed(portfolio, Pick("cpr")).hits
    assert hit.effects[0].steps == (Step(timedelta(days=1), Level.PARTIAL_OUTAGE),)
    assert hit.after == timedelta(days=1)


@pytest.mark.parametrize("lasts", [timedelta(hours=2), timedelta(days=1)])
def test_what_a_copy_outlasts_holds(portfolio: Portfolio, lasts: timedelta) -> None:
    """Also where both end at the same moment: then nobody is without."""
    found = supposed(portfolio, Pick("cpr", planned=True), lasts=lasts)
    assert found.hits == ()
    assert [(each.consumer, each.down, each.in_time, each.spared) for each in found.absorbed] == [
        ("portal/guide", ("cpr",), True, Level.PARTIAL_OUTAGE)
    ]
    assert found.untouched == 5


def test_what_lasts_longer_than_a_copy_is_felt(portfolio: Portfolio) -> None:
    found = supposed(portfolio, Pick("cpr", planned=True), lasts=timedelta(days=1, minutes=1))
    assert levels(found) == {"portal": Level.PARTIAL_OUTAGE}
    assert found.absorbed == ()


def test_of_what_gets_worse_only_so_much_is_told_as_is_felt_in_time(portfolio: Portfolio) -> None:
    """Of what both fail, the copy of the one alone would be felt after a day."""
    found = supposed(portfolio, Pick("cpr"), Pick("sms"), Pick("mail"), lasts=timedelta(hours=2))
    portal = found.by_slug["portal"]
    assert [(each.services, each.steps) for each in portal.effects] == [
        (("notice",), (Step(timedelta(0), Level.PARTIAL_OUTAGE),))
    ]
    assert [each.consumer for each in found.absorbed] == ["portal/guide"]


def test_a_service_that_nobody_needs_hits_nobody(portfolio: Portfolio) -> None:
    found = supposed(portfolio, Pick("mitid/issue"))
    assert found.hits == ()
    assert found.untouched == 5, "all but MitID itself"


def test_the_level_is_carried_on(portfolio: Portfolio) -> None:
    found = supposed(portfolio, Pick("mitid", Level.DEGRADED))
    assert set(levels(found).values()) == {Level.DEGRADED}


def test_whole_systems_are_felt_by_the_tables_of_the_installation(portfolio: Portfolio, settings: Settings) -> None:
    settings.TRANSFER = Transfer.of({"critical": [0, 1, 2, 2], "high": [0, 0, 0, 0], "low": [0, 0, 0, 0]})
    assert set(levels(supposed(portfolio, Pick("mitid"))).values()) == {Level.PARTIAL_OUTAGE}


def test_nothing_supposed_is_nothing_hit(portfolio: Portfolio) -> None:
    found = supposed(portfolio)
    assert (found.hits, found.absorbed, found.untouched) == ((), (), 6)
