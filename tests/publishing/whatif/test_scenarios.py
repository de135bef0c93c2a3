from __future__ import annotations

import pytest

from samdrift.accounts.models import AuditEntry, Role
from samdrift.publishing.models import Scenario
from tests.accounts.cast import client_of
from tests.portfolio.desk.browsing import Browser, words_of
from tests.publishing.exploring import person

PAGE = "/desk/hvad-nu-hvis/"
SAVE = f"{PAGE}gem/"


def saved(browser: Browser, name: str = "Når MitID falder", query: str = "fejl=mitid") -> Scenario:
    answer = browser.send(f"{PAGE}?{query}", SAVE, name=name)
    assert answer.status_code == 302
    return Scenario.objects.get()


def trail() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.filter(action__startswith="publishing.").values_list("action", "subject"))


def test_a_scenario_is_saved_under_a_name_and_found_by_others(reader: Browser, secretariat: Browser) -> None:
    scenario = saved(reader, query="fejl=mitid&fejl=cpr:2&mod-planlagt=broker")
    assert scenario.query == "fejl=mitid&fejl=cpr:2&mod-planlagt=broker"
    html = secretariat.read(PAGE)
    assert "Når MitID falder" in html
    assert 'href="/desk/hvad-nu-hvis/?fejl=mitid&amp;fejl=cpr:2&amp;mod-planlagt=broker"' in html
    assert trail() == [("publishing.save_scenario", f"scenario {scenario.pk}")]


def test_it_is_kept_as_the_page_writes_it(reader: Browser) -> None:
    """Whatever else was in the address is not."""
    reader.client.post(SAVE, {"name": "Navn", "query": "tilfoej=&utm=x&fejl=mitid:3&hvordan=2"})
    assert Scenario.objects.get().query == "fejl=mitid"


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("", "fejl=mitid"),
        ("x" * 101, "fejl=mitid"),
        ("Navn", ""),
        ("Navn", "fejl=ukendt"),
        ("Navn", "dato=i-morgen&fejl=mitid"),
        ("Navn", "x" * 100_000),
    ],
)
def test_what_cannot_be_asked_is_not_saved(reader: Browser, name: str, query: str) -> None:
    answer = reader.client.post(SAVE, {"name": name, "query": query}, follow=True)
    assert answer.status_code in (200, 400)
    assert "scenari" in words_of(answer)
    assert not Scenario.objects.exists()
    assert trail() == []


def test_its_maker_deletes_it(reader: Browser) -> None:
    scenario = saved(reader)
    assert reader.send(PAGE, f"{PAGE}{scenario.pk}/slet/").status_code == 302
    assert not Scenario.objects.exists()
    assert trail()[0] == ("publishing.delete_scenario", f"scenario {scenario.pk}")


@pytest.mark.parametrize(
    ("role", "allowed"),
    [(Role.SECRETARIAT, True), (Role.ADMINISTRATOR, True), (Role.SYSTEM_OWNER, False), (Role.OPERATIONS, False)],
)
def test_of_others_only_those_who_keep_order_do(reader: Browser, role: Role, allowed: bool) -> None:
    scenario = saved(reader)
    other = Browser(person(role, "others"))
    assert ("Slet" in other.read(PAGE)) is allowed
    assert other.client.post(f"{PAGE}{scenario.pk}/slet/").status_code == (302 if allowed else 403)
    assert Scenario.objects.exists() is not allowed


def test_a_name_is_text(reader: Browser) -> None:
    saved(reader, "<b>fed</b>")
    assert "&lt;b&gt;fed&lt;/b&gt;" in reader.read(PAGE)


def test_saving_needs_the_pages_own_form() -> None:
    client = client_of(person(), csrf=True)
    assert client.post(SAVE, {"name": "Navn", "query": "fejl=mitid"}).status_code == 403
    assert not Scenario.objects.exists()
