"""Sets of moments, to the microsecond: sorted stretches that neither overlap nor touch, each without its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from samdrift.impact.dependency import MICROSECOND
from samdrift.vocabulary import Period

Stretches = tuple[tuple[int, int], ...]
"""Start and end of each in microseconds since `_BEGINNING`."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
NEVER: Stretches = ()
FAR = 1 << 62
"""Later than any moment that is written."""
ALWAYS: Stretches = ((-FAR, FAR),)


def instant(moment: datetime) -> int:
    return (moment - _BEGINNING) // MICROSECOND


def of_periods(periods: Iterable[Period]) -> Stretches:
    return joined((instant(each.start), FAR if each.end is None else instant(each.end)) for each in periods)


def joined(pieces: Iterable[tuple[int, int]]) -> Stretches:
    """From pieces in any order, that may overlap."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        elif start < end:
            found.append((start, end))
    return tuple(found)


def both(some: Stretches, others: Stretches) -> Stretches:
    return tuple(_overlaps(some, others))


def either(*sets: Stretches) -> Stretches:
    return joined(piece for each in sets for piece in each)


def without(some: Stretches, others: Stretches) -> Stretches:
    ends = [-FAR, *(moment for stretch in others for moment in stretch), FAR]
    between = tuple((start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if start < end)
    return both(some, between)


def at_least(count: int, sets: Sequence[Stretches]) -> Stretches:
    """The moments that so many of `sets` hold."""
    if count == 1:
        return either(*sets)
    turns = sorted((moment, step) for each in sets for start, end in each for moment, step in ((start, 1), (end, -1)))
    found: list[tuple[int, int]] = []
    held, since = 0, 0
    for moment, step in turns:
        if held + step == count and step > 0:
            since = moment
        elif held == count and step < 0:
            found.append((since, moment))
        held += step
    return joined(found)


def lasting(some: Stretches, wait: int) -> Stretches:
    """What is left of each stretch once it has lasted for `wait`."""
    return tuple((start + wait, end) for start, end in some if end - start > wait)


def widened(some: Stretches, by: int) -> Stretches:
    return joined((start - by, end + by) for start, end in some)


def length(some: Stretches) -> int:
    return sum(end - start for start, end in some)


def _overlaps(some: Stretches, others: Stretches) -> Iterator[tuple[int, int]]:
    one = two = 0
    while one < len(some) and two < len(others):
        start, end = max(some[one][0], others[two][0]), min(some[one][1], others[two][1])
        if start < end:
            yield start, end
        if some[one][1] <= others[two][1]:
            one += 1
        else:
            two += 1
