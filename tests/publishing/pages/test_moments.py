from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from samdrift.publishing.pages import moments
from samdrift.vocabulary import LANGUAGES, Language
from tests.world import NOW, TODAY

ZONE = ZoneInfo("Europe/Copenhagen")
MONTHS = {"marts": 3, "march": 3, "oktober": 10, "october": 10}


@pytest.mark.parametrize(
    ("at", "danish", "english"),
    [
        (NOW, "23. november kl. 10.58", "23 November at 10:58"),
        (datetime(2026, 7, 1, 22, 5, tzinfo=UTC), "2. juli kl. 00.05", "2 July at 00:05"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25. oktober kl. 02.30 sommertid", "25 October at 02:30 CEST"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25. oktober kl. 02.30 normaltid", "25 October at 02:30 CET"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "1. januar kl. 00.30", "1 January at 00:30"),
        (datetime(2025, 12, 31, 22, 30, tzinfo=UTC), "31. december 2025 kl. 23.30", "31 December 2025 at 23:30"),
    ],
    ids=["winter", "summer, past midnight", "before the clock goes back", "after it", "new year", "another year"],
)
def test_a_moment_is_told_in_copenhagen_time(at: datetime, danish: str, english: str) -> None:
    assert plain(moments.moment(at, "da", seen_from=TODAY)) == danish
    assert plain(moments.moment(at, "en", seen_from=TODAY)) == english


def test_a_time_of_today_needs_no_date() -> None:
    assert moments.clock_or_moment(NOW, "da", seen_from=TODAY) == "kl.\xa010.58"
    assert moments.clock_or_moment(NOW, "da", seen_from=date(2026, 11, 24)) == "23.\xa0november kl.\xa010.58"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)], ids=["spring", "autumn"])
def test_whoever_reads_a_time_knows_the_moment(night: date, language: Language) -> None:
    midnight = datetime.combine(night, time(), UTC)
    for minutes in range(-180, 360):
        at = midnight + timedelta(minutes=minutes)
        shown = plain(moments.moment(at, language))
        assert understood(shown, language) == at
        for length in (1, 20, 60, 61, 90, 180):
            end = at + timedelta(minutes=length)
            told = plain(moments.until(at, end, language))
            on_its_day = plain(moments.day(moments.local_date(at), language))
            between = " " if language == "da" else " at "
            whole = told if "2026" in told else f"{on_its_day}{between}{told}"
            assert understood(whole, language) == end


def understood(text: str, language: Language) -> datetime:
    """The moment that a reader makes of it, who takes a time that the clock shows twice for neither."""
    form = (
        r"(\d+)\. (\w+) (\d+) kl\. (\d\d)\.(\d\d)( \w+)?"
        if language == "da"
        else r"(\d+) (\w+) (\d+) at (\d\d):(\d\d)( \w+)?"
    )
    match = re.fullmatch(form, text)
    assert match, text
    day, month, year, hour, minute = match.group(1, 2, 3, 4, 5)
    number = MONTHS[month.lower()]
    local = datetime(int(year), number, int(day), int(hour), int(minute))  # noqa: DTZ001
    season = match.group(6)
    if season:
        return (local - timedelta(hours=2 if season.strip() in ("sommertid", "CEST") else 1)).replace(tzinfo=UTC)
    readings = {(local - timedelta(hours=hours)).replace(tzinfo=UTC) for hours in (1, 2)}
    (only,) = [each for each in readings if each.astimezone(ZONE).replace(tzinfo=None) == local]
    return only


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("ratio", "language", "words"),
    [
        (1.0, "da", "100,00 %"),
        (1.0, "en", "100.00%"),
        (0.99999, "da", "99,99 %"),
        (0.999, "da", "99,90 %"),
        (0.999, "en", "99.90%"),
        (0.57, "da", "57,00 %"),
        (0.0, "da", "0,00 %"),
    ],
)
def test_uptime_is_never_rounded_up(ratio: float, language: Language, words: str) -> None:
    assert moments.worked_share(ratio, language) == words


@pytest.mark.parametrize(
    ("ratio", "words"),
    [(0.0, "0 %"), (0.000001, "0,01 %"), (0.0042, "0,42 %"), (0.12341, "12,35 %"), (1.0, "100 %")],
)
def test_what_was_not_observed_is_never_rounded_away(ratio: float, words: str) -> None:
    assert moments.unobserved_share(ratio, "da") == words


def test_a_month_is_named() -> None:
    assert moments.month("2026-03", "da") == "marts 2026"
    assert moments.month("2026-03", "en") == "March 2026"
