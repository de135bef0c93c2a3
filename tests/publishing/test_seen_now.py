"""What a page made on request tells of states: what is published, and only while somebody stands behind it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from samdrift.publishing.queries import seen_now
from samdrift.snapshot.generation import HEARTBEAT
from samdrift.vocabulary import Level
from tests import cast
from tests.publishing.installation import Installation

PUBLISHED_AT = cast.at(1)


def test_it_is_what_was_published(small: Installation) -> None:
    small.all_is_well()
    told = seen_now(small.root, PUBLISHED_AT + timedelta(seconds=15))
    assert told is not None
    assert told.by_slug["mitid"].standing == "working"
    assert "nemid" not in told.by_slug  # closed: it has no state


def test_it_agrees_with_the_public_map(whole: Installation) -> None:
    """In every word of every system, and in the lines by which trouble may reach somebody."""
    whole.all_is_well()
    whole.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    whole.said("cvr", 10, Level.DEGRADED)
    whole.turn(11)
    told = seen_now(whole.root, cast.at(12))
    assert told is not None
    assert told.at == cast.at(11)
    drawn = whole.plain("/kort/").decode().partition("map-layers")[2].partition("</svg>")[0]
    for slug, seen in told.by_slug.items():
        assert re.search(rf'id="layers-{slug}" class="node node-{seen.standing}[ "]', drawn), slug
    assert told.by_slug["nemlog-in"].standing == "affected"
    felt = re.findall(r'class="[^"]*link-felt[^"]*" data-from="([^"]+)" data-to="([^"]+)"', drawn)
    assert set(felt) == told.felt


def test_what_nobody_has_confirmed_lately_is_not_told(small: Installation) -> None:
    small.turn(1)
    assert seen_now(small.root, PUBLISHED_AT + timedelta(seconds=16)) is None


def test_a_torn_heartbeat_or_none_at_all_confirms_nothing(small: Installation, tmp_path: Path) -> None:
    small.turn(1)
    (small.root / HEARTBEAT).write_text("2026-1")
    assert seen_now(small.root, PUBLISHED_AT) is None
    assert seen_now(tmp_path / "nothing", PUBLISHED_AT) is None
