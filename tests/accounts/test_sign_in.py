"""The journey through /konto/, with a browser that must carry the CSRF token."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from samdrift.accounts.models import AuditEntry, Person, Role
from tests.accounts.cast import PASSWORD, Cast, client_of


@pytest.fixture(autouse=True)
def no_attempts_yet() -> Iterator[None]:
    # Rate limits are counted in the cache, which outlives a test.
    cache.clear()
    yield
    cache.clear()


def token(browser: Client, address: str) -> str:
    page = browser.get(address).content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.split('action="/konto/l')[-1])
    assert found, page
    return found[1]


def post(browser: Client, address: str, **fields: str) -> tuple[int, str, str]:
    answer = browser.post(address, {"csrfmiddlewaretoken": token(browser, address), **fields})
    return answer.status_code, answer.headers.get("Location", ""), answer.content.decode()


def actions_of(person: Person | None) -> list[str]:
    return list(AuditEntry.objects.filter(actor=person).order_by("id").values_list("action", flat=True))


def test_somebody_signs_in_and_out_and_both_are_audited(cast: Cast) -> None:
    person = cast.people[Role.OPERATIONS]
    browser = client_of(None, csrf=True)
    answer = post(browser, "/konto/login/", login=person.email, password=PASSWORD)
    assert answer[:2] == (302, "/desk/")
    assert "Du er logget ind." in browser.get("/desk/").content.decode()
    assert post(browser, "/konto/logout/")[:2] == (302, "/konto/login/")
    assert "Du er logget af." in browser.get("/konto/login/").content.decode()
    assert browser.get("/desk/").status_code == 302
    assert actions_of(person) == ["accounts.sign_in", "accounts.sign_out"]


def test_anonymous_people_come_back_to_what_they_asked_for(cast: Cast) -> None:
    person = cast.people[Role.OPERATIONS]
    browser = client_of(None, csrf=True)
    address = browser.get("/desk/kilder/?page=2").headers["Location"]
    assert address == "/konto/login/?next=/desk/kilder/%3Fpage%3D2"
    page = browser.get(address).content.decode()
    assert '<input type="hidden" name="next" value="/desk/kilder/?page=2">' in page
    answer = post(browser, address, login=person.email, password=PASSWORD, next="/desk/kilder/?page=2")
    assert answer[:2] == (302, "/desk/kilder/?page=2")


def test_nobody_is_sent_to_another_site(cast: Cast) -> None:
    browser = client_of(None, csrf=True)
    login = cast.people[Role.READER].email
    answer = post(browser, "/konto/login/", login=login, password=PASSWORD, next="https://example.org/")
    assert answer[:2] == (302, "/desk/")


def test_a_form_without_the_csrf_token_is_refused(cast: Cast) -> None:
    browser = client_of(None, csrf=True)
    fields = {"login": cast.people[Role.READER].email, "password": PASSWORD}
    answer = browser.post("/konto/login/", fields)
    assert answer.status_code == 403
    assert "Formularen er udløbet" in answer.content.decode()
    assert actions_of(cast.people[Role.READER]) == []


@pytest.mark.parametrize(
    ("login", "subject"),
    [
        ("OPERATIONS@example.dk", "person operations@example.dk"),
        ("min-hemmelige-kode@example.dk", "person unknown"),
    ],
)
def test_a_failed_sign_in_is_audited_without_what_was_typed(cast: Cast, login: str, subject: str) -> None:
    status, _, page = post(client_of(None, csrf=True), "/konto/login/", login=login, password="forkert kode")
    assert status == 200
    assert "E-mailadressen og adgangskoden passer ikke sammen." in page
    assert f'value="{login}"' in page
    assert "forkert kode" not in page
    entry = AuditEntry.objects.latest("id")
    assert (entry.actor, entry.action, entry.subject, entry.detail) == (None, "accounts.fail_sign_in", subject, {})


def test_a_closed_account_is_refused_and_audited(cast: Cast) -> None:
    person = cast.people[Role.READER]
    Person.objects.filter(pk=person.pk).update(is_active=False)
    browser = client_of(None, csrf=True)
    answer = post(browser, "/konto/login/", login=person.email, password=PASSWORD)
    assert answer[:2] == (302, "/konto/inactive/")
    assert "Din konto er lukket" in browser.get(answer[1]).content.decode()
    assert AuditEntry.objects.latest("id").action == "accounts.refuse_deactivated"
    assert browser.get("/desk/").status_code == 302


def test_guessing_is_slowed_down(cast: Cast) -> None:
    browser = client_of(None)
    fields = {"login": cast.people[Role.READER].email, "password": "gæt"}
    pages = [browser.post("/konto/login/", fields).content.decode() for _ in range(11)]
    assert "Du har prøvet for mange gange." not in pages[0]
    assert "Du har prøvet for mange gange." in pages[-1]
    right = browser.post("/konto/login/", {**fields, "password": PASSWORD})
    assert right.status_code == 200, "even the right password waits"


def test_somebody_changes_the_password(cast: Cast) -> None:
    person = cast.people[Role.SYSTEM_OWNER]
    browser = client_of(None, csrf=True)
    post(browser, "/konto/login/", login=person.email, password=PASSWORD)
    address, new = "/konto/password/change/", "to heste uden navn"
    wrong = post(browser, address, oldpassword="forkert", password1=new, password2=new)
    assert wrong[0] == 200
    assert "Det er ikke din nuværende adgangskode." in wrong[2]
    assert post(browser, address, oldpassword=PASSWORD, password1=new, password2=new)[:2] == (302, "/desk/")
    assert "Din adgangskode er ændret." in browser.get("/desk/").content.decode()
    assert Person.objects.get(pk=person.pk).check_password(new)
    assert actions_of(person) == ["accounts.sign_in", "accounts.change_password"]


def test_sign_up_is_closed(db: None) -> None:
    answer = client_of(None).get("/konto/signup/")
    assert answer.status_code == 403
    assert "Du kan ikke selv oprette en konto" in answer.content.decode()


@pytest.mark.parametrize("name", ["account_email", "account_reset_password", "account_set_password"])
def test_what_is_not_supported_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["email/", "password/reset/", "confirm-email/", "login/code/", "reauthenticate/"])
def test_what_is_not_supported_is_not_found(db: None, path: str) -> None:
    assert client_of(None).get(f"/konto/{path}").status_code == 404


def test_the_language_can_be_chosen(db: None) -> None:
    browser = client_of(None, language="da")
    assert "<h1>Log ind i Samdrift</h1>" in browser.get("/konto/login/").content.decode()
    browser.post("/konto/sprog/", {"language": "en", "next": "/konto/login/"})
    assert "<h1>Log in to Samdrift</h1>" in browser.get("/konto/login/").content.decode()
