"""One system that cannot be settled holds up no other."""

from __future__ import annotations

import pytest
from psycopg.types.range import TimestamptzRange

from samdrift.isolation import Isolation, Step
from samdrift.monitoring.models import Resettle, Source
from samdrift.status.actions import AGAIN, settle_due
from samdrift.status.models import Belief
from samdrift.vocabulary import Level
from tests.cast import at, believed, component, said, source, systems

pytestmark = pytest.mark.django_db

SLUGS = ("cpr", "cvr", "mitid", "nemkonto", "virk")
BROKEN = "cvr"


@pytest.fixture
def probe() -> Source:
    systems({slug: ["login"] for slug in SLUGS})
    return source()


@pytest.fixture
def broken(probe: Source) -> Belief:
    """A belief without a beginning, which nothing here writes and settling cannot go on from."""
    return Belief.objects.create(
        component=component(BROKEN), during=TimestamptzRange(None, None), level=0, planned=False, observed=True,
        believed_at=at(0),
    )  # fmt: skip


def test_without_isolation_it_raises(probe: Source, broken: Belief) -> None:
    said(probe, "cvr/login", 1, Level.MAJOR_OUTAGE)
    with pytest.raises(TypeError):
        settle_due(at(2))


def test_the_others_are_settled_and_it_is_tried_again(probe: Source, broken: Belief) -> None:
    for slug in SLUGS:
        said(probe, f"{slug}/login", 1, Level.MAJOR_OUTAGE)
    isolation = Isolation()
    isolation.now = at(2)
    turn = settle_due(at(2), isolation.each)
    assert turn.systems == {"cpr", "mitid", "nemkonto", "virk"}
    for slug in turn.systems:
        assert believed(f"{slug}/login")[-1] == (1, Level.MAJOR_OUTAGE, True)
    assert isolation.since(Step.SETTLE) == {BROKEN: at(2)}
    assert set(Resettle.objects.values_list("component__system__slug", "due")) == {(BROKEN, at(2) + AGAIN)}

    broken.delete()
    isolation.now = at(2) + AGAIN
    assert settle_due(isolation.now, isolation.each).systems == {BROKEN}
    assert believed("cvr/login")[-1] == (1, Level.MAJOR_OUTAGE, True)
    assert isolation.standing == {}
    assert not Resettle.objects.exists()
