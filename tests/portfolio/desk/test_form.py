"""The form is the template: everything in it can be typed, and nothing is lost on the way there and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from hypothesis import Phase, given, settings

from samdrift.portfolio.document import SystemDocument, load_folder
from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.forms import draft, hints
from samdrift.portfolio.forms.draft_form import DraftForm, typed_in
from samdrift.portfolio.forms.offered import Offered
from samdrift.portfolio.forms.pages import NOT_ON_A_PAGE, PAGES, Page, page_named
from samdrift.portfolio.forms.questions import of_entry, of_page
from tests.portfolio.documents import system_documents

DEMO = load_folder(Path(__file__).parents[3] / "demo" / "portfolio")


def offered(content: dict[str, Any], accepted: dict[str, Any] | None = None) -> Offered:
    return Offered(content, "da", (), (), accepted or {})


def forms_of(content: dict[str, Any], page: Page) -> list[tuple[DraftForm, Any]]:
    """Each form of the page beside what it is to give back."""
    if not page.is_list:
        piece, answered = draft.piece_of(content, page), draft.answered_not_applicable(content, page)
        questions = of_page(page, piece, offered(content))
        typed = typed_in(questions, piece, answered)
        form = DraftForm(questions, typed, language="da", told=content, not_applicable=page.questions)
        return [(form, piece)]
    found = []
    for entry in draft.entries_of(content, page):
        questions = of_entry(page, entry, offered(content))
        found.append((DraftForm(questions, typed_in(questions, entry), language="da", told=content), entry))
    return found


def goes_round(content: dict[str, Any]) -> None:
    for page in PAGES:
        for form, piece in forms_of(content, page):
            assert form.is_valid(), form.errors
            assert form.piece() == piece
            if not page.is_list:
                assert form.not_applicable() == draft.answered_not_applicable(content, page)


@pytest.mark.parametrize("document", DEMO, ids=lambda document: document.slug)
@pytest.mark.parametrize("language", ["da", "en"])
def test_the_demo_goes_through_the_form_unchanged(document: SystemDocument, language: str) -> None:
    with translation.override(language):
        goes_round(document.content())


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(system_documents())
def test_any_document_goes_through_the_form_unchanged(document: SystemDocument) -> None:
    goes_round(document.content())


def test_every_field_of_the_template_is_asked_once() -> None:
    whole: dict[str, Any] = {
        "identity": {},
        "life_cycle": {},
        "owner": {},
        "preparedness": {},
        **{page.field: [{}] for page in PAGES if page.is_list},
    }
    asked = [question.path for page in PAGES for form, _piece in forms_of(whole, page) for question in form.questions]
    leaves = {path for path, field in outline(SystemDocument).items() if field.section is None}
    assert sorted(asked) == sorted(path for path in leaves if path.partition(".")[0] not in NOT_ON_A_PAGE)


def test_hints_are_about_fields_of_the_template() -> None:
    paths = set(outline(SystemDocument))
    endings = {".".join(path.split(".")[-2:]) for path in paths}
    assert hints._HINTS.keys() <= paths | endings


FAULTY: list[tuple[str, dict[str, Any]]] = [
    ("livscyklus", {"life_cycle": {"status": "half", "retired_on": "i morgen"}}),
    (
        "tjenester",
        {"services": [{"id": "A B", "name": {"da": "Kun dansk"}, "target": "mange", "recovery_time": "PTfireH"}]},
    ),
    ("grupper", {"groups": [{"id": "g", "required": "to"}]}),
    (
        "afhaengigheder",
        {"dependencies": [{"on": "gone/away", "needed_by": ["nobody"], "tolerance": "P0D", "group": "x"}]},
    ),
    ("dataudveksling", {"exchanges": [{"over": "nothing", "pattern": "pigeon"}]}),
]


@pytest.mark.parametrize(("name", "content"), FAULTY, ids=[name for name, _content in FAULTY])
def test_what_the_template_would_not_take_is_kept_as_typed(name: str, content: dict[str, Any]) -> None:
    page = page_named(name)
    assert page
    for form, piece in forms_of(content, page):
        assert form.is_valid()
        assert form.piece() == piece


def test_a_percentage_may_have_a_comma() -> None:
    page = page_named("tjenester")
    assert page
    questions = of_entry(page, {}, offered({}))
    form = DraftForm(questions, typed_in(questions, {}) | {"target": "99,95 %"}, language="da", told={})
    assert form.is_valid()
    assert form.piece() == {"target": "99.95"}


def test_an_accepted_id_cannot_be_typed_over() -> None:
    page = page_named("tjenester")
    accepted = {"services": [{"id": "login"}]}
    assert page
    questions = of_entry(page, {"id": "login"}, offered(accepted, accepted))
    form = DraftForm(questions, typed_in(questions, {}) | {"id": "other"}, language="da", told={})
    assert form.is_valid()
    assert form.piece() == {"id": "login"}
