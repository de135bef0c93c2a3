"""Time and bytes of a generation, whole and after one change, at 12, 100 and 1,000 systems."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.product import database, empty, fill
from bench.table import Row, milliseconds


def rows() -> list[Row]:
    home = database()
    return [row for systems in (12, 100, 1000) for row in _measure(systems, home / f"published-{systems}")]


def _measure(systems: int, root: Path) -> list[Row]:
    from samdrift.isolation import Isolation
    from samdrift.monitoring.models import Source
    from samdrift.monitoring.observation import Observation, Reading
    from samdrift.monitoring.record import Delivery, record
    from samdrift.pipeline import settle_all
    from samdrift.publishing.publisher import Publisher
    from samdrift.vocabulary import Level, SignalName

    empty()
    _, slugs = fill(systems)
    source = Source.objects.get(slug="bench").pk
    now = datetime.now(UTC)

    def observe(which: tuple[str, ...], level: Level, at: datetime) -> None:
        seen = tuple(Observation(slug, at, level, maps_to=SignalName(slug)) for slug in which)
        record([Delivery(source, Reading(seen), at)])

    observe(slugs, Level.OPERATIONAL, now)
    settle_all(now)
    publisher = Publisher(root, "http://127.0.0.1:8000", Isolation())
    start = time.monotonic()
    publisher.publish((), now)
    full = time.monotonic() - start
    full_bytes = _bytes(root)
    start = time.monotonic()
    gzip.compress(b"".join(path.read_bytes() for path in root.glob("objects/??/*") if not path.suffix), 6)
    squeezed = time.monotonic() - start

    later = now + timedelta(seconds=1)
    observe(slugs[:1], Level.MAJOR_OUTAGE, later)
    after = later + timedelta(seconds=1)
    touched = settle_all(after)
    start = time.monotonic()
    publisher.publish(touched, after)
    change = time.monotonic() - start
    change_bytes = _bytes(root) - full_bytes
    return [
        Row(
            f"generation of {systems:,} systems, whole",
            f"{milliseconds(full)}, {full_bytes / 1e6:.1f} MB",
            f"gzip -6 of the same bytes {milliseconds(squeezed)}",
            f"{full / squeezed:.1f} of it",
        ),
        Row(
            f"generation of {systems:,} systems, one changed",
            f"{milliseconds(change)}, {change_bytes / 1e6:.2f} MB",
            f"the whole one {milliseconds(full)}, {full_bytes / 1e6:.1f} MB",
            f"{change / full:.3f} of its time, {change_bytes / full_bytes:.3f} of its bytes",
        ),
    ]


def _bytes(root: Path) -> int:
    return sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
