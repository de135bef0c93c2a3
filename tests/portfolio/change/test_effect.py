"""When a change takes effect: days in the past and in the future, and the nights when the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from samdrift.isolation import Isolation, Step
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.actions.handing_over import hand_over
from samdrift.portfolio.actions.refusals import ComesBefore
from samdrift.portfolio.days import beginning_of, end_of, today
from samdrift.portfolio.document import Faults, SystemDocument
from samdrift.portfolio.models import Revision, System
from samdrift.portfolio.queries import portfolio_version
from tests.portfolio.change.cast import (
    BEGUN,
    DAY,
    MINUTE,
    NOW,
    Cast,
    accepted,
    changed,
    dependency,
    in_force,
    last,
    submitted,
)
from tests.portfolio.documents import both, document

NOTE, OTHER_NOTE, OPERATOR = both("Note"), both("Another note"), both("Operator")
DECEMBER = date(2026, 12, 1)
ITS_START = datetime(2026, 11, 30, 23, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("on", "accepted_at", "start"),
    [
        pytest.param(None, NOW, NOW, id="at once"),
        pytest.param(date(2026, 11, 1), NOW, NOW, id="the past is not rewritten"),
        pytest.param(date(2026, 11, 23), NOW, NOW, id="today"),
        pytest.param(DECEMBER, NOW, ITS_START, id="a day to come"),
        pytest.param(DECEMBER, ITS_START - MINUTE, ITS_START, id="the minute before"),
        pytest.param(DECEMBER, ITS_START + DAY, ITS_START + DAY, id="decided after its day"),
        pytest.param(date(2027, 3, 28), NOW, datetime(2027, 3, 27, 23, tzinfo=UTC), id="the clock goes forward"),
        pytest.param(date(2027, 3, 29), NOW, datetime(2027, 3, 28, 22, tzinfo=UTC), id="the day after that"),
        pytest.param(date(2027, 10, 31), NOW, datetime(2027, 10, 30, 22, tzinfo=UTC), id="the clock goes back"),
        pytest.param(date(2027, 11, 1), NOW, datetime(2027, 10, 31, 23, tzinfo=UTC), id="the day after that, too"),
    ],
)
def test_a_change_is_in_force_from_its_day_and_never_before_it_is_accepted(
    who: Cast, on: date | None, accepted_at: datetime, start: datetime
) -> None:
    report = submitted(who.anna, changed("nemlog-in", note=NOTE), on=on)
    revision = accepted(report, who.signe, now=accepted_at)
    before, at = in_force("nemlog-in", start - TICK), in_force("nemlog-in", start)
    assert (before and before.number, at) == (1, revision)
    report.refresh_from_db()
    assert report.effective_on == on, "what was stated stays on record"


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 10, 25), 25), (date(2027, 3, 28), 23), (date(2026, 11, 23), 24)]
)
def test_a_day_is_one_of_copenhagen(day: date, hours: int) -> None:
    begins, ends = beginning_of(day), end_of(day)
    assert ends - begins == timedelta(hours=hours)
    assert [today(moment) for moment in (begins - TICK, begins, ends - TICK, ends)] == [
        day - DAY,
        day,
        day,
        day + DAY,
    ]


def test_on_the_night_the_clock_goes_back_the_hour_that_comes_twice_is_told_apart(who: Cast) -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02.30 summer time
    again = first + timedelta(hours=1)  # 02.30 once more
    for at, note in ((first, NOTE), (again, OTHER_NOTE)):
        accepted(submitted(who.anna, changed("nemlog-in", note=note), now=at), who.signe, now=at)
    between = in_force("nemlog-in", again - TICK)
    assert between is not None and between.content["note"] == NOTE
    assert last("nemlog-in").content["note"] == OTHER_NOTE


def test_it_comes_into_force_by_the_clock_alone_and_readers_notice(who: Cast) -> None:
    accepted(submitted(who.anna, changed("nemlog-in", note=NOTE), on=DECEMBER), who.signe)
    assert portfolio_version(ITS_START - TICK) == portfolio_version(NOW)
    assert portfolio_version(ITS_START) != portfolio_version(NOW)


def test_a_change_that_starts_before_one_still_to_come_is_refused(who: Cast) -> None:
    scheduled = submitted(who.anna, changed("nemlog-in", note=NOTE), on=DECEMBER)
    sooner = submitted(who.asta, changed("nemlog-in", operator=OPERATOR), on=date(2026, 11, 30))
    accepted(scheduled, who.signe)
    with pytest.raises(ComesBefore, match="Revision 2") as refused:
        accepted(sooner, who.signe)
    assert refused.value.revision == last("nemlog-in")
    with pytest.raises(ComesBefore):
        submitted(who.anna, changed("nemlog-in", operator=OPERATOR), on=None)


@pytest.mark.parametrize("on", [DECEMBER, date(2026, 12, 24)])
def test_a_change_from_that_day_on_builds_on_it(who: Cast, on: date) -> None:
    first = submitted(who.anna, changed("nemlog-in", note=NOTE), on=DECEMBER)
    second = submitted(who.asta, changed("nemlog-in", operator=OPERATOR), on=on)
    accepted(first, who.signe)
    revision = accepted(second, who.signe)
    assert (revision.content["note"], revision.content["operator"]) == (NOTE, OPERATOR)
    assert in_force("nemlog-in", beginning_of(on)) == revision
    (earlier,) = Revision.objects.filter(number=2)
    assert earlier.during.isempty == (on == DECEMBER), "one from the same moment on replaces it"


def test_an_import_does_not_undo_what_is_to_come(who: Cast) -> None:
    accepted(submitted(who.anna, changed("nemlog-in", note=NOTE), on=DECEMBER), who.signe)
    with pytest.raises(Faults, match="revision 2 comes into force on 2026-12-01"):
        import_documents(documents=[document("nemlog-in", operator=OPERATOR)], actor=None, now=NOW + MINUTE)
    assert last("nemlog-in").content["note"] == NOTE
    same = SystemDocument.model_validate(last("nemlog-in").content)
    assert import_documents(documents=[same], actor=None, now=NOW + MINUTE).unchanged == ("nemlog-in",)


def test_what_a_document_names_is_there_on_its_day_and_ever_after(who: Cast) -> None:
    new = changed("mitid", services=document("mitid", services=("login", "new")).content()["services"])
    accepted(submitted(who.anna, new, slug="mitid", on=DECEMBER), who.signe)
    on_new = changed("nemlog-in", dependencies=[dependency("mitid/new")])
    with pytest.raises(Faults, match="'mitid/new'; expected one of the services of mitid: login"):
        submitted(who.asta, on_new)
    assert accepted(submitted(who.asta, on_new, on=DECEMBER), who.signe).during.lower == ITS_START
    gone = changed("mitid", services=document("mitid").content()["services"])
    with pytest.raises(Faults, match="nemlog-in: "):
        submitted(who.anna, gone, slug="mitid", on=date(2026, 12, 24))


def test_a_stated_day_in_the_past_asks_nothing_of_the_past(who: Cast) -> None:
    import_documents(documents=[document("cvr", owner="register")], actor=None, now=NOW - MINUTE)
    report = submitted(who.anna, changed("nemlog-in", dependencies=[dependency("cvr")]), on=date(2026, 10, 1))
    assert [hearing.provider.slug for hearing in report.hearings.all()] == ["cvr"]


def test_an_owner_that_is_not_there_holds_up_no_other(who: Cast) -> None:
    owner = {"organisation": "register", "name": both("Register")}
    accepted(submitted(who.anna, changed("nemlog-in", owner=owner), on=DECEMBER), who.signe)
    other = Revision.objects.get(system__slug="cpr", during__endswith__isnull=True)
    other.content["owner"]["organisation"] = "nobody"
    Revision.objects.filter(pk=other.pk).update(content=other.content)
    isolation = Isolation()
    assert hand_over(after=None, now=ITS_START, attempt=isolation.attempt) == ("nemlog-in",)
    assert isolation.since(Step.HAND_OVER).keys() == {"cpr"}


def test_rights_follow_the_owner_on_the_day_and_not_before(
    who: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    owner = {"organisation": "register", "name": both("Register")}
    accepted(submitted(who.anna, changed("nemlog-in", owner=owner), on=DECEMBER), who.signe)
    assert hand_over(after=None, now=ITS_START - TICK) == ()
    assert System.objects.get(slug="nemlog-in").owner.slug == "agency"
    assert hand_over(after=NOW, now=ITS_START) == ("nemlog-in",)
    assert System.objects.get(slug="nemlog-in").owner.slug == "register"
    with django_assert_num_queries(1):
        assert hand_over(after=BEGUN, now=ITS_START) == (), "once is enough"
