from __future__ import annotations

from typing import Any

import pytest

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.portfolio.queries import portfolio_in_force
from samdrift.publishing.partners.promises import Promised, promises
from samdrift.vocabulary import Audience
from tests.portfolio.documents import both
from tests.publishing.exploring import CHANGED, NOW, dependency, take_in
from tests.publishing.whatif.conftest import named, service


@pytest.fixture
def found(portfolio: Portfolio) -> dict[str, Promised]:
    return {one.node: one for one in promises(portfolio, impact_graph(portfolio))}


def ceiling(one: Promised) -> float:
    assert one.possible
    return one.possible.ceiling


def test_more_cannot_be_promised_than_what_is_needed_allows(found: dict[str, Promised]) -> None:
    post = found["portal/post"]
    assert post.target == pytest.approx(0.999)
    assert ceiling(post) == pytest.approx(0.9995 * 0.999)
    assert post.cannot_be_kept
    broker = found["broker/login"]
    assert ceiling(broker) == pytest.approx(0.999)
    assert broker.cannot_be_kept, "99.95 is promised upon 99.9"


def test_those_that_cannot_be_kept_come_first_and_those_without_a_promise_last(found: dict[str, Promised]) -> None:
    order = [(one.cannot_be_kept, one.target is not None) for one in found.values()]
    assert order == sorted(order, reverse=True)


def test_where_nothing_is_promised_nothing_is_known_and_that_is_not_all_of_the_time(
    found: dict[str, Promised],
) -> None:
    notice = found["portal/notice"]
    assert (notice.target, notice.possible, notice.needs) == (None, None, 0), "high is not critical"
    assert found["cpr/login"].possible is None


def test_needs_that_promise_nothing_are_counted(found: dict[str, Promised]) -> None:
    sms = found["sms/login"]
    assert (sms.stated, sms.unstated, sms.target) == (1, 0, None)
    assert ceiling(sms) == pytest.approx(0.999)


def test_what_would_have_to_improve_most(found: dict[str, Promised]) -> None:
    improve = found["broker/login"].improve
    assert improve is not None
    assert improve.system == "mitid/login"
    assert improve.criticality == pytest.approx(0.001 * 0.9995 / (1 - 0.999 * 0.9995))


def line(slug: str, target: str | None = "99", **fields: Any) -> SystemDocument:
    return named(slug, slug, services=[service("use", "Brug", target=target)], **fields)


def office(*on: str, slug: str = "office", required: int = 1, **fields: Any) -> SystemDocument:
    groups = [{"id": "lines", "name": both("Linjer"), "required": required}]
    needs = [dependency(each, id=each.replace("/", "-"), group="lines", **fields) for each in on]
    return named(slug, slug, services=[service("post", "Post")], groups=groups, dependencies=needs)


def at(*suppliers: str) -> dict[str, Any]:
    return {"suppliers": [{"id": each, "name": both(each)} for each in suppliers]}


def downtime(*documents: SystemDocument, of: str = "office") -> float:
    take_in(*documents, at=CHANGED)
    portfolio = portfolio_in_force(NOW, Audience.PARTNERS)
    found = {one.node: one for one in promises(portfolio, impact_graph(portfolio))}
    return 1 - ceiling(found[f"{of}/post"])


APART = 0.01**2
TOGETHER = 0.1 * 0.01 + (0.9 * 0.01) ** 2 * (1 - 0.1 * 0.01)
"""Two that are each down one time in a hundred, a tenth of that for the same reason."""


@pytest.mark.parametrize("on", [("a", "b"), ("a/use", "b/use"), ("a", "b/use")])
def test_those_that_stand_in_for_each_other_fail_together_at_times_where_they_have_one_supplier(
    on: tuple[str, str],
) -> None:
    assert downtime(line("a", **at("x")), line("b", **at("y")), office(*on)) == pytest.approx(APART)
    assert downtime(line("a", **at("x")), line("b", **at("y", "x")), office(*on)) == pytest.approx(TOGETHER)


@pytest.mark.parametrize(("told", "expected"), [("partners", TOGETHER), ("internal", APART)])
def test_a_site_counts_only_where_partners_are_told_of_it(told: str, expected: float) -> None:
    sites = [{"id": "hall", "name": both("Hallen")}]
    hall: dict[str, Any] = {"sites": sites, "audiences": [{"field": "sites", "audience": told}]}
    assert downtime(line("a", **hall), line("b", **hall), office("a", "b")) == pytest.approx(expected)


def test_the_same_two_at_one_more_place_are_no_worse() -> None:
    shared = at("x", "y")
    assert downtime(line("a", **shared), line("b", **shared), office("a", "b")) == pytest.approx(TOGETHER)


def test_who_promises_nothing_shares_nothing() -> None:
    shared = at("x")
    assert downtime(line("a", **shared), line("b", None, **shared), office("a", "b")) == pytest.approx(0)


def test_who_never_stands_in_for_another_shares_nothing() -> None:
    shared = at("x")
    found = downtime(line("a", **shared), line("b", **shared), office("a", "b", required=2))
    assert found == pytest.approx(1 - 0.99**2)


def test_a_supplier_strikes_a_service_once_however_many_groups_it_is_in() -> None:
    lines = [line(each, **at("x")) for each in "abc"]
    offices = [office("a", "b"), office("a", "b", "c", slug="branch"), office("b", "c", slug="annex")]
    assert downtime(*lines, *offices) == pytest.approx(TOGETHER)


def test_a_service_at_very_many_places_is_never_down_for_more_than_its_own_time() -> None:
    """Twelve others share one supplier each with it: ten causes take all of its downtime."""
    names = [f"line-{number:02}" for number in range(12)]
    lines = [line(name, **at(name)) for name in names]
    offices = [office("a", name, slug=f"office-{name}") for name in names]
    found = downtime(line("a", **at(*names)), *lines, *offices, of="office-line-00")
    assert APART < found < 0.01
