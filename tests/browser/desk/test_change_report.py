"""The whole journey in the running product, by keyboard alone: an owner adds a dependency, the other end confirms, the
secretariat accepts, and the map changes for everyone, but not the map as it was yesterday."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from samdrift.portfolio.days import today
from tests.browser.desk.by_keyboard import Keyboard
from tests.browser.desk.test_desk import inspect
from tests.running import Running


@dataclass(frozen=True)
class Words:
    """What stands on the buttons and in the lists, in one language, and the system that gets a dependency on CVR."""

    language: str
    slug: str
    name: str
    level: str
    pattern: str
    basis: str
    dependencies: str
    add: str
    save: str
    back: str
    send: str
    adds: str
    answer: str
    yes: str
    send_answer: str
    decide: str
    accept: str
    map: str
    explored: str


DANISH = Words(
    language="da",
    slug="mitid",
    name="MitID",
    level="høj",
    pattern="hændelsesbesked",
    basis="antaget",
    dependencies="Afhængigheder",
    add="Tilføj afhængighed",
    save="Gem",
    back="Tilbage til ændringsindmelding",
    send="Send til sekretariatet",
    adds="Tilføjer en høj afhængighed af CVR",
    answer="Svar MitID",
    yes="Ja, det passer",
    send_answer="Send svaret",
    decide="Afgør indmeldingen om MitID",
    accept="Godkend",
    map="/kort/",
    explored="/udforsk/kort/",
)
ENGLISH = Words(
    language="en",
    slug="borger-dk",
    name="borger.dk",
    level="high",
    pattern="event message",
    basis="assumed",
    dependencies="Dependencies",
    add="Add dependency",
    save="Save",
    back="Back to change report",
    send="Send to the secretariat",
    adds="Adds a high dependency on CVR",
    answer="Answer borger.dk",
    yes="Yes, it is right",
    send_answer="Send the answer",
    decide="Decide on borger.dk",
    accept="Accept",
    map="/en/map/",
    explored="/en/explore/map/",
)


@contextmanager
def at_the_desk(browser: Browser, product: Running, words: Words, role: str, width: int) -> Iterator[Keyboard]:
    person = Keyboard(browser, product, words.language, width)
    try:
        person.sign_in(role)
        expect(person.page.locator("html")).to_have_attribute("lang", words.language)
        person.follow(person.page.locator(".tab-list a[href='/desk/dokumentation/']"), "**/desk/dokumentation/")
        yield person
    finally:
        person.close()


def reports(person: Keyboard, words: Words) -> None:
    page = person.page
    person.follow(
        page.locator(f"form[action='/desk/dokumentation/{words.slug}/indmeld/'] button"), "**/desk/indmeldinger/*/"
    )
    person.follow(page.get_by_role("link", name=words.dependencies, exact=True), "**/afsnit/afhaengigheder/")
    person.follow(page.get_by_role("link", name=words.add), "**/ny/")
    person.type_into(page.locator("#id_on"), "CVR")
    person.type_into(page.locator("#id_criticality"), words.level)
    person.type_into(page.locator("#id_why-da"), "Slår virksomheder op.")
    person.type_into(page.locator("#id_why-en"), "Looks businesses up.")
    person.type_into(page.locator("#id_pattern"), words.pattern)
    person.type_into(page.locator("#id_evidence-basis"), words.basis)
    assert inspect(page, "an entry, filled in") == []
    person.follow(page.get_by_role("button", name=words.save, exact=True), "**/afsnit/afhaengigheder/")
    person.follow(page.get_by_role("link", name=words.back), "**/desk/indmeldinger/*/")
    expect(page.locator("main")).to_contain_text(words.adds)
    person.type_into(page.locator("#id_reason"), "Aftalt. Agreed.")
    assert inspect(page, "a report, before it is sent") == []
    person.press(page.get_by_role("button", name=words.send))
    expect(page.locator("#id_reason")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("CVR")


def confirms(person: Keyboard, words: Words) -> None:
    page = person.page
    assert inspect(page, "what waits") == []
    person.follow(page.get_by_role("link", name=words.answer), "**/desk/hoeringer/*/")
    expect(page.locator("main")).to_contain_text(words.name)
    assert inspect(page, "a question") == []
    person.press(page.get_by_label(words.yes), "Space")
    person.follow(page.get_by_role("button", name=words.send_answer), "**/desk/dokumentation/")


def accepts(person: Keyboard, words: Words) -> None:
    page = person.page
    person.follow(page.get_by_role("link", name=words.decide), "**/desk/indmeldinger/*/")
    expect(page.locator("main")).to_contain_text(words.adds)
    assert inspect(page, "a report, to be decided") == []
    person.press(page.get_by_role("button", name=words.accept, exact=True))
    expect(page.get_by_role("button", name=words.accept, exact=True)).to_have_count(0)


def is_published(product: Running, words: Words) -> bool:
    edges = product.json("/api/v1/dependencies.json")["dependencies"]
    return any((edge["consumer"], edge["provider"]) == (words.slug, "cvr") for edge in edges)


def rows(browser: Browser, product: Running, words: Words, address: str) -> list[str]:
    """The rows of the map's table that say that the system needs CVR."""
    context = browser.new_context(base_url=product.base_url)
    page = context.new_page()
    answer = page.goto(address)
    assert answer
    assert answer.ok
    texts = [" ".join(each.split()) for each in page.locator(".map-table tbody tr").all_inner_texts()]
    assert texts, f"{address} has no table"
    context.close()
    return [text for text in texts if text.startswith(words.name) and "CVR" in text]


@pytest.mark.parametrize("words", [DANISH, ENGLISH], ids=["da", "en"])
def test_a_dependency_comes_on_the_map(browser: Browser, product: Running, words: Words) -> None:
    width = 1280 if words is DANISH else 390
    yesterday = today(datetime.now(UTC)) - timedelta(days=1)
    past = f"{words.explored}?dato={yesterday.isoformat()}"
    assert rows(browser, product, words, words.map) == []
    with at_the_desk(browser, product, words, "system_owner", width) as owner:
        reports(owner, words)
    with at_the_desk(browser, product, words, "system_owner_2", width) as other_end:
        confirms(other_end, words)
    assert not is_published(product, words)
    with at_the_desk(browser, product, words, "secretariat", width) as secretariat:
        accepts(secretariat, words)
    product.wait_for(lambda: is_published(product, words))
    assert len(rows(browser, product, words, words.map)) == 1
    assert len(rows(browser, product, words, words.explored)) == 1
    assert rows(browser, product, words, past) == []
