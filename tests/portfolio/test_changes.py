"""The difference between two contents: found exactly where there is one, and never without words."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samdrift.portfolio.document.changes import Kind, changes, sides_of
from samdrift.portfolio.document.changes_words import in_words, names_in
from samdrift.portfolio.document.merge import Conflicts, merge
from samdrift.portfolio.document.nouns import ENTRY
from samdrift.portfolio.document.places import FIELDS
from samdrift.vocabulary import LANGUAGES, Text
from tests.portfolio.documents import system_documents
from tests.portfolio.test_changes_words import LEAST, NAMES, Content, content, dependency, service


def test_names_are_read_out_of_documents() -> None:
    assert names_in([LEAST]) == {
        "a": Text("A", "A"),
        "a/login": Text("login", "login"),
        "a/sign": Text("sign", "sign"),
    }


def test_a_new_document_is_told_section_by_section() -> None:
    assert [in_words(each, "en", {}) for each in changes(None, LEAST)] == [
        "Describes A for the first time.",
        "States the status of the system: in operation.",
        "States the system owner: Agency.",
        "Adds the service login.",
        "Adds the service sign.",
    ]


contents = system_documents().map(lambda each: each.content())
some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(contents, contents)
@some
def test_every_difference_is_a_sentence_and_no_difference_none(before: Content, after: Content) -> None:
    assert changes(before, before) == ()
    found = changes(before, after)
    assert bool(found) is (before != after)
    for each in found:
        assert each.before != each.after
        for language in LANGUAGES:
            sentence = in_words(each, language, {})
            assert sentence.endswith((".", ".«", ".”"))


@given(contents, contents)
@some
def test_backwards_it_is_the_opposite(before: Content, after: Content) -> None:
    def told(old: Content, new: Content) -> set[str]:
        return {f"{each.place} {each.kind is Kind.MOVED}" for each in changes(old, new)}

    assert told(before, after) == told(after, before)


junk = st.recursive(st.none() | st.booleans() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3))


@given(st.dictionaries(st.sampled_from([path.partition(".")[0] for path in FIELDS]), junk))
@some
def test_a_draft_full_of_faults_can_be_compared_too(typed: Content) -> None:
    for each in (*changes(LEAST, {**LEAST, **typed}), *changes(typed, LEAST)):
        assert in_words(each, "da", NAMES)


@pytest.mark.parametrize("entry", [{}, {"id": "x"}, {"id": "x", "on": 3, "criticality": "worst", "needed_by": "y"}])
@pytest.mark.parametrize("section", ENTRY)
def test_an_entry_half_typed_has_words(section: str, entry: Content) -> None:
    assert in_words(changes(LEAST, {**LEAST, section: [entry]})[-1], "en", NAMES)


def test_each_side_of_a_conflict_is_a_change() -> None:
    base, theirs, mine = (content(services=[service(target=target)]) for target in ("99", "99.9", "99.95"))
    result = merge(base, theirs, mine)
    assert isinstance(result, Conflicts)
    [[one], [other]] = sides_of(result.conflicts[0], theirs, mine)
    assert in_words(one, "da", NAMES) == "Ændrer servicemålet for Login fra 99 % til 99,9 %."
    assert in_words(other, "da", NAMES) == "Ændrer servicemålet for Login fra 99 % til 99,95 %."


def test_a_conflict_with_what_is_gone_still_names_it() -> None:
    base, theirs = content(dependencies=[dependency("cpr")]), content()
    mine = content(dependencies=[dependency("cpr", criticality="low")])
    result = merge(base, theirs, mine)
    assert isinstance(result, Conflicts)
    [[removed], [changed]] = sides_of(result.conflicts[0], theirs, mine)
    assert in_words(removed, "da", NAMES) == "Fjerner den høje afhængighed af CPR for hele systemet."
    assert in_words(changed, "da", NAMES) == "Ændrer afhængigheden af CPR fra høj til lav."
