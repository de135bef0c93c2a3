"""When each system and service was last heard by all that its state rests on."""

from __future__ import annotations

import pytest

from samdrift.monitoring.models import Signal, Source
from samdrift.monitoring.queries.heard import heard_at, heard_since
from samdrift.vocabulary import Level, SignalName
from tests import cast

pytestmark = pytest.mark.django_db


def heard() -> dict[str, float]:
    """By name, in seconds after noon."""
    return {str(name): (at - cast.NOON).total_seconds() for name, at in heard_at().items()}


def heard_of(*words: tuple[str, float]) -> dict[str, float]:
    cast.systems({"mitid": ["login", "issue"], "cvr": ["lookup"]})
    source = cast.source()
    for key, seconds in words:
        cast.said(source, key, seconds, Level.OPERATIONAL)
    return heard()


def test_what_nothing_watches_is_not_heard() -> None:
    assert heard_of(("mitid/login", 10)) == {"mitid": 10, "mitid/login": 10}


def test_a_service_without_a_signal_of_its_own_is_heard_by_that_of_its_system() -> None:
    assert heard_of(("mitid", 20)) == {"mitid": 20, "mitid/login": 20, "mitid/issue": 20}
    assert heard_since(cast.at(20)) == {SignalName.parse(name) for name in ("mitid", "mitid/login", "mitid/issue")}
    assert heard_since(cast.at(21)) == set()


def test_one_that_has_a_signal_is_heard_by_that() -> None:
    found = heard_of(("mitid", 20), ("mitid/login", 10))
    assert found == {"mitid": 10, "mitid/login": 10, "mitid/issue": 20}


@pytest.mark.parametrize(
    ("life", "silent", "level", "counts"),
    [
        (Source.Life.NONE, True, Level.OPERATIONAL, False),
        (Source.Life.NONE, True, Level.DEGRADED, True),
        (Source.Life.NONE, False, Level.OPERATIONAL, True),
        (Source.Life.EVERY_SIGNAL, True, Level.OPERATIONAL, True),
    ],
)
def test_a_signal_that_abstains_is_not_waited_for(life: Source.Life, silent: bool, level: Level, counts: bool) -> None:
    heard_of(("mitid", 20))
    other = cast.source("other", life=life)
    cast.said(other, "mitid/login", 10, level)
    Signal.objects.filter(source=other).update(silent=silent)
    assert heard()["mitid/login"] == (10 if counts else 20)
