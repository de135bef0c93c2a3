"""What is wrong with a file is told in the reader's own words, whatever the file holds."""

from __future__ import annotations

import json

import pytest
from django.utils import translation

from samdrift.portfolio.document import Fault, Faults, yaml
from samdrift.portfolio.forms.file_faults import fault_sentence, what_is_there, what_to_do
from tests.portfolio.documents import document

BROKEN = {
    "empty": ("", "en tom fil: Skriv et systemdokument."),
    "anchors": ("a: &b 1\nc: *b\n", "YAML: Skriv alle værdier ud, uden ankre (&) og aliasser (*)."),
    "tags": ("a: !!str 1\n", "YAML: Fjern tags (!)."),
    "no YAML": ("a: [1\n", "slutningen af filen: Ret YAML-syntaksen her"),
    "too deep": ("[" * 300 + "]" * 300, "YAML: Brug højst"),
    "a group as a name": ("{a: 1}: 2\n", "en gruppe som navn: Skriv navnet på et felt."),
    "invisible": ("a: \x07\n", "et usynligt styretegn: Fjern usynlige styretegn."),
    "twice": ("template: '1'\ntemplate: '1'\n", "skrevet igen: Det står allerede på linje 1."),
    "nothing of a document": ("template: '1'\n", "mangler: Udfyld feltet."),
}


def told(text: str, language: str) -> list[str]:
    with pytest.raises(Faults) as wrong, translation.override(language):
        yaml.read(text, "x.yaml")
    with translation.override(language):
        return [f"{what_is_there(fault)}: {what_to_do(fault)}" for fault in wrong.value.faults]


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_document(case: str) -> None:
    text, words = BROKEN[case]
    danish, english = told(text, "da"), told(text, "en")
    assert any(words in each for each in danish), danish
    assert [each for each in danish if "Forventet" in each] == []
    assert [each for each in english if "Expected" in each] == []
    assert [each for each in english if "Udfyld" in each or "Skriv" in each] == []


def test_the_document_of_another_system() -> None:
    fault = Fault("mitid", None, "identity.slug", repr("cvr"), f"{'mitid'!r}; the name never changes")
    with translation.override("da"):
        assert what_to_do(fault) == "Det er et andet systems dokument. Vælg det, der hører til mitid."


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("da", "borger-dk, Afhænger af ('cpr'): Vælg et system, der har et dokument."),
        ("en", "borger-dk, Depends on ('cpr'): Choose a system that has a document."),
    ],
)
def test_a_field_is_called_what_the_form_calls_it(language: str, sentence: str) -> None:
    fault = Fault("borger-dk", None, "dependencies[2].on", repr("cpr"), "a system in the portfolio")
    with translation.override(language):
        assert fault_sentence(fault) == sentence


def test_a_document_has_none() -> None:
    assert yaml.read(json.dumps(document("nemlog-in").content()), "x").slug == "nemlog-in"
