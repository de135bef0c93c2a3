"""Weights of services out of the documents in force, words on a whole system, and trouble that wavers, when settled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from samdrift.monitoring.models import Resettle, Source
from samdrift.pipeline import settle_all
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.models import Component
from samdrift.status.actions import weigh_anew
from samdrift.status.models import WholeBelief
from samdrift.vocabulary import Level
from tests.cast import at, believed, component, hear, observation, said, source, systems
from tests.portfolio.documents import document

OK, DEGRADED, PARTIAL, DOWN = Level

pytestmark = pytest.mark.django_db


@pytest.fixture
def probe() -> Source:
    systems({"mitid": ["login", "sign"]})
    return source(confirm=timedelta(0), interval=timedelta(days=365))


def documented(seconds: float, **weights: str) -> None:
    """From then on MitID's document names these services with these weights; an empty one is left out."""
    changed = document(
        "mitid", services=tuple(weights), weights={id: weight for id, weight in weights.items() if weight}
    )
    import_documents(documents=[changed], actor=None, now=at(seconds))


def weigh(seconds: float) -> set[str]:
    weigh_anew(after=None, now=at(seconds))
    return settle_all(at(seconds))


def test_a_new_weight_counts_from_when_its_document_is_in_force(probe: Source) -> None:
    hear(probe, observation("mitid/login", 0, OK), observation("mitid/sign", 0, DOWN), received=0)
    settle_all(at(1))
    documented(10, login="critical", sign="low")
    assert weigh(11) == {"mitid"}
    assert believed("mitid") == [(0, PARTIAL, True), (pytest.approx(11), DEGRADED, True)], "before, it stays as it was"
    assert weigh(12) == set(), "nothing differs any more"


def test_weighing_costs_one_query_where_nothing_begins(probe: Source) -> None:
    weigh(0)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        weigh_anew(after=at(0), now=at(1))
    assert [query["sql"][:6] for query in queries if "Revision" in query["sql"] or "SELECT" in query["sql"]] == [
        "SELECT"
    ]


def test_a_service_that_the_document_dropped_says_nothing_of_its_system(probe: Source) -> None:
    hear(probe, observation("mitid/login", 0, OK), observation("mitid/sign", 0, DOWN), received=0)
    settle_all(at(1))
    documented(5, login="")
    weigh(6)
    assert believed("mitid") == [(0, PARTIAL, True), (pytest.approx(6), OK, True)]
    assert not Component.objects.get(service="sign").in_force
    documented(7, login="", sign="")
    weigh(8)
    assert believed("mitid")[-1][1:] == (PARTIAL, True)


def test_what_is_reported_of_a_whole_system_is_kept_apart(probe: Source) -> None:
    hear(probe, observation("mitid/login", 0, OK), observation("mitid/sign", 0, OK), received=0)
    said(probe, "mitid", 3, OK)
    said(probe, "mitid", 5, DOWN)
    settle_all(at(6))
    said(probe, "mitid", 9, OK)
    settle_all(at(10))
    rows = WholeBelief.objects.filter(component=component("mitid")).order_by("during")
    assert [(row.during.lower, row.level) for row in rows] == [(at(3), OK), (at(5), DOWN), (at(9), OK)]
    assert believed("mitid") == [(0, OK, True), (5, DOWN, True), (9, OK, True)]
    assert believed("mitid/login") == [(0, OK, True)]


def test_trouble_that_wavers_is_believed_from_when_it_began(probe: Source) -> None:
    """Settled turn by turn, as it comes: the belief reaches back further than the confirm time."""
    Source.objects.update(confirm=timedelta(seconds=12))
    said(probe, "mitid/login", 0, OK)
    for second in range(100, 300, 10):
        said(probe, "mitid/login", second, DEGRADED)
        settle_all(at(second + 1))
        said(probe, "mitid/login", second + 5, DOWN)
        settle_all(at(second + 6))
    assert believed("mitid/login") == [(0, OK, True), (100, DEGRADED, True)]


def test_an_outage_with_short_breaks_is_believed_from_when_it_began(probe: Source) -> None:
    Source.objects.update(confirm=timedelta(seconds=30))
    said(probe, "mitid/login", 0, OK)
    for second in range(100, 200, 25):
        said(probe, "mitid/login", second, DOWN)
        settle_all(at(second + 1))
        said(probe, "mitid/login", second + 24, OK)
        settle_all(at(second + 24.5))
    assert believed("mitid/login") == [(0, OK, True), (100, DOWN, True)]
    Resettle.objects.create(component=component("mitid"), since=at(0), due=at(0))
    settle_all(at(199.5))
    assert believed("mitid/login") == [(0, OK, True), (100, DOWN, True)], "settled as a whole it is the same"
