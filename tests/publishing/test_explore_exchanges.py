from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from tests.publishing.exploring import forget, person, portal
from tests.publishing.pages.test_front import text_of

pytestmark = pytest.mark.django_db
COMPANIES, WHO, RESTRICTED = "Virksomheders navne", "Hvem brugeren er", "Fortrolig liste"


@pytest.fixture(autouse=True)
def exchanges(db: None) -> Iterator[None]:
    portal()
    yield
    forget()


def found(client: Client, address: str = "/udforsk/dataudveksling/", **parameters: str) -> set[str]:
    answer = client.get(address, parameters)
    assert answer.status_code == 200
    read = text_of(answer.content.decode())
    return {data for data in (COMPANIES, WHO, RESTRICTED) if data in read}


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({}, {COMPANIES, WHO}),
        ({"q": "NAVNE virksom"}, {COMPANIES}),
        ({"q": "mitid"}, {WHO}),
        ({"q": "intet"}, set()),
        ({"system": "cvr"}, {COMPANIES}),
        ({"system": "portal"}, {COMPANIES, WHO}),
        ({"moenster": "file"}, set()),
        ({"moenster": "real_time"}, {COMPANIES, WHO}),
        ({"persondata": "none"}, {COMPANIES}),
        ({"persondata": "any"}, {WHO}),
        ({"persondata": "cpr_number"}, set()),
        ({"q": "liste"}, set()),
    ],
)
def test_what_is_asked_for_is_found(client: Client, parameters: dict[str, str], expected: set[str]) -> None:
    assert found(client, **parameters) == expected
    assert found(client, "/en/explore/data-exchange/", **parameters) == expected


def test_the_form_keeps_what_was_asked(client: Client) -> None:
    html = client.get("/udforsk/dataudveksling/", {"q": '"><b>', "system": "cvr"}).content.decode()
    assert 'value="&quot;&gt;&lt;b&gt;"' in html
    assert '<option value="cvr" selected>' in html


@pytest.mark.parametrize("given", [{"system": "nothing"}, {"moenster": "x"}, {"persondata": "x"}, {"q": "x" * 101}])
def test_what_is_no_choice_is_refused(client: Client, given: dict[str, str]) -> None:
    answer = client.get("/udforsk/dataudveksling/", given)
    assert answer.status_code == 400
    assert "Der er problemer" in answer.content.decode()


def test_the_desk_finds_what_partners_may_read(client: Client) -> None:
    client.force_login(person())
    assert found(client, "/desk/dataudveksling/", q="liste") == {RESTRICTED}
    assert found(client, q="liste") == set()


def test_numbers_in_the_matrix_lead_to_rows(client: Client) -> None:
    html = client.get("/udforsk/dataudveksling/").content.decode()
    assert 'href="#cvr.portal" aria-label="1 fra CVR til PORTAL">1</a>' in html
    assert '<tr role="row" id="cvr.portal">' in html
    assert "2 dataudvekslinger mellem 3 systemer. 1 indeholder personoplysninger. 2 er antaget." in text_of(html)
