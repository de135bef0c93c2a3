from __future__ import annotations

from datetime import date

from django.utils.translation import override

from samdrift.publishing.pages import strip
from samdrift.snapshot.model import Day
from samdrift.vocabulary import Language, Level
from tests import world


def words(*special: Day, language: Language = "da") -> str:
    with override(language):
        return strip.in_words(world.days(*special), language).replace("\xa0", " ")


def bars(*special: Day) -> list[str]:
    with override("da"):
        return str(strip.drawing(world.days(*special), "da")).split("<rect ")[1:]


def test_a_calm_strip_is_one_bar() -> None:
    assert len(bars()) == 1
    assert words() == "Seneste 90 dage: ingen problemer."


def test_neighbouring_days_of_one_kind_are_one_bar_and_one_span() -> None:
    outage = [Day(date(2026, 11, day), Level.MAJOR_OUTAGE, 60, 0, False) for day in (3, 4)]
    assert len(bars(*outage)) == 3
    assert words(*outage) == "Seneste 90 dage: nedbrud 3. november til 4. november."
    assert words(*outage, language="en") == "Last 90 days: outage 3 November to 4 November."


def test_a_day_that_nobody_watched_is_not_shown_as_working() -> None:
    for unwatched in (
        Day(date(2026, 11, 3), None, 0, 86_400, False),
        Day(date(2026, 11, 3), Level.OPERATIONAL, 0, 40_000, False),
    ):
        assert "day-unknown" in bars(unwatched)[1]
        assert words(unwatched) == "Seneste 90 dage: ikke målt hele tiden 3. november."


def test_trouble_is_told_though_part_of_the_day_was_not_watched() -> None:
    day = Day(date(2026, 11, 3), Level.PARTIAL_OUTAGE, 600, 40_000, False)
    assert "day-partial" in bars(day)[1]


def test_planned_trouble_keeps_its_height_and_has_its_own_colour() -> None:
    planned = Day(date(2026, 11, 3), Level.MAJOR_OUTAGE, 600, 0, True)
    assert 'class="day-planned"' in bars(planned)[1]
    assert 'height="24"' in bars(planned)[1]
    assert words(planned) == "Seneste 90 dage: planlagt: nedbrud 3. november."


def test_a_long_list_is_cut_and_says_so() -> None:
    every_other = [Day(date(2026, 11, day), Level.DEGRADED, 0, 0, False) for day in range(1, 18, 2)]
    assert words(*every_other).endswith("; og 3 dage mere.")
