from __future__ import annotations

import re
from datetime import date

import pytest
from django.utils.translation import override

from samdrift.publishing.pages import strip
from samdrift.snapshot.model import NO_TROUBLE, Day, Lengths
from samdrift.vocabulary import Language
from tests import world

MINUTE, HOUR = 60.0, 3600.0
THIRD = date(2026, 11, 3)


def troubled(on: date = THIRD, *, announced: Lengths = NO_TROUBLE, unobserved: float = 0, **lengths: float) -> Day:
    return Day(on, True, Lengths(**lengths), announced, unobserved)


def words(*special: Day, language: Language = "da") -> str:
    with override(language):
        return strip.in_words(world.days(*special), language).replace("\xa0", " ")


def bars(*special: Day) -> list[tuple[str, int]]:
    """Colour and height of each rectangle, from the left; calm days among them."""
    with override("da"):
        drawn = str(strip.drawing(world.days(*special), "da"))
    return [(kind, int(high)) for kind, high in re.findall(r'class="day-(\w+)".*?height="(\d+)"/', drawn)]


def test_a_calm_strip_is_one_bar() -> None:
    assert bars() == [("working", 6)]
    assert words() == "Seneste 90 dage: ingen problemer."


@pytest.mark.parametrize(
    ("seconds", "high"),
    [(30, 10), (299, 10), (300, 14), (HOUR - 1, 14), (HOUR, 19), (6 * HOUR - 1, 19), (6 * HOUR, 24), (24 * HOUR, 24)],
)
def test_the_longer_it_lasted_the_taller_the_bar_whatever_it_was(seconds: float, high: int) -> None:
    assert bars(troubled(major=seconds))[1] == ("major", high)
    assert bars(troubled(degraded=seconds))[1] == ("degraded", high)
    assert bars(troubled(announced=Lengths(major=seconds)))[1] == ("planned", high)


def test_a_bad_minute_in_a_slow_day_is_a_small_foot() -> None:
    day = troubled(degraded=8 * HOUR, major=MINUTE)
    assert bars(day)[1:3] == [("degraded", 24), ("major", 10)]


def test_what_would_be_hidden_is_not_drawn() -> None:
    assert bars(troubled(degraded=HOUR, partial=HOUR, major=2 * HOUR))[1:] == [("major", 19), ("working", 6)]


def test_neighbouring_days_of_one_kind_are_one_bar_and_one_span() -> None:
    outage = [troubled(date(2026, 11, day), major=60) for day in (3, 4)]
    assert len(bars(*outage)) == 3
    assert words(*outage) == "Seneste 90 dage: 3. november til 4. november nedbrud i 2 minutter."
    assert words(*outage, language="en") == "Last 90 days: 3 November to 4 November outage for 2 minutes."


def test_it_says_how_long_to_the_minute() -> None:
    assert words(troubled(partial=2 * HOUR + 10 * MINUTE)).endswith(
        "3. november delvist nedbrud i 2 timer og 10 minutter."
    )
    assert words(troubled(degraded=40)).endswith("3. november forringet drift i 40 sekunder.")


def test_a_day_that_nobody_watched_is_not_shown_as_working() -> None:
    never = Day(THIRD, False, NO_TROUBLE, NO_TROUBLE, 86_400)
    in_part = troubled(unobserved=5 * HOUR)
    assert bars(never)[1] == bars(in_part)[1] == ("unknown", 2)
    assert words(never) == "Seneste 90 dage: 3. november ikke målt."
    assert words(in_part) == "Seneste 90 dage: 3. november ikke målt i 5 timer."


def test_trouble_is_told_though_part_of_the_day_was_not_watched() -> None:
    assert bars(troubled(partial=600, unobserved=40_000))[1] == ("partial", 14)


def test_planned_work_hides_no_trouble_of_the_same_day() -> None:
    day = troubled(degraded=600, announced=Lengths(major=5 * HOUR))
    assert bars(day)[1] == ("degraded", 14)
    assert words(troubled(announced=Lengths(major=600))).endswith("3. november planlagt: nedbrud i 10 minutter.")


def test_a_long_list_is_cut_and_says_so() -> None:
    every_other = [troubled(date(2026, 11, day), degraded=60) for day in range(1, 18, 2)]
    assert words(*every_other).endswith("; og 3 dage mere.")


def test_it_is_a_link_where_there_is_more_to_read() -> None:
    with override("da"):
        drawn = str(strip.drawing(world.days(), "da", "/systemer/mitid/#days"))
        assert drawn.startswith('<a class="strip-link" href="/systemer/mitid/#days"><svg')
        assert "<a" not in strip.drawing(world.days(), "da")
