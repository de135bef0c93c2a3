"""What a page made on request tells of states: what is published, and only while somebody stands behind it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from samdrift.publishing.queries import seen_now
from samdrift.snapshot.generation import HEARTBEAT
from tests import cast
from tests.publishing.installation import Installation

PUBLISHED_AT = cast.at(1)


def test_it_is_what_was_published(small: Installation) -> None:
    small.all_is_well()
    told = seen_now(small.root, PUBLISHED_AT + timedelta(seconds=15))
    assert told is not None
    assert told["mitid"].standing == "working"
    assert "nemid" not in told  # closed: it has no state


def test_what_nobody_has_confirmed_lately_is_not_told(small: Installation) -> None:
    small.turn(1)
    assert seen_now(small.root, PUBLISHED_AT + timedelta(seconds=16)) is None


def test_a_torn_heartbeat_or_none_at_all_confirms_nothing(small: Installation, tmp_path: Path) -> None:
    small.turn(1)
    (small.root / HEARTBEAT).write_text("2026-1")
    assert seen_now(small.root, PUBLISHED_AT) is None
    assert seen_now(tmp_path / "nothing", PUBLISHED_AT) is None
