from __future__ import annotations

import pytest

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.map import Choice, Direction, View, view
from samdrift.vocabulary import Criticality
from tests.portfolio.map.cast import NEEDS, demonstration, system


def ends(shown: View) -> set[tuple[str, str]]:
    return {(edge.consumer.slug, edge.provider.slug) for edge in shown.edges}


def slugs(shown: View) -> set[str]:
    return {each.slug for each in shown.systems}


def test_the_whole_hides_nothing() -> None:
    whole = view(demonstration())
    assert (len(whole.systems), len(whole.edges)) == (18, len(NEEDS))
    assert (whole.hidden_systems, whole.hidden_edges) == (0, 0)


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice("mitid", 1, Direction.DOWN), {("mitid", "cpr")}),
        (
            Choice("mitid", 1, Direction.UP),
            {("nemlog-in", "mitid"), ("datafordeleren", "mitid"), ("eindkomst", "mitid")},
        ),
        (
            Choice("eindkomst", 2, Direction.BOTH),
            {("eindkomst", "mitid"), ("mitid", "cpr"), ("serviceplatformen", "eindkomst")},
        ),
        (Choice("eindkomst", 2, Direction.BOTH, Criticality.CRITICAL), {("eindkomst", "mitid")}),
    ],
)
def test_around_a_system(choice: Choice, expected: set[tuple[str, str]]) -> None:
    shown = view(demonstration(), choice)
    assert ends(shown) == expected
    assert slugs(shown) == {slug for pair in expected for slug in pair}
    assert shown.hidden_systems == 18 - len(shown.systems)
    assert shown.hidden_edges == len(NEEDS) - len(expected)


def test_a_way_never_turns_round() -> None:
    """Two systems that need the same third one are no neighbours."""
    shown = view(demonstration(), Choice("sundhed-dk", 2, Direction.DOWN))
    assert "borger-dk" not in slugs(shown)


@pytest.mark.parametrize(
    ("least", "levels"),
    [
        (Criticality.LOW, {"critical", "high", "low"}),
        (Criticality.HIGH, {"critical", "high"}),
        (Criticality.CRITICAL, {"critical"}),
    ],
)
def test_down_to_a_level(least: Criticality, levels: set[str]) -> None:
    shown = view(demonstration(), Choice(least=least))
    assert {edge.dependency.criticality.value for edge in shown.edges} == levels
    assert len(shown.edges) + shown.hidden_edges == len(NEEDS)
    assert shown.hidden_systems == 0


def test_a_system_that_needs_itself_through_another_is_reached_once() -> None:
    ring = Portfolio(
        (
            system("a", [("b", "high", "copy", "assumed")]),
            system("b", [("a", "high", "copy", "assumed")]),
        )
    )
    shown = view(ring, Choice("a", 2))
    assert ends(shown) == {("a", "b"), ("b", "a")}


def test_a_retired_system_is_shown_only_where_something_still_needs_it() -> None:
    portfolio = Portfolio(
        (
            system("a", [("old", "low", "copy", "assumed")]),
            system("old", status="retired"),
            system("gone", status="retired"),
        )
    )
    assert slugs(view(portfolio)) == {"a", "old"}


def test_a_system_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        view(demonstration(), Choice("nemid"))
