from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samdrift.monitoring.moments import NotAMoment, from_number, read_moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23T10:58:00Z", datetime(2026, 11, 23, 10, 58, tzinfo=UTC)),
        ("2026-11-23t10:58:00z", datetime(2026, 11, 23, 10, 58, tzinfo=UTC)),
        ("2026-11-23 10:58:00+00:00", datetime(2026, 11, 23, 10, 58, tzinfo=UTC)),
        ("2026-11-23T11:58:00+01:00", datetime(2026, 11, 23, 10, 58, tzinfo=UTC)),
        ("2026-11-23T05:28:00-05:30", datetime(2026, 11, 23, 10, 58, tzinfo=UTC)),
        ("2026-11-23T10:58:00.1Z", datetime(2026, 11, 23, 10, 58, 0, 100_000, tzinfo=UTC)),
        ("2026-11-23T10:58:00.123456789Z", datetime(2026, 11, 23, 10, 58, 0, 123_456, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        # Both of the hours that the clock shows twice on the night when summer time ends.
        ("2026-10-25T02:30:00+02:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-10-25T02:30:00+01:00", datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_rfc_3339_is_read(text: str, moment: datetime) -> None:
    assert read_moment(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "", "2026-11-23", "2026-11-23T10:58Z", "2026-11-23T10:58:00", "2026-11-23T10:58:00+0100", "20261123T105800Z",
        "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T10:58:61Z",
        "2026-11-23T10:58:00+24:00", "2026-11-23T10:58:00+01:60", "1969-12-31T23:59:59Z", "9999-12-31T23:59:60Z",
        "0001-01-01T00:00:00+14:00", "٢٠٢٦-11-23T10:58:00Z", "2026-11-23T10:58:00Z\n", "2026-11-23T10:58:00.Z",
    ],
)  # fmt: skip
def test_what_is_not_is_refused(text: str) -> None:
    with pytest.raises(NotAMoment):
        read_moment(text)


@pytest.mark.parametrize("number", [1795431480, 1795431480.0, 1795431480000])
def test_seconds_and_milliseconds(number: float) -> None:
    assert from_number(number) == datetime(2026, 11, 23, 10, 58, tzinfo=UTC)


@pytest.mark.parametrize("number", [-1, 1e30, 10**400], ids=["before 1970", "huge", "no float"])
def test_numbers_that_are_no_time(number: float) -> None:
    with pytest.raises(NotAMoment):
        from_number(number)
