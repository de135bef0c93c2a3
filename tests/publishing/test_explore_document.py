from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from samdrift.accounts.models import Role
from tests.portfolio.documents import document
from tests.publishing.exploring import NOW, day, forget, person, portal, take_in
from tests.publishing.pages.test_front import text_of

pytestmark = pytest.mark.django_db
PARTNERS_ONLY = ("CPR", "Fortrolig liste", "Leverandøren")
INTERNAL_ONLY = ("Kælderen",)


@pytest.fixture(autouse=True)
def two_revisions(db: None) -> Iterator[None]:
    portal()
    yield
    forget()


def asked(client: Client, address: str = "/udforsk/systemer/portal/", *, status: int = 200, **parameters: str) -> str:
    answer = client.get(address, parameters)
    assert answer.status_code == status
    return text_of(answer.content.decode())


def test_the_document_is_shown_as_it_was(client: Client) -> None:
    before, after = (asked(client, dato=day(ago)) for ago in (15, 5))
    assert "Revision 1, gældende fra" in before
    assert "Virksomheders navne" not in before
    assert "Revision 2, gældende fra" in after
    assert "Virksomheders navne" in after


def test_a_day_is_looked_back_on_from_its_end(client: Client) -> None:
    assert "Revision 2" in asked(client, dato=day(10))
    assert "Revision 1" in asked(client, dato=day(11))
    assert "Der var ikke noget dokument" in asked(client, dato=day(25))


def test_the_difference_between_two_days_is_told_in_words(client: Client) -> None:
    for one, other in ((15, 5), (5, 15)):
        read = asked(client, dato=day(one), mod=day(other))
        assert "Tilføjer en kritisk afhængighed af CVR" in read
        assert "Virksomheders navne" in read
    assert "Intet af det, du kan se, blev ændret." in asked(client, dato=day(5), mod=day(4))
    assert "intet at sammenligne" in asked(client, dato=day(25), mod=day(5))


def test_each_revision_is_told_with_what_it_changed(client: Client) -> None:
    read = asked(client)
    second, first = read.index("Revision 2"), read.index("Revision 1")
    assert second < read.index("Tilføjer en kritisk afhængighed af CVR") < first
    assert "Den første revision." in read[first:]


def test_a_demonstration_says_that_its_revisions_are_invented(client: Client, settings: Settings) -> None:
    assert "opdigtet" not in asked(client)
    settings.DEMONSTRATION, settings.INVENTED_BEFORE = True, NOW
    assert "er opdigtet til demonstrationen." in asked(client)
    assert "er opdigtet til demonstrationen." in asked(client, dato=day(15), mod=day(5))


def test_a_revision_that_is_still_to_come_is_not_told(client: Client) -> None:
    from_tomorrow = document("portal", owner="owner", operator={"da": "Ny operatør", "en": "New operator"})
    take_in(from_tomorrow, at=NOW.replace(year=NOW.year + 1))
    read = asked(client)
    assert "Revision 3" not in read
    assert " til " not in read[read.index("Revision 2") : read.index("Tilføjer")]


@pytest.mark.parametrize("parameters", [{}, {"dato": day(5)}, {"dato": day(15), "mod": day(5)}])
def test_the_public_is_told_nothing_that_is_not_public(client: Client, parameters: dict[str, str]) -> None:
    client.force_login(person(Role.SECRETARIAT))
    read = text_of(client.get("/udforsk/systemer/portal/", parameters).content.decode())
    assert [each for each in (*PARTNERS_ONLY, *INTERNAL_ONLY) if each in read] == []


@pytest.mark.parametrize(
    ("role", "organisation", "hidden"),
    [
        (Role.READER, "elsewhere", INTERNAL_ONLY),
        (Role.SYSTEM_OWNER, "elsewhere", INTERNAL_ONLY),
        (Role.SYSTEM_OWNER, "owner", ()),
        (Role.SECRETARIAT, "elsewhere", ()),
    ],
)
def test_the_desk_shows_what_the_person_may_read(
    client: Client, role: Role, organisation: str, hidden: tuple[str, ...]
) -> None:
    client.force_login(person(role, organisation))
    restricted = (*PARTNERS_ONLY, *INTERNAL_ONLY)
    for address, parameters in (
        ("/desk/systemer/portal/", {}),
        ("/desk/systemer/portal/historik/", {"dato": day(5)}),
        ("/desk/systemer/portal/historik/", {"dato": day(15), "mod": day(5)}),
        ("/desk/systemer/portal/historik/", {}),
    ):
        read = text_of(client.get(address, parameters).content.decode())
        assert tuple(each for each in restricted if each not in read) == hidden, (address, parameters)


def test_whoever_may_read_all_of_one_system_reads_no_more_of_the_others(client: Client) -> None:
    secret = document("other", owner="another", dependencies=[
        {"id": "d", "on": "portal", "criticality": "low", "why": {"da": "Skjult brug", "en": "x"},
         "pattern": "file", "evidence": {"basis": "assumed"}, "told_to": "internal"}
    ])  # fmt: skip
    take_in(secret, at=NOW)
    client.force_login(person(Role.SYSTEM_OWNER, "owner"))
    read = asked(client, "/desk/systemer/portal/")
    assert "Kælderen" in read
    assert "Skjult brug" not in read


def test_both_languages_and_the_way_to_the_other(client: Client) -> None:
    html = client.get("/en/explore/systems/portal/", {"dato": day(5)}).content.decode()
    assert "The document as it was on" in html
    assert f'href="/udforsk/systemer/portal/?dato={day(5)}"' in html
    assert f'href="/en/explore/systems/mitid/?dato={day(5)}"' in html


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("i går", "Skriv dagen som"),
        ("2026-02-30", "Skriv dagen som"),
        (day(-1), "Den dag er ikke kommet endnu."),
        ("0001-01-01", "Dokumentet fandtes ikke så langt tilbage."),
    ],
)
def test_a_day_that_cannot_be_is_refused(client: Client, given: str, words: str) -> None:
    assert words in asked(client, status=400, dato=given)


def test_what_was_never_there_is_not_found(client: Client) -> None:
    asked(client, "/udforsk/systemer/nothing/", status=404)
    client.force_login(person())
    assert client.get("/desk/systemer/nothing/").status_code == 404


def test_the_list_on_the_desk_leads_to_every_document(client: Client) -> None:
    client.force_login(person())
    html = client.get("/desk/systemer/").content.decode()
    assert [slug for slug in ("portal", "mitid", "cvr", "cpr") if f'href="/desk/systemer/{slug}/"' not in html] == []
    assert "Aldrig bekræftet." in html
