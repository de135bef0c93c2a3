"""What a system's page tells of each day of the strip, without script too."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils.translation import override

from samdrift.publishing.pages import days
from samdrift.snapshot.model import NO_TROUBLE, Day, Lengths, SystemStatus
from samdrift.vocabulary import COPENHAGEN, Language, Period, State, StatePeriod
from tests import world
from tests.publishing.pages import beside


def rows(status: SystemStatus, language: Language = "da") -> list[tuple[str, str]]:
    with override(language):
        read = days.read(status, language)
    return [(each.when.replace("\xa0", " "), each.what.replace("\xa0", " ")) for each in read]


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 10, hour, minute, tzinfo=COPENHAGEN)


def past(start: datetime, end: datetime, state: State) -> StatePeriod:
    return StatePeriod(Period(start, end), state)


def test_a_day_says_what_happened_how_long_and_when() -> None:
    assert rows(world.mitid()) == [("3. november", "Nedbrud i 2 timer og 10 minutter (kl. 12.00–14.10)")]
    assert rows(world.mitid(), "en") == [("3 November", "Outage for 2 hours and 10 minutes (12:00–14:10)")]


def test_every_kind_of_trouble_of_a_day_is_told_the_worst_first() -> None:
    day = Day(at(0).date(), True, Lengths(degraded=600, major=840), Lengths(major=3600), 7200)
    history = (
        past(at(20), at(21), world.PLANNED),
        past(at(10, 14), at(10, 24), world.DEGRADED),
        past(at(10), at(10, 14), world.DOWN),
    )
    [told] = [what for when, what in rows(replace(world.mitid(), days=world.days(day), history=history))]
    assert told == (
        "Nedbrud i 14 minutter (kl. 10.00–10.14), forringet drift i 10 minutter (kl. 10.14–10.24), "
        "planlagt: nedbrud i 1 time (kl. 20.00–21.00), ikke målt i 2 timer"
    )


def test_an_outage_over_midnight_has_its_part_of_each_day() -> None:
    both = [Day(date(2026, 11, day), True, Lengths(major=3600), NO_TROUBLE, 0) for day in (9, 10)]
    history = (past(at(0) - timedelta(hours=1), at(1), world.DOWN),)
    told = dict(rows(replace(world.mitid(), days=world.days(*both), history=history)))
    assert told == {
        "10. november": "Nedbrud i 1 time (kl. 00.00–01.00)",
        "9. november": "Nedbrud i 1 time (kl. 23.00–00.00)",
    }


def test_days_that_nobody_watched_are_one_row() -> None:
    unwatched = [Day(date(2026, 11, day), False, NO_TROUBLE, NO_TROUBLE, 86_400) for day in (5, 6, 7)]
    in_part = Day(date(2026, 11, 8), True, NO_TROUBLE, NO_TROUBLE, 7200)
    assert rows(replace(world.mitid(), days=world.days(*unwatched, in_part))) == [
        ("8. november", "Ikke målt i 2 timer"),
        ("5. november til 7. november", "Ikke målt"),
    ]


def test_the_page_has_them_below_the_strip_and_the_front_page_leads_there() -> None:
    html = beside.page(world.calm(), "mitid")
    assert '<ol class="nobullet-list history day-list" id="days">' in html
    assert '<li data-first="69" data-last="69"><strong>3. november</strong>' in html
    good = world.with_systems(world.calm(), replace(world.mitid(), days=world.days()))
    assert '<h2 id="days">' in beside.page(good, "mitid"), "the link leads somewhere all the same"
