"""Two changes of the same document: merged where they can be, and refused with both values where not."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.portfolio.document.merge import Conflicts, Merged, merge
from tests.portfolio.documents import both, document, system_documents

Content = dict[str, Any]

EVIDENCE = {"basis": "assumed"}


def dependency(id: str, **fields: Any) -> Content:
    entry = {"id": id, "on": id, "criticality": "high", "why": both("Log in"), "pattern": "real_time"}
    return {**entry, "evidence": EVIDENCE, **fields}


def content(**fields: Any) -> Content:
    return document("a", services=("login", "sign"), **fields).content()


def merged(base: Content, theirs: Content, mine: Content) -> Content:
    result = merge(base, theirs, mine)
    assert isinstance(result, Merged), result
    return result.content


def conflicts(base: Content, theirs: Content, mine: Content) -> dict[str, tuple[Any, Any, Any]]:
    result = merge(base, theirs, mine)
    assert isinstance(result, Conflicts)
    return {str(each.place): (each.base, each.theirs, each.mine) for each in result.conflicts}


PLAN = {"dated": "2024-01-01"}


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "expected"),
    [
        pytest.param(
            {"dependencies": [dependency("b")]},
            {"dependencies": [dependency("b"), dependency("c")]},
            {"dependencies": [dependency("d"), dependency("b", criticality="low")]},
            {"dependencies": [dependency("d"), dependency("b", criticality="low"), dependency("c")]},
            id="entries",
        ),
        pytest.param(
            {"dependencies": [dependency("b")]},
            {"dependencies": [dependency("b", tolerance="P1D")]},
            {"dependencies": [dependency("b", criticality="low")]},
            {"dependencies": [dependency("b", tolerance="P1D", criticality="low")]},
            id="fields of one entry",
        ),
        pytest.param(
            {"dependencies": [dependency("b"), dependency("c")]},
            {"dependencies": [dependency("c")]},
            {"dependencies": [dependency("b")]},
            {},
            id="both remove, until nothing is left",
        ),
        pytest.param(
            {"dependencies": [dependency("b"), dependency("c"), dependency("d")]},
            {"dependencies": [dependency("d"), dependency("b"), dependency("c")]},
            {"dependencies": [dependency("b"), dependency("c"), dependency("e"), dependency("d")]},
            {"dependencies": [dependency("d"), dependency("b"), dependency("c"), dependency("e")]},
            id="one moves, the other adds",
        ),
        pytest.param(
            {"preparedness": {"crisis": PLAN}},
            {"preparedness": {"crisis": PLAN, "recovery": PLAN}},
            {},
            {"preparedness": {"recovery": PLAN}},
            id="a plan removed and another added",
        ),
        pytest.param(
            {"not_applicable": ["sites", "contacts"]},
            {"not_applicable": ["sites", "contacts", "interfaces"]},
            {"not_applicable": ["sites"]},
            {"not_applicable": ["sites", "interfaces"]},
            id="values of a list",
        ),
    ],
)
def test_what_touches_other_places_is_merged(base: Content, theirs: Content, mine: Content, expected: Content) -> None:
    assert merged(content(**base), content(**theirs), content(**mine)) == content(**expected)


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "place"),
    [
        ({}, {"operator": both("One")}, {"operator": both("Other")}, "operator"),
        (
            {"operator": both("One")},
            {"operator": {"da": "Ny", "en": "One"}},
            {"operator": {"da": "One", "en": "New"}},
            "operator",
        ),
        ({"operator": both("One")}, {}, {"operator": both("Other")}, "operator"),
        (
            {"dependencies": [dependency("b")]},
            {"dependencies": [dependency("b", criticality="low")]},
            {"dependencies": [dependency("b", criticality="critical")]},
            "dependencies[b].criticality",
        ),
        (
            {"dependencies": [dependency("b")]},
            {"dependencies": [dependency("c")]},
            {"dependencies": [dependency("b", criticality="low")]},
            "dependencies[b]",
        ),
        (
            {"dependencies": [dependency("b", needed_by=["login"])]},
            {"dependencies": [dependency("b")]},
            {"dependencies": [dependency("b", needed_by=["login", "sign"])]},
            "dependencies[b].needed_by",
        ),
        (
            {"dependencies": [dependency("b")]},
            {"dependencies": [dependency("b", evidence={"basis": "documented", "title": "A law"})]},
            {"dependencies": [dependency("b", evidence={"basis": "assumed", "url": "https://example.dk"})]},
            "dependencies[b].evidence",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_touches_the_same_is_refused_with_both_values(
    base: Content, theirs: Content, mine: Content, place: str
) -> None:
    found = conflicts(content(**base), content(**theirs), content(**mine))
    assert list(found) == [place]
    swapped = conflicts(content(**base), content(**mine), content(**theirs))
    before, one, other = found[place]
    assert swapped == {place: (before, other, one)}
    assert one != other


contents = system_documents().map(lambda each: each.content())


@given(contents, contents)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_against_no_change_a_change_stands(base: Content, changed: Content) -> None:
    assert merged(base, base, changed) == changed
    assert merged(base, changed, base) == changed
    assert merged(base, changed, changed) == changed


KEYS = st.lists(st.sampled_from("bcdefgh"), unique=True)
LEVELS = st.sampled_from(["critical", "high", "low"])
sides = KEYS.flatmap(lambda keys: st.fixed_dictionaries(dict.fromkeys(keys, LEVELS)))


def described(levels: dict[str, str]) -> Content:
    return content(dependencies=[dependency(key, criticality=level) for key, level in levels.items()])


@given(sides, sides, sides)
@settings(deadline=None)
def test_a_conflict_is_exactly_where_both_changed_the_same_entry_differently(
    base: dict[str, str], theirs: dict[str, str], mine: dict[str, str]
) -> None:
    def touched(key: str) -> bool:
        before, one, other = base.get(key), theirs.get(key), mine.get(key)
        return len({before, one, other}) == 3 or (one != other and before not in (one, other))

    expected = {key for key in {*base, *theirs, *mine} if touched(key)}
    result = merge(described(base), described(theirs), described(mine))
    assert isinstance(result, Conflicts) is bool(expected)
    if isinstance(result, Conflicts):
        assert {each.place.entry for each in result.conflicts} == expected
        return
    other = merged(described(base), described(mine), described(theirs))
    assert {each["id"]: each for each in result.content.get("dependencies", ())} == {
        each["id"]: each for each in other.get("dependencies", ())
    }
    kept = {each["id"]: each["criticality"] for each in result.content.get("dependencies", ())}
    for key in {*base, *theirs, *mine}:
        assert kept.get(key) == (theirs.get(key) if mine.get(key) == base.get(key) else mine.get(key))


def test_a_draft_that_is_no_document_yet_is_merged_as_far_as_it_can_be() -> None:
    base = content()
    mine = {**base, "dependencies": "none", "colour": "red"}
    assert merged(base, base, mine) == mine
    assert list(conflicts(base, {**base, "dependencies": [dependency("b")]}, mine)) == ["dependencies"]
