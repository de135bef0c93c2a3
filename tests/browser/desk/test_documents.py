"""The pages of documents and reports, as the product serves them: axe and edges, down to the smallest phone."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from samdrift.portfolio.forms.pages import PAGES
from tests.browser.desk.conftest import sign_in
from tests.browser.desk.test_desk import inspect, speak
from tests.running import Running


def save(page: Page) -> None:
    page.locator(".desk form:has(input[name=seen]) button.button-primary").click()


def test_nothing_is_wrong_in_a_report(window: Page, product: Running, language: str) -> None:
    sign_in(window, product, "system_owner")
    speak(window, language)
    wrong: list[object] = []
    for path in ("/desk/dokumentation/", "/desk/dokumentation/digital-post/", "/desk/dokumentation/nemkonto/bekraeft/"):
        window.goto(path)
        wrong += inspect(window, path)
    window.goto("/desk/dokumentation/")
    window.locator("form[action='/desk/dokumentation/digital-post/indmeld/'] button").click()
    report = window.url
    wrong += inspect(window, "a new report")
    for page in PAGES:
        window.goto(f"{report}afsnit/{page.name}/")
        wrong += inspect(window, page.name)
        if page.is_list:
            window.goto(f"{report}afsnit/{page.name}/ny/")
            save(window)
            expect(window.locator("#error-summary")).to_be_visible()
            wrong += inspect(window, f"{page.name}, faulty")
    window.goto(f"{report}afsnit/tjenester/maalgrupper/")
    wrong += inspect(window, "who is told")
    window.goto(report)
    wrong += inspect(window, "a faulty report")
    window.goto(f"{report}fil/")
    window.locator("#id_text").fill("template: '2'\nidentity: no\n")
    window.locator(".desk button[type=submit]").click()
    wrong += inspect(window, "a faulty file")
    assert wrong == []


def test_nothing_is_wrong_where_two_have_saved(window: Page, browser: Browser, product: Running, language: str) -> None:
    sign_in(window, product, "secretariat")
    speak(window, language)
    window.goto("/desk/dokumentation/")
    window.locator("form[action='/desk/dokumentation/cpr/indmeld/'] button").click()
    report = window.url
    window.goto(f"{report}afsnit/ejer/")
    other = window.context.new_page()
    other.goto(f"{report}afsnit/ejer/")
    other.locator("#id_operator-da").fill("Den ene")
    save(other)
    expect(other.locator("#error-summary")).to_be_visible()
    window.locator("#id_operator-da").fill("Den anden")
    save(window)
    expect(window.locator("[role=alert]")).to_be_visible()
    expect(window.locator("#id_operator-da")).to_have_value("Den anden")
    assert inspect(window, "both") == []


def test_nothing_is_wrong_for_the_secretariat(window: Page, product: Running, language: str) -> None:
    sign_in(window, product, "secretariat")
    speak(window, language)
    wrong: list[object] = []
    for path in (
        "/desk/dokumentation/",
        "/desk/dokumentation/cpr/",
        "/desk/dokumentation/cpr/traek-tilbage/",
        "/desk/dokumentation/cpr/behold/",
        "/desk/nyt-system/",
    ):
        window.goto(path)
        wrong += inspect(window, path)
    assert wrong == []
