"""Restarts, other workers, turns that break off: what was left undone is made up for."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from samdrift.pipeline import settle_all
from samdrift.publishing.models import Generation
from samdrift.snapshot.generation import object_path
from samdrift.vocabulary import Level
from tests import cast
from tests.publishing.installation import Installation
from tests.publishing.renames import kind, renames


def test_a_restart_goes_on_where_it_was(small: Installation) -> None:
    small.all_is_well()
    small.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    small.turn(11)
    before, files = small.edition().generation, small.files()
    small.pipeline = small.another_pipeline()
    small.said("cvr", 12, Level.DEGRADED)
    published = small.turn(13)
    assert published is not None
    assert (published.generation, published.changed) == (before + 1, ("cvr",))
    assert not [name for name in files if name not in small.files()]
    assert small.turn(14) is None


def test_numbers_grow_though_the_database_is_another(small: Installation) -> None:
    small.all_is_well()
    before = small.edition().generation
    Generation.objects.all().delete()
    small.pipeline = small.another_pipeline()
    published = small.turn(2)
    assert published is not None
    assert published.generation == before + 1
    assert small.edition().generation == before + 1


@pytest.mark.parametrize("breaks_at", ["objects", "generations", "current"])
def test_a_turn_that_breaks_off_is_made_up_for(
    small: Installation, monkeypatch: pytest.MonkeyPatch, breaks_at: str
) -> None:
    """The disk is full while a settled change is written; what was settled is not settled again."""
    small.all_is_well()
    heartbeat, generations = small.heartbeat(), Generation.objects.count()
    small.said("mitid/login", 10, Level.MAJOR_OUTAGE)

    def full_disk(_: int, target: Path) -> None:
        if kind(target, small.root) == breaks_at:
            raise OSError(errno.ENOSPC, "No space left on device")

    with renames(monkeypatch, full_disk), pytest.raises(OSError, match="No space"):
        small.turn(11)
    assert small.heartbeat() == heartbeat  # nobody vouches for pages that hide a change
    assert Generation.objects.count() == generations
    assert small.system("mitid")["level"] == "operational"
    published = small.turn(12)
    assert published is not None
    assert (published.generation, published.changed) == (generations + 1, ("mitid",))
    assert small.system("mitid")["level"] == "major_outage"


def test_a_turn_that_breaks_off_and_a_state_that_goes_back(
    small: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.all_is_well()
    before = small.system("mitid")
    small.said("mitid/login", 10, Level.MAJOR_OUTAGE)

    def full_disk(_: int, target: Path) -> None:
        if kind(target, small.root) == "current":
            raise OSError(errno.ENOSPC, "No space left on device")

    with renames(monkeypatch, full_disk), pytest.raises(OSError, match="No space"):
        small.turn(11)
    small.said("mitid/login", 20, Level.OPERATIONAL)
    published = small.turn(21)
    assert published is not None
    system = small.system("mitid")
    assert (before["level"], system["level"]) == ("operational", "operational")
    assert system["since"] == "2024-11-23T12:00:20Z"


def test_what_another_worker_settled_is_published(small: Installation) -> None:
    """It settled, and died before it published."""
    small.all_is_well()
    small.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    settle_all(cast.at(11))
    small.pipeline.begin()
    published = small.turn(12)
    assert published is not None
    assert published.changed == ("mitid",)


def test_what_another_worker_published_is_not_taken_for_ones_own(small: Installation) -> None:
    small.all_is_well()
    other = small.another_pipeline()
    small.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    assert other.turn(cast.at(11)) is not None
    small.said("mitid/login", 20, Level.OPERATIONAL)
    settle_all(cast.at(21))  # by the other, that died of it: all is as this worker remembers, and not as the page says
    small.pipeline.begin()
    published = small.turn(22)
    assert published is not None
    assert published.changed == ("mitid",)
    assert small.system("mitid")["level"] == "operational"


def test_a_folder_that_was_emptied_is_filled_again(small: Installation) -> None:
    small.all_is_well()
    before = small.objects()
    small.root.rename(small.root.with_name("gone"))
    assert small.turn(2) is not None
    assert before.keys() == small.objects().keys()


@pytest.mark.parametrize("left", [b"", b'{"generation": 1, "systems": [{"slug'])
def test_a_start_on_what_a_power_cut_left(small: Installation, left: bytes) -> None:
    small.all_is_well()
    before = small.edition()
    entry = before.manifest.entries["/api/v1/status.json"]
    object_path(small.root, entry.object).write_bytes(left)
    small.pipeline = small.another_pipeline()
    assert small.turn(2) is not None
    assert small.edition().generation == before.generation + 1
