from __future__ import annotations

import pytest

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.impact_graph import impact_graph
from samdrift.publishing.partners.promises import Promised, promises


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
