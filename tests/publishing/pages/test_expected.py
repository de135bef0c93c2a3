"""What others' trouble may do to a system, in words beside what is seen of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from samdrift.publishing.pages import Pages, front
from samdrift.publishing.pages.expected import due_to
from samdrift.publishing.pages.expected_reach import WAYS_AT_MOST, reach
from samdrift.publishing.troubled import FELT_WITHIN
from samdrift.snapshot.model import Expected, Snapshot, SystemStatus
from samdrift.vocabulary import Criticality, Language, Level, State, Text
from tests import world
from tests.portfolio.map.cast import demonstration
from tests.publishing.pages.test_front import front_text, text_of
from tests.publishing.pages.test_map import drawing, node
from tests.publishing.pages.test_system import system_text

PAGES = Pages("https://drift.example.dk")
OF_MITID = world.cause("mitid", "MitID", world.DOWN)
HOUR = timedelta(hours=1)
OF_NEMLOG_IN = world.cause("nemlog-in", "NemLog-in", world.DOWN)
AT_TWENTY_PAST_TWO = datetime.fromisoformat("2026-11-23T13:20:00+00:00")


def of(slug: str, snapshot: Snapshot | None = None) -> SystemStatus:
    return next(each for each in (snapshot or world.mitid_felt()).systems if each.slug == slug)


def two_services(first: Expected | None, second: Expected | None) -> SystemStatus:
    """MitID's own page, by its two services; it is not the one that fails here."""
    was = world.mitid()
    login, issuing = was.services
    services = (replace(login, expected=first), replace(issuing, expected=second))
    return replace(was, services=services, expected=first or second)


def broken(state: State, since: datetime, expected: Expected | None) -> SystemStatus:
    """NemLog-in, its only service in trouble."""
    down = world.changed(of("nemlog-in", world.calm()), state, since, service_id="login")
    return down if expected is None else world.expecting(down, expected)


# The front page


def test_the_answer_counts_those_that_may_feel_it_now() -> None:
    danish, english = front_text(world.mitid_felt()), front_text(world.mitid_felt(), "en")
    assert "MitID har nedbrud Du kan ikke logge ind med MitID. NemLog-in, borger.dk og Virk kan være ramt" in danish
    assert "og Virk kan være ramt, fordi de bruger MitID. Resten virker." in danish
    assert "MitID has an outage You cannot log in with MitID. NemLog-in, borger.dk and Virk may be" in english
    assert "and Virk may be affected because they use MitID. The rest is working." in english


def test_more_than_three_are_counted_not_named() -> None:
    felt = world.mitid_felt()
    four = world.with_systems(felt, world.expecting(of("cvr", felt), world.expected(OF_MITID)))
    assert "Fire andre systemer kan være ramt, fordi de bruger MitID." in front_text(four)
    assert "<title>MitID har nedbrud – Samdrift" in PAGES.front(four, "da", stale=False)


def test_where_nothing_is_expected_the_answer_is_as_before() -> None:
    assert "MitID har nedbrud Du kan ikke logge ind med MitID. Resten virker." in front_text(world.mitid_down())
    assert "kan være ramt" not in front_text(world.mitid_down())
    assert "kan være ramt" not in front_text(world.calm())


def test_under_the_trouble_each_way_is_one_sentence() -> None:
    text = front_text(world.mitid_felt())
    assert "NemLog-in bruger MitID. borger.dk og Virk bruger NemLog-in, som bruger MitID." in text
    assert "Datafordeleren kan blive ramt fra kl. 14.20." in text
    english = front_text(world.mitid_felt(), "en")
    assert "borger.dk and Virk need NemLog-in, which needs MitID." in english


def test_what_still_works_of_the_failing_one_is_said() -> None:
    assert "Virker stadig: Få og forny MitID." in front_text(world.mitid_down())


def test_many_ways_are_counted_and_lead_to_the_map() -> None:
    those = [
        (
            replace(world.mitid(), slug=f"s{n}", name=Text(f"S{n}", f"S{n}")),
            world.expected(world.cause(f"p{n}", f"P{n}", world.DOWN), OF_MITID),
        )
        for n in range(WAYS_AT_MOST + 1)
    ]
    felt = world.mitid_felt()
    systems = (of("mitid", felt), *(replace(world.expecting(one, what), slug=one.slug) for one, what in those))
    text = PAGES.front(replace(felt, systems=systems), "da", stale=False)
    assert 'Seks systemer kan være ramt</strong>. <a href="/kort/">Se dem på kortet</a>' in text
    assert "bruger P1" not in text


def test_many_that_feel_it_later_are_counted_with_the_first_moment() -> None:
    later = replace(world.expected(OF_MITID), begins=AT_TWENTY_PAST_TWO)
    those = [(of(slug), later) for slug in ("cvr", "cpr", "nemkonto", "nemhandel")]
    with override("da"):
        told = reach(those, world.TODAY, "da")
    assert told.title == ""
    assert told.lines == ("Fire systemer kan blive ramt senere, det første fra kl.\xa014.20.",)


