"""Every fault that a draft can have is told in words of the form, in both languages, and at its input."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from samdrift.portfolio.forms.faults import faults_in, in_reader_words
from tests.portfolio.documents import both, document

LEAST: dict[str, Any] = document("nemlog-in").content()
EVIDENCE = {"basis": "assumed"}
NEED = {"id": "cpr", "on": "cpr", "criticality": "high", "why": both("x"), "pattern": "copy", "evidence": EVIDENCE}
SERVICE = LEAST["services"][0]


def exchange(**fields: Any) -> dict[str, Any]:
    return {
        "id": "e",
        "data": both("x"),
        "over": "cpr",
        "direction": "in",
        "personal_data": "none",
        "evidence": EVIDENCE,
        **fields,
    }


Broken = tuple[dict[str, Any], tuple[Any, ...], str]
BROKEN: dict[str, Broken] = {
    "missing": ({"identity": {"slug": "nemlog-in", "name": both("x")}}, ("identity", "purpose"), "Udfyld feltet."),
    "other language missing": (
        {"identity": {**LEAST["identity"], "name": {"da": "x"}}},
        ("identity", "name", "en"),
        "Udfyld feltet.",
    ),
    "too long": ({"operator": both("x" * 201)}, ("operator", "da"), "Brug højst 200 tegn."),
    "invisible": ({"operator": both("a\x07b")}, ("operator", "da"), "Fjern usynlige styretegn."),
    "no date": (
        {"life_cycle": {"status": "in_operation", "in_operation_since": "2026-02-30"}},
        ("life_cycle", "in_operation_since"),
        "Skriv en dato, der findes.",
    ),
    "no service": ({"services": []}, ("services",), "Der skal være mindst én tjeneste"),
    "same id": ({"services": [SERVICE, SERVICE]}, ("services", 1, "id"), "Det korte navn er brugt"),
    "bad id": ({"services": [{**SERVICE, "id": "A B"}]}, ("services", 0, "id"), "Brug kun a til z"),
    "percent": ({"services": [{**SERVICE, "target": "101"}]}, ("services", 0, "target"), "Skriv en procent"),
    "what no advice rests on": (
        {"services": [{**SERVICE, "instead_needs": []}]},
        ("services", 0, "instead_needs"),
        "Skriv også rådet",
    ),
    "advice that rests on what is down": (
        {"services": [{**SERVICE, "instead": both("x."), "instead_needs": ["mitid/login", "nemlog-in/login"]}]},
        ("services", 0, "instead_needs", 1),
        "Vælg en anden tjeneste eller et andet system.",
    ),
    "advice that rests on no such service": (
        {"services": [{**SERVICE, "instead": both("x."), "instead_needs": ["nemlog-in/gone"]}]},
        ("services", 0, "instead_needs", 0),
        "Tjenesterne i nemlog-in er: login.",
    ),
    "duration": (
        {"services": [{**SERVICE, "recovery_time": "PT0H"}]},
        ("services", 0, "recovery_time"),
        "Skriv et helt tal fra 1",
    ),
    "retired without a day": (
        {"life_cycle": {"status": "retired"}},
        ("life_cycle", "retired_on"),
        "Skriv den sidste dag",
    ),
    "a day without being retired": (
        {"life_cycle": {"status": "planned", "retired_on": "2026-01-01"}},
        ("life_cycle", "retired_on"),
        "Lad feltet være tomt",
    ),
    "ends before it starts": (
        {"life_cycle": {"status": "retired", "in_operation_since": "2026-01-02", "retired_on": "2026-01-01"}},
        ("life_cycle", "retired_on"),
        "Skriv en dag, der ikke ligger før",
    ),
    "succeeds itself": (
        {"life_cycle": {"status": "planned", "successor": "nemlog-in"}},
        ("life_cycle", "successor"),
        "Vælg et andet system",
    ),
    "on itself": ({"dependencies": [{**NEED, "on": "nemlog-in"}]}, ("dependencies", 0, "on"), "Vælg et andet system"),
    "nothing chosen": (
        {"dependencies": [{key: each for key, each in NEED.items() if key != "on"}]},
        ("dependencies", 0, "on"),
        "Udfyld",
    ),
    "no such group": ({"dependencies": [{**NEED, "group": "g"}]}, ("dependencies", 0, "group"), "Vælg en af grupperne"),
    "no such service": (
        {"dependencies": [{**NEED, "needed_by": ["x"]}]},
        ("dependencies", 0, "needed_by", 0),
        "Vælg blandt tjenesterne",
    ),
    "no such dependency": ({"exchanges": [exchange()]}, ("exchanges", 0, "over"), "Vælg en af afhængighederne"),
    "no source": (
        {"dependencies": [{**NEED, "evidence": {"basis": "documented"}}]},
        ("dependencies", 0, "evidence"),
        "Skriv kildens titel",
    ),
    "more than there are": (
        {"groups": [{"id": "g", "name": both("x"), "required": 2}], "dependencies": [{**NEED, "group": "g"}]},
        ("groups", 0, "required"),
        "Skriv højst 1",
    ),
    "no number": (
        {"groups": [{"id": "g", "name": both("x"), "required": "to"}]},
        ("groups", 0, "required"),
        "et helt tal",
    ),
    "not alike": (
        {
            "groups": [{"id": "g", "name": both("x"), "required": 1}],
            "dependencies": [{**NEED, "group": "g"}, {**NEED, "id": "b", "group": "g", "criticality": "low"}],
        },
        ("dependencies", 1, "criticality"),
        "Vælg det samme",
    ),
    "answered and not applicable": (
        {"operator": both("x"), "not_applicable": ["operator"]},
        ("not_applicable", "operator"),
        "Du har svaret",
    ),
    "no address": (
        {"interfaces": [{"id": "i", "name": both("x"), "audience": both("x"), "address": "http://x.dk"}]},
        ("interfaces", 0, "address"),
        "Skriv hele adressen",
    ),
    "unknown field": ({"servces": []}, ("servces",), "Det felt findes ikke. Mente du services?"),
    "unknown choice": (
        {"life_cycle": {"status": "half"}},
        ("life_cycle", "status"),
        "Vælg en af: 'planned', 'in_operation' eller 'retired'.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_told_in_danish_at_its_place(name: str) -> None:
    sections, place, words = BROKEN[name]
    with translation.override("da"):
        told = {fault.place: fault.words for fault in faults_in({**LEAST, **sections})}
    assert place in told
    assert words in told[place]
    assert "Forventet" not in told[place]


@pytest.mark.parametrize("name", BROKEN)
def test_a_fault_is_told_in_english(name: str) -> None:
    sections, place, _words = BROKEN[name]
    with translation.override("en"):
        told = {fault.place: fault.words for fault in faults_in({**LEAST, **sections})}
    assert "Expected" not in told[place]


def test_a_whole_document_has_none() -> None:
    assert faults_in(LEAST) == ()


def test_what_nobody_thought_of_is_told_all_the_same() -> None:
    with translation.override("da"):
        assert in_reader_words("a green elephant") == "Forventet: a green elephant"
