from __future__ import annotations

import pytest

from samdrift.portfolio.derived import Portfolio, SystemModel
from samdrift.portfolio.map import Change, Difference, difference, view
from tests.portfolio.map.cast import system

B = system("b")
NEED = ("b", "high", "copy", "assumed")


def between(before: tuple[SystemModel, ...], after: tuple[SystemModel, ...]) -> Difference:
    return difference(view(Portfolio(before)), view(Portfolio(after)))


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        ([], [NEED], Change.ADDED),
        ([NEED], [], Change.REMOVED),
        ([NEED], [("b", "critical", "copy", "assumed")], Change.CHANGED),
        ([NEED], [("b", "high", "real_time", "assumed")], Change.CHANGED),
        ([NEED], [("b", "high", "copy", "documented")], Change.CHANGED),
    ],
)
def test_a_dependency_comes_goes_or_changes(
    was: list[tuple[str, str, str, str]], now: list[tuple[str, str, str, str]], change: Change
) -> None:
    found = between((system("a", was), B), (system("a", now), B))
    assert [each.change for each in found.edges] == [change]
    assert found.links == {("a", "b"): change}
    assert len(found.view.edges) == 1


def test_what_is_the_same_is_not_told() -> None:
    same = (system("a", [NEED]), B)
    found = between(same, same)
    assert (found.edges, found.systems, found.links) == ((), {}, {})
    assert len(found.view.edges) == 1


def test_of_two_dependencies_on_the_same_system_one_that_comes_changes_the_link() -> None:
    found = between((system("a", [NEED]), B), (system("a", [NEED, ("b", "low", "file", "assumed")]), B))
    assert [each.change for each in found.edges] == [Change.ADDED]
    assert found.links == {("a", "b"): Change.CHANGED}


def test_a_system_that_goes_stays_in_the_drawing_with_what_needed_it() -> None:
    found = between((system("a", [NEED]), B), (system("a"), system("c")))
    assert found.systems == {"c": Change.ADDED, "b": Change.REMOVED}
    assert {each.slug for each in found.view.systems} == {"a", "b", "c"}
    assert found.links == {("a", "b"): Change.REMOVED}
