from __future__ import annotations

from datetime import timedelta

import pytest

from samdrift.impact import spread
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.portfolio.queries import portfolio_in_force
from samdrift.portfolio.whole_systems import with_wholes
from samdrift.publishing.partners.weak_points import gathered, needs_of, shared_behind, weak_points
from samdrift.vocabulary import Audience, Level
from tests.portfolio.documents import both
from tests.publishing.exploring import CHANGED, NOW, dependency, take_in
from tests.publishing.whatif.conftest import named, service


def test_every_single_failure_is_counted_over_the_other_systems(portfolio: Portfolio) -> None:
    graph = with_wholes(portfolio, impact_graph(portfolio))
    slugs = {system.slug for system in portfolio.systems}
    found = weak_points(portfolio, graph)
    assert [(point.node, point.score) for point in found][:3] == [("mitid", 30), ("mitid/login", 30), ("broker", 3)]
    for point in found:
        node = point.node if "/" in point.node else f"{point.node}/*"
        told = spread(graph, {node: Level.MAJOR_OUTAGE}).levels()
        others = [level for name, level in told.items() if name in slugs and name != point.node.partition("/")[0]]
        counts = tuple(others.count(level) for level in (Level.DEGRADED, Level.PARTIAL_OUTAGE, Level.MAJOR_OUTAGE))
        assert (point.degraded, point.partial, point.major) == counts, point.node


def test_what_hits_nobody_is_no_weak_point(portfolio: Portfolio) -> None:
    found = weak_points(portfolio, with_wholes(portfolio, impact_graph(portfolio)))
    assert {"portal", "mitid/issue"}.isdisjoint(point.node for point in found)


def test_two_gateways_that_need_the_same_login_are_not_two(portfolio: Portfolio) -> None:
    (one,) = shared_behind(with_wholes(portfolio, impact_graph(portfolio)))
    assert (one.consumer, one.dependency.providers, one.nodes) == ("portal", ("sms", "mail"), ("mitid/login",))


def test_only_what_partners_may_know_is_gathered(portfolio: Portfolio) -> None:
    graph = with_wholes(portfolio, impact_graph(portfolio))
    (supplier,) = gathered(portfolio, graph, lambda system: system.suppliers)
    assert (supplier.name.da, supplier.systems, supplier.affected) == ("Leverandøren", ("broker",), ("portal",))
    assert gathered(portfolio, graph, lambda system: system.sites) == ()


@pytest.mark.parametrize(
    ("slug", "always"),
    [("portal", ("broker/login", "mitid/login")), ("broker", ("mitid/login",)), ("mitid", ()), ("cpr", ())],
)
def test_what_must_work(portfolio: Portfolio, slug: str, always: tuple[str, ...]) -> None:
    """Sms and Mail are of high criticality: without them Portalen works on in part."""
    found = needs_of(impact_graph(portfolio), slug)
    assert (tuple(found.always), found.groups) == (always, {})


def test_what_must_work_is_told_without_what_it_does_without_and_with_how_long_a_copy_lasts() -> None:
    slow = {"description": both("På papir"), "quality": "degraded"}
    hub = named(
        "hub",
        "Hubben",
        services=[service("a", "A"), service("b", "B")],
        dependencies=[
            dependency("cpr", fallback=slow),
            dependency("mitid/login", id="login", tolerance="P1D"),
            dependency("mitid/issue", id="issue", needed_by=["a"], tolerance="PT4H"),
            dependency("mitid", id="all", needed_by=["b"], tolerance="P1D"),
        ],
    )
    take_in(hub, at=CHANGED)
    found = needs_of(impact_graph(portfolio_in_force(NOW, Audience.PARTNERS)), "hub")
    assert found.always == {"mitid/issue": timedelta(hours=4), "mitid": timedelta(days=1)}


def test_what_is_only_planned_makes_nothing_fragile_and_needs_nothing_yet() -> None:
    planned = {"status": "planned"}
    take_in(named("new", "Det nye", life_cycle=planned, dependencies=[dependency("cpr")]), at=CHANGED)
    portfolio = portfolio_in_force(NOW, Audience.PARTNERS)
    found = weak_points(portfolio, with_wholes(portfolio, impact_graph(portfolio)))
    assert {point.node: point.affected for point in found}["cpr"] == 1, "Portalen alone"