def test_a_row_says_that_it_works_and_then_what_may_be() -> None:
    text = front_text(world.mitid_felt())
    assert "borger.dk Virker Kan være ramt af fejlen i MitID" in text
    assert "Datafordeleren Virker Kan blive ramt af fejlen i MitID fra 23. november kl. 14.20" in text
    html = PAGES.front(world.mitid_felt(), "da", stale=False)
    row = html[html.index('href="/systemer/borger-dk/"') :].partition("</tr>")[0]
    assert "state-working" in row
    assert "#shape-affected" in row
    assert not re.search("state-(?:major|partial|degraded)", row)


def test_a_row_with_an_expectation_is_kept_too(monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    row = front.row

    def counted(system: SystemStatus, language: Language, strip: SafeString, *, stale: bool) -> front.Row:
        rendered.append(system.slug)
        return row(system, language, strip, stale=stale)

    monkeypatch.setattr(front, "row", counted)
    pages, felt = Pages("https://drift.example.dk"), world.mitid_felt()
    pages.front(felt, "da", stale=False)
    pages.front(replace(felt, generation=99), "da", stale=False)
    assert len(rendered) == 12


def test_the_stale_form_speaks_of_what_was_last_known() -> None:
    html = PAGES.front(world.mitid_felt(), "da", stale=True)
    assert "Seneste melding: kan være ramt af fejlen i MitID" in text_of(html)
    assert "Seneste melding: MitID har nedbrud. Du kan ikke logge ind med MitID." in text_of(html)
    assert 'href="#shape-affected"' not in html
    assert "Seneste melding: Kan være ramt, fordi NemLog-in" in system_text(of("borger-dk"), stale=True)


# A system's page


def test_the_state_stands_first_and_then_the_path_in_words() -> None:
    assert (
        "Vi ser ingen fejl i borger.dk, men det kan være ramt af fejlen i MitID. Kan være ramt , fordi NemLog-in "
        "bruger MitID, som har haft nedbrud siden 23. november kl. 10.42."
    ) in system_text(of("borger-dk"))
    assert (
        "May be affected because NemLog-in needs MitID, which has had an outage since 23 November at 10:42."
    ) in system_text(of("borger-dk"), "en")


@pytest.mark.parametrize(
    ("expected", "sentence"),
    [
        (
            world.expected(OF_MITID),
            "Kan være ramt : MitID har haft nedbrud siden 23. november kl. 10.42.",
        ),
        (
            world.expected(world.cause("cpr", "CPR", world.DEGRADED, Criticality.HIGH)),
            "Kan være ramt : CPR har haft forringet drift siden 23. november kl. 10.42.",
        ),
        (
            replace(world.expected(OF_MITID), begins=AT_TWENTY_PAST_TWO),
            "Kan blive ramt fra 23. november kl. 14.20 : MitID har haft nedbrud siden",
        ),
        (
            replace(world.expected(OF_MITID), planned=True),
            "Kan være ramt på grund af planlagt arbejde: MitID har haft planlagt arbejde i gang siden",
        ),
        (
            replace(world.expected(OF_NEMLOG_IN, OF_MITID), begins=AT_TWENTY_PAST_TWO, planned=True),
            "Kan blive ramt fra 23. november kl. 14.20 på grund af planlagt arbejde: NemLog-in bruger "
            "MitID, som har haft planlagt arbejde i gang siden",
        ),
    ],
)
def test_each_kind_of_expectation_has_its_own_sentence(expected: Expected, sentence: str) -> None:
    assert sentence in system_text(world.expecting(of("cvr"), expected))


def test_it_says_which_services_it_concerns_and_which_still_work() -> None:
    text = system_text(two_services(world.expected(OF_NEMLOG_IN), None))
    assert "Det gælder Log ind og godkend. Virker stadig: Få og forny MitID." in text
    assert (
        "Log ind og godkend Log ind hos det offentlige og i banken. Virker Kan være ramt af fejlen i NemLog-in" in text
    )
    assert "Opret et MitID, og skift telefon. Virker Siden" in text


def test_services_that_read_the_same_are_told_of_together() -> None:
    once = world.expected(OF_NEMLOG_IN)
    text = system_text(two_services(once, replace(once, level=Level.DEGRADED)))
    assert text.count("NemLog-in har haft nedbrud") == 1
    assert "Det gælder alle tjenester." in text
    assert "Virker stadig" not in text


def test_planned_work_is_never_told_as_a_failure() -> None:
    touched = world.expecting(of("cvr"), replace(world.expected(OF_MITID), planned=True))
    snapshot = world.with_systems(world.mitid_felt(), touched)
    assert "fordi de bruger MitID. CVR kan være ramt af det planlagte arbejde på MitID." in front_text(snapshot)
    assert "CVR may be affected by the planned work on MitID." in front_text(snapshot, "en")


def test_what_is_not_observed_stays_unknown_and_may_be_affected() -> None:
    unseen = world.changed(of("cvr"), world.UNKNOWN, world.BROKEN_AT, service_id="adgang")
    unknown = world.expecting(unseen, world.expected(OF_MITID))
    text = system_text(unknown)
    assert text.index("Vi ved ikke, om CVR virker.") < text.index("Kan være ramt")
    assert "CVR Vi ved ikke Kan være ramt af fejlen i MitID" in front_text(
        world.with_systems(world.mitid_felt(), unknown)
    )


# Trouble that is seen, and may have its cause elsewhere


def test_trouble_that_is_expected_may_be_due_to_what_failed() -> None:
    down = broken(world.DOWN, world.BROKEN_AT, world.expected(OF_MITID))
    text = system_text(down)
    assert "NemLog-in har nedbrud. Det begyndte 23. november kl. 10.42. Kan skyldes MitID : MitID har haft" in text
    page = front_text(world.with_systems(world.mitid_down(), down))
    assert "MitID har nedbrud Du kan ikke logge ind med MitID. NemLog-in har også problemer. Resten virker." in page, (
        "seen is seen, not expected"
    )
    assert "NemLog-in Nedbrud Kan skyldes MitID" in page
    planned = broken(world.DOWN, world.BROKEN_AT, replace(world.expected(OF_MITID), planned=True))
    assert "Kan skyldes planlagt arbejde på MitID" in system_text(planned)


@pytest.mark.parametrize(
    ("state", "before", "expected", "due"),
    [
        (world.DOWN, timedelta(0), world.expected(OF_MITID), True),
        (world.DOWN, FELT_WITHIN, world.expected(OF_MITID), True),
        (world.DOWN, FELT_WITHIN + timedelta(seconds=1), world.expected(OF_MITID), False),
        (world.DOWN, HOUR, replace(world.expected(OF_MITID), in_trouble_since=world.BROKEN_AT - HOUR), True),
        (world.DEGRADED, timedelta(0), world.expected(OF_MITID), True),
        (world.DOWN, timedelta(0), replace(world.expected(OF_MITID), level=Level.DEGRADED), False),
        (world.DOWN, timedelta(0), replace(world.expected(OF_MITID), begins=AT_TWENTY_PAST_TWO), False),
        (world.PLANNED, timedelta(0), world.expected(OF_MITID), False),
        (world.UNKNOWN, timedelta(0), world.expected(OF_MITID), False),
        (world.DOWN, timedelta(0), None, False),
    ],
    ids=[
        "same time",
        "just before",
        "long before",
        "got worse",
        "less bad",
        "worse",
        "later",
        "announced",
        "unseen",
        "nothing",
    ],
)
def test_only_what_explains_all_of_it_is_named(
    state: State, before: timedelta, expected: Expected | None, due: bool
) -> None:
    assert (due_to(broken(state, world.BROKEN_AT - before, expected)) is not None) is due


# The map


def test_the_map_marks_who_may_be_affected_and_the_way_there() -> None:
    statuses = {each.slug: each for each in world.mitid_felt().systems}
    html = PAGES.map(demonstration(), statuses, "da", stale=False)
    assert "MitID har nedbrud. borger.dk, NemLog-in og Virk kan være ramt, fordi de bruger MitID." in text_of(html)
    assert "node-affected" in node(html, "borger-dk")
    assert 'aria-label="borger.dk: kan være ramt, virker.' in node(html, "borger-dk")
    assert 'href="#shape-affected"' in node(html, "borger-dk")
    assert ">Kan være ramt</text>" in node(html, "borger-dk")
    assert "node-working" in node(html, "datafordeleren"), "not yet"
    assert "node-major" in node(html, "mitid")
    felt = set(re.findall(r'class="[^"]*link-felt[^"]*" data-from="([^"]+)" data-to="([^"]+)"', drawing(html)))
    assert ("borger-dk", "nemlog-in") in felt
    assert ("nemlog-in", "mitid") in felt
    assert ("borger-dk", "cpr") not in felt
    assert "borger.dk og Virk bruger NemLog-in, som bruger MitID." in text_of(html)


def test_a_map_in_calm_weather_or_out_of_date_marks_nobody() -> None:
    for snapshot, stale in ((world.mitid_down(), False), (world.mitid_felt(), True)):
        statuses = {each.slug: each for each in snapshot.systems}
        html = PAGES.map(demonstration(), statuses, "da", stale=stale)
        assert "link-felt" not in html
        assert "node-affected" not in html
