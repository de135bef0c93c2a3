from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from samdrift.portfolio.derived import Portfolio
from samdrift.publishing.forms.whatif import WhatIfForm, wants_second
from samdrift.publishing.partners.case import Case, NotUnderstood, Pick, parameters, read_length
from samdrift.publishing.partners.naming import Names
from samdrift.vocabulary import Level

TODAY = date(2026, 11, 23)
KNOWN = ("mitid", "mitid/login", "broker", "cpr")


class Known(Names):
    """So that reading an address needs no documents."""

    def __init__(self) -> None:
        super().__init__(Portfolio(()), "da")

    @property
    def all(self) -> dict[str, str]:
        return dict.fromkeys(KNOWN, "")


picks = st.builds(Pick, st.sampled_from(KNOWN), st.sampled_from(list(Level)[1:])) | st.builds(
    Pick, st.sampled_from(KNOWN), planned=st.just(True)
)
days = st.dates(date(2017, 1, 1), date(2026, 11, 22)) | st.none()
cases = st.builds(
    lambda some, on, lasts: Case(tuple(sorted(some, key=lambda pick: pick.planned)), on, lasts),
    st.lists(picks, max_size=4, unique_by=lambda pick: pick.node),
    days,
    st.integers(1, 600_000 - 1).map(lambda minutes: timedelta(minutes=minutes)) | st.none(),
)


def read(query: str) -> list[Case]:
    asked = QueryDict(query)
    forms = [WhatIfForm(asked, second=second, names=Known(), today=TODAY) for second in (False, True)]
    forms = forms if wants_second(asked) else forms[:1]
    assert [form.errors for form in forms] == [{}] * len(forms)
    return [form.case for form in forms]


@given(cases, cases | st.none())
def test_an_address_says_the_whole_case_and_the_one_beside_it(first: Case, second: Case | None) -> None:
    assert read(urlencode(parameters(first, second))) == ([first] if second is None else [first, second])


@pytest.mark.parametrize(
    ("text", "pick"),
    [
        ("mitid", Pick("mitid")),
        ("mitid:3", Pick("mitid")),
        ("mitid/login:1", Pick("mitid/login", Level.DEGRADED)),
    ],
)
def test_a_pick_is_written_in_one_way_and_read_in_some(text: str, pick: Pick) -> None:
    assert Pick.read(text, planned=False) == pick
    assert Pick.read(pick.text, planned=False) == pick


@pytest.mark.parametrize("text", ["", "mitid:0", "mitid:4", "mitid:", "mitid:x", "MitID", "a/b/c", "mitid/*", ":2"])
def test_what_is_no_pick_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        Pick.read(text, planned=False)


def test_planned_work_has_no_level() -> None:
    with pytest.raises(NotUnderstood):
        Pick.read("mitid:2", planned=True)


@pytest.mark.parametrize(("text", "minutes"), [("2:30", 150), ("0:45", 45), ("48", 2880), ("02:00", 120)])
def test_a_length_is_hours_and_minutes(text: str, minutes: int) -> None:
    assert read_length(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize("text", ["", "0", "0:00", "0:60", "1:5", "-1", "2,5", "10000", "٢:30", "2:30\n", "PT2H"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        read_length(text)


def test_of_one_node_the_worst_counts_and_a_failure_before_planned_work() -> None:
    (case,) = read("fejl=mitid:1&fejl=mitid:2&planlagt=mitid&planlagt=cpr")
    assert case.picks == (Pick("mitid", Level.PARTIAL_OUTAGE), Pick("cpr", planned=True))
