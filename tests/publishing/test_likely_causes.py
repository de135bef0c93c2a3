"""Probable causes on the desk's first page: from words of monitoring to a sentence."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from samdrift.accounts.actions import create_person
from samdrift.accounts.models import Organisation, Role
from samdrift.portfolio.document import SystemDocument
from samdrift.publishing import exploring
from samdrift.publishing import likely_causes as likely_causes_in
from samdrift.publishing.likely_causes import LikelyCauses, likely_causes
from samdrift.status.suspects import Part
from samdrift.vocabulary import Language, Level
from tests import cast
from tests.accounts.cast import PASSWORD, client_of
from tests.publishing.installation import Installation, documents, take_in

FELT = (
    "mitid/login",
    "nemlog-in/login",
    "nemlog-in/signering",
    "eindkomst/indberetning",
    *(f"sundhed-dk/{service}" for service in ("journal", "proevesvar", "aftaler", "medicin")),
)
LOGINS = ("nemlog-in/login", "nemlog-in/signering", "borger-dk/selvbetjening", "digital-post/laesning")
CVR = ("cvr/opslag", "cvr/registrering", "cvr/webservices")
UNRELATED = ("eindkomst/udstilling", "datafordeleren/filudtraek")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    """The versions of two tests' portfolios may be equal."""
    for kept in (exploring.portfolio, likely_causes_in._graph):
        kept.cache_clear()


def causes(seconds: float, language: Language = "da") -> LikelyCauses | None:
    with override(language):
        return likely_causes(cast.at(seconds), language)


def fail(installation: Installation, *services: str, seconds: float = 10, planned: bool = False) -> None:
    for service in services:
        cast.said(installation.source, service, seconds, Level.MAJOR_OUTAGE, planned=planned)
    installation.turn(seconds + 1)


def hear_the_rest(installation: Installation, *services: str) -> None:
    """All but those `services` are heard to work after the others fail."""
    rest = [
        cast.observation(node, 25, Level.OPERATIONAL)
        for slug in installation.slugs
        for service in documents()[slug].services
        if (node := f"{slug}/{service.id}") not in services and not documents()[slug].life_cycle.retired_on
    ]
    cast.hear(installation.source, *rest, received=25)
    installation.turn(26)


