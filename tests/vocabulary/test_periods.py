from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from samdrift.vocabulary import Period

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LOCAL = NOW.replace(tzinfo=None)


def test_a_period_may_be_open_or_a_microsecond_long() -> None:
    assert Period(NOW).end is None
    assert Period(NOW, NOW + timedelta.resolution).end is not None


@pytest.mark.parametrize("end", [NOW, NOW - timedelta.resolution])
def test_a_period_ends_after_it_starts(end: datetime) -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(NOW, end)


@pytest.mark.parametrize(("start", "end"), [(LOCAL, None), (LOCAL, NOW), (NOW, LOCAL + timedelta(hours=1))])
def test_times_without_a_zone_are_refused(start: datetime, end: datetime | None) -> None:
    with pytest.raises(ValueError, match="time zone"):
        Period(start, end)
