"""What if, by keyboard: choose what fails, read who is hit, share the address, save it under a name. Both languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.desk.conftest import sign_in
from tests.browser.desk.test_desk import inspect, speak
from tests.browser.test_keyboard import sees_the_focus
from tests.running import Running

PAGE = "/desk/hvad-nu-hvis/"
PAGES = {
    "nothing chosen": PAGE,
    "a failure": f"{PAGE}?fejl=mitid&fejl=cpr:2",
    "two cases": f"{PAGE}?fejl=mitid/login&mod-fejl=cpr&mod-planlagt=nemlog-in",
    "two cases to be told apart": f"{PAGE}?fejl=mitid/login&mod-fejl=mitid/login",
    "a window": f"{PAGE}?planlagt=cpr&varighed=2:30",
    "not understood": f"{PAGE}?fejl=ukendt&tilfoej=log&dato=2099-01-01",
    "fragile": "/desk/saarbarheder/",
    "promised": "/desk/lovet-og-muligt/",
}
WORDS = {
    "da": {
        "menu": "Hvad nu hvis",
        "add": "Tilføj",
        "title": "Hvad nu hvis MitID har nedbrud?",
        "path": "Har brug for NemLog-in (kritisk), som har brug for MitID (kritisk), som har nedbrud.",
        "change": "Ret scenariet",
        "second": "Sammenlign med endnu et scenarie",
        "save": "Gem",
        "saved": "er gemt",
        "delete": "Slet",
    },
    "en": {
        "menu": "What if",
        "add": "Add",
        "title": "What if MitID has an outage?",
        "path": "Needs NemLog-in (critical), which needs MitID (critical), which has an outage.",
        "change": "Change the scenario",
        "second": "Compare with a second scenario",
        "save": "Save",
        "saved": "has been saved",
        "delete": "Delete",
    },
}


def test_nothing_is_wrong_with_what_partners_ask(window: Page, product: Running, language: str) -> None:
    sign_in(window, product, "reader")
    speak(window, language)
    wrong: list[object] = []
    for name, path in PAGES.items():
        window.goto(path)
        wrong += inspect(window, name)
    assert wrong == []


def test_at_twice_the_size_nothing_is_cut_off(browser: Browser, product: Running) -> None:
    """A window of 1280 pixels at 200 % has room for 640."""
    with browser.new_context(base_url=product.base_url, bypass_csp=True, locale="da") as context:
        page = context.new_page()
        page.set_viewport_size({"width": 640, "height": 400})
        sign_in(page, product, "reader")
        wrong: list[object] = []
        for name, path in PAGES.items():
            page.goto(path)
            wrong += inspect(page, name)
    assert wrong == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_scenario_is_asked_shared_and_saved_by_keyboard(browser: Browser, product: Running, language: str) -> None:
    words = WORDS[language]
    with browser.new_context(base_url=product.base_url, locale="da", java_script_enabled=language == "da") as context:
        page = context.new_page()
        sign_in(page, product, "operations")
        speak(page, language)
        _go_to(page, "a", words["menu"])
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{PAGE}")
        page.locator("#id_tilfoej").focus()
        page.keyboard.type("mitid")
        page.keyboard.press("Tab")
        sees_the_focus(page)
        _go_to(page, "button", words["add"])
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{PAGE}?fejl=mitid")
        expect(page.locator("h1")).to_have_text(words["title"])
        expect(page.locator(".whatif-hits")).to_contain_text(words["path"])
        _beside_another(page, words)
        _saved(page, words, language)


def _beside_another(page: Page, words: dict[str, str]) -> None:
    expect(page.locator("#id_tilfoej")).not_to_be_visible()
    _go_to(page, "summary", words["change"])
    page.keyboard.press("Enter")
    _go_to(page, "a", words["second"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PAGE}?fejl=mitid&mod-fejl=mitid")
    page.locator("#id_mod-tilfoej").focus()
    page.keyboard.type("cpr: ")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).not_to_have_text(words["title"])
    assert "tilfoej=cpr" in page.url, "more than one is called so"
    expect(page.locator("#id_mod-tilfoej")).to_have_value("cpr: ")
    page.locator(".whatif-meant a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PAGE}?fejl=mitid&mod-fejl=mitid&mod-fejl=cpr/*")
    expect(page.locator(".whatif-table tbody tr")).not_to_have_count(0)


def _saved(page: Page, words: dict[str, str], language: str) -> None:
    address, name = page.url, f"Scenarie på {language}"
    page.locator("#id_name").focus()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator(".frame-message")).to_contain_text(words["saved"])
    assert page.url == address, "the address is that of the scenario, before and after"
    page.goto(PAGE)
    _go_to(page, "a", name)
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    _go_to(page, "button", f"{words['delete']} ")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PAGE}")
    expect(page.get_by_role("link", name=name)).to_have_count(0)


def _go_to(page: Page, kind: str, text: str) -> None:
    """Tab onwards until the focus is on it, and see it each time."""
    stops = page.locator("a[href], button, input, select, [tabindex='0']").count()
    for _ in range(stops + 5):
        page.keyboard.press("Tab")
        # Within a date's own calendar button nothing is `:focus`.
        tag, name = page.evaluate("() => [document.activeElement.localName, document.activeElement.innerText || '']")
        if tag == kind and name.strip().startswith(text.strip()):
            sees_the_focus(page)
            return
    raise AssertionError(f"no stop is called {text!r}")
