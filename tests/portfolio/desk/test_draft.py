"""One part of a draft changes; the rest stays, also what somebody else changed meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from samdrift.portfolio.forms import draft
from samdrift.portfolio.forms.pages import Page, page_named
from samdrift.vocabulary import Audience


def page(name: str) -> Page:
    found = page_named(name)
    assert found
    return found


SERVICES, OWNER, PREPAREDNESS = page("tjenester"), page("ejer"), page("beredskab")
A, B, C = {"id": "a"}, {"id": "b"}, {"id": "c"}
ABC: dict[str, Any] = {"services": [A, B, C]}
fingerprint = draft.fingerprint


def ids(content: dict[str, Any]) -> str:
    return "".join(entry["id"] for entry in content.get("services", ()))


def test_an_entry_is_replaced_where_it_was_moved_to() -> None:
    changed = draft.put_entry({"services": [C, B, A]}, SERVICES, 0, {"id": "a", "x": 1}, seen=fingerprint(A))
    assert changed["services"] == [C, B, {"id": "a", "x": 1}]


def test_an_entry_that_was_changed_meanwhile_is_not_replaced() -> None:
    theirs = {"id": "a", "x": 2}
    with pytest.raises(draft.Changed) as refused:
        draft.put_entry({"services": [theirs, B]}, SERVICES, 0, {"id": "a", "x": 1}, seen=fingerprint(A))
    assert refused.value.stored == theirs


def test_an_entry_that_was_changed_meanwhile_is_not_removed() -> None:
    with pytest.raises(draft.Changed):
        draft.remove_entry({"services": [{"id": "a", "x": 2}]}, SERVICES, 0, seen=fingerprint(A))


@pytest.mark.parametrize(
    ("place", "by", "expected"), [(0, 1, "bac"), (2, -1, "acb"), (0, -1, "abc"), (2, 1, "abc"), (1, 1, "acb")]
)
def test_an_entry_is_moved_one_step(place: int, by: int, expected: str) -> None:
    moved = draft.move_entry(ABC, SERVICES, place, by=by, seen=fingerprint(ABC["services"][place]))
    assert ids(moved) == expected


def test_the_last_entry_takes_the_list_with_it() -> None:
    assert draft.remove_entry({"services": [A]}, SERVICES, 0, seen=fingerprint(A)) == {}


def test_a_page_is_replaced_and_the_others_stay() -> None:
    content = {"operator": {"da": "x"}, "services": [A], "not_applicable": ["sites"]}
    seen = fingerprint([{"operator": {"da": "x"}}, []])
    changed = draft.put_page(content, OWNER, {}, ["operator"], seen=seen)
    assert changed == {"services": [A], "not_applicable": ["operator", "sites"]}


def test_a_page_that_was_changed_meanwhile_is_not_replaced() -> None:
    with pytest.raises(draft.Changed) as refused:
        draft.put_page({"operator": {"da": "y"}}, OWNER, {}, [], seen=fingerprint([{"operator": {"da": "x"}}, []]))
    assert refused.value.stored == {"operator": {"da": "y"}}


def test_an_answer_of_not_applicable_is_taken_away_again() -> None:
    content = {"not_applicable": ["sites", "preparedness.crisis"]}
    assert draft.answer_not_applicable(content, PREPAREDNESS, []) == {"not_applicable": ["sites"]}


def test_only_another_audience_than_the_templates_is_stored() -> None:
    content = {
        "audiences": [{"field": "operator", "audience": "internal"}, {"field": "suppliers", "audience": "public"}]
    }
    seen = fingerprint([{"field": "operator", "audience": "internal"}])
    told = draft.tell(content, {"operator": None, "note": Audience.PARTNERS}, seen=seen)
    assert told["audiences"] == [
        {"field": "suppliers", "audience": "public"},
        {"field": "note", "audience": "partners"},
    ]


def test_what_somebody_else_closed_meanwhile_is_not_opened() -> None:
    content = {"audiences": [{"field": "operator", "audience": "internal"}]}
    with pytest.raises(draft.Changed):
        draft.tell(content, {"operator": None}, seen=fingerprint([]))


@pytest.mark.parametrize(
    ("entry", "taken", "expected"),
    [
        ({"name": {"da": "Øjeblikkelig adgang"}}, set(), "oejeblikkelig-adgang"),
        ({"name": {"en": "Login"}}, {"login"}, "login-2"),
        ({"on": "mitid/login"}, {"mitid-login", "mitid-login-2"}, "mitid-login-3"),
        ({"data": {"da": "CPR-nummer & navn"}}, set(), "cpr-nummer-navn"),
        ({"name": {"da": "Café Þór"}}, set(), "cafe-thor"),
        ({"function": {"da": "Driftsvagt"}}, set(), "driftsvagt"),
        ({"name": {"da": "x" * 200}}, set(), "x" * 64),
        ({"name": {"da": "x" * 200}}, {"x" * 64}, "x" * 60 + "-2"),
        ({"name": {"da": "…"}}, set(), ""),
        ({}, set(), ""),
    ],
)
def test_an_id_is_made_from_what_the_entry_says(entry: dict[str, Any], taken: set[object], expected: str) -> None:
    assert draft.proposed_id(entry, taken) == expected