def test_where_nothing_fails_nothing_is_said(
    whole: Installation, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    whole.all_is_well()
    with django_assert_num_queries(1):
        assert causes(5) is None


def test_one_failure_needs_no_list_of_causes(whole: Installation) -> None:
    whole.all_is_well()
    fail(whole, "mitid/login")
    assert causes(20) is None


def test_one_system_that_fails_in_two_services_explains_itself(whole: Installation) -> None:
    whole.all_is_well()
    fail(whole, "mitid/login", "mitid/udstedelse")
    hear_the_rest(whole, "mitid/login", "mitid/udstedelse")
    assert causes(40) is None


def test_of_one_system_a_cause_outside_is_told(whole: Installation) -> None:
    """Two of its services need what nobody watches, and its others work."""
    whole.all_is_well()
    fail(whole, *CVR[:2])
    take_in(needing_sms(CVR[0], "partners", CVR[1]), seconds=20)
    hear_the_rest(whole, *CVR[:2], *(f"sms-gateway/{each.id}" for each in documents()["sms-gateway"].services))
    found = causes(40)
    assert found
    assert [each.name for each in found.ranked[0].systems] == ["Sms-gateway"]
    assert found.ranked[0].explains == "Forklarer 2 af 2 tjenester med fejl."


def test_the_cause_is_named_with_what_it_explains_and_what_not(whole: Installation) -> None:
    whole.all_is_well()
    fail(whole, *FELT, "cvr/registrering")
    found = causes(20)
    assert found
    best = found.ranked[0]
    assert [(each.name, each.services, each.standing) for each in best.systems] == [
        ("MitID", "Login", "Det har selv fejl.")
    ]
    assert best.explains == "Forklarer 4 af 5 systemer med fejl."
    assert best.unexplained == "CVR (Registrering)"
    assert found.together == (
        "Måske er der flere årsager på én gang: MitID (Login) og CVR (Registrering) forklarer tilsammen 5 af 5."
    )


def test_a_system_that_is_a_cause_twice_is_named_once_with_its_services() -> None:
    merged = likely_causes_in._merged
    nsp, login, signing = Part("nsp", ()), Part("nemlog-in", ("login",)), Part("nemlog-in", ("signering",))
    assert merged([nsp, login, signing]) == (nsp, Part("nemlog-in", ("login", "signering")))
    assert merged([login, Part("nemlog-in", ())]) == (Part("nemlog-in", ()),)


def test_those_together_explain_more_than_the_first_alone(whole: Installation) -> None:
    """All but the other services of NemLog-in is heard to work: nothing would feel CVR."""
    whole.all_is_well()
    fail(whole, *LOGINS, *CVR)
    others = [f"nemlog-in/{each.id}" for each in documents()["nemlog-in"].services]
    hear_the_rest(whole, *LOGINS, *CVR, *others)
    found = causes(40)
    assert found
    assert [[each.name for each in likely.systems] for likely in found.ranked] == [["NemLog-in"], ["MitID"]]
    assert [likely.explains for likely in found.ranked] == ["Forklarer 3 af 4 systemer med fejl."] * 2
    assert found.together == "Måske er der flere årsager på én gang: NemLog-in og CVR forklarer tilsammen 4 af 4."


def test_what_is_not_told_from_it_stands_after_what_fails(whole: Installation) -> None:
    whole.all_is_well()
    fail(whole, *LOGINS, *CVR)
    found = causes(40)
    assert found
    assert [(each.name, each.standing) for each in found.ranked[0].systems] == [
        ("NemLog-in", "Det har selv fejl."),
        ("MitID", "Vi kan se, at det virker."),
    ]


def test_the_cause_that_nobody_watches_is_said_to_be_so(whole: Installation) -> None:
    whole.all_is_well()
    fail(whole, "nsp/opslag", "nsp/stamdata", "sundhed-dk/journal", "sundhed-dk/medicin")
    found = causes(20)
    assert found
    assert {each.name: each.standing for each in found.ranked[0].systems}["Sundhedsdatanettet"] == (
        "Det bliver ikke overvåget."
    )
    assert found.ranked[0].unexplained == ""


def test_whoever_was_heard_to_work_since_speaks_against_a_cause(whole: Installation) -> None:
    whole.all_is_well()
    fail(whole, "nemlog-in/login", "borger-dk/selvbetjening")
    before = causes(20)
    assert before and before.ranked[0].silent == ""
    for service in ("login", "udstedelse"):
        whole.said(f"mitid/{service}", 60, Level.OPERATIONAL)
    after = causes(70, "en")
    assert after
    assert {each.name: each.standing for each in after.ranked[0].systems} == {"NemLog-in": "It is failing itself."}


def test_planned_work_is_told_as_such(whole: Installation) -> None:
    whole.all_is_well()
    fail(whole, "mitid/login", planned=True)
    fail(whole, "nemlog-in/login", "nemlog-in/signering", seconds=20)
    found = causes(30, "en")
    assert found
    assert found.ranked[0].systems[0].standing == "Planned work."


def test_unrelated_failures_are_said_to_be_unrelated(whole: Installation) -> None:
    whole.all_is_well()
    fail(whole, *UNRELATED)
    assert causes(20) == LikelyCauses((), "")


@pytest.fixture
def reader(whole: Installation) -> Client:
    return client_of(
        create_person(
            actor=None,
            email="reader@example.dk",
            name="Anna",
            password=PASSWORD,
            role=Role.READER,
            organisation=Organisation.objects.get(slug="digitaliseringsstyrelsen"),
            now=cast.NOON,
        )
    )


def page(browser: Client) -> str:
    answer = browser.get("/desk/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_desk_begins_with_them_for_every_role(whole: Installation, reader: Client) -> None:
    whole.all_is_well()
    assert "Sandsynlige årsager" not in page(reader)
    fail(whole, *FELT)
    told = page(reader)
    assert told.index("</h1>") < told.index("Sandsynlige årsager") < told.index('id="system-')
    assert '<a href="/desk/systemer/mitid/">MitID</a>' in told
    assert "Forklarer 4 af 4 systemer med fejl." in told


@pytest.mark.parametrize(("told_to", "known"), [("partners", True), ("internal", False)])
def test_a_need_that_is_internal_explains_nothing_to_others(
    whole: Installation, reader: Client, told_to: str, known: bool
) -> None:
    whole.all_is_well()
    take_in(*(needing_sms(name, told_to) for name in UNRELATED), seconds=5)
    fail(whole, *UNRELATED)
    told = page(reader)
    assert ("Sms-gateway" in told) is known
    assert ("Afhængighederne i dokumentationen viser ingen fælles årsag til fejlene." in told) is not known


def needing_sms(service: str, told_to: str, *others: str) -> SystemDocument:
    slug, _, id = service.partition("/")
    need = {
        "id": "sms",
        "on": "sms-gateway",
        "needed_by": [id, *(other.partition("/")[2] for other in others)],
        "criticality": "critical",
        "why": {"da": "Til sms.", "en": "For text messages."},
        "pattern": "real_time",
        "evidence": {"basis": "assumed"},
        "told_to": told_to,
    }
    content = documents()[slug].content()
    return SystemDocument.model_validate({**content, "dependencies": [*content.get("dependencies", []), need]})
