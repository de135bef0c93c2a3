"""The pages for signed-in people and the way in, as the product serves them: axe, edges, keyboard, both languages."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.desk.conftest import LOGIN, sign_in
from tests.browser.test_accessibility import findings
from tests.browser.test_keyboard import sees_the_focus
from tests.browser.test_pages import OVER_THE_EDGE
from tests.running import Running

INSIDE = {
    "overview": "/desk/",
    "sources": "/desk/kilder/",
    "source": "/desk/kilder/oneview/",
    "source with nothing heard": "/desk/kilder/alertmanager/",
    "source that cannot be reached": "/desk/kilder/utilgaengelig/",
    "settings": "/desk/kilder/alertmanager/indstillinger/",
    "token": "/desk/kilder/alertmanager/noegle/",
    "new source": "/desk/ny-kilde/",
    "declared and observed": "/desk/afvigelser/",
    "declared and observed of one system": "/desk/afvigelser/mitid/",
    "audit trail": "/desk/revision/",
    "password": "/konto/password/change/",
    "sign out": "/konto/logout/",
    "not found": "/desk/kilder/findes-ikke/",
}
OUTSIDE = {"sign in": LOGIN, "no sign-up": "/konto/signup/"}


def speak(page: Page, language: str) -> None:
    button = page.locator(f"button[name=language][value={language}]")
    if button.count():
        button.click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def inspect(page: Page, name: str) -> list[object]:
    """What is wrong with the open page, each with its name."""
    over = page.evaluate(OVER_THE_EDGE)
    return [(name, found) for found in [*findings(page), *over]]


def test_nothing_is_wrong_inside(window: Page, product: Running, language: str) -> None:
    sign_in(window, product, "administrator")
    speak(window, language)
    wrong: list[object] = []
    for name, path in INSIDE.items():
        window.goto(path)
        wrong += inspect(window, name)
    window.goto("/desk/")
    window.locator("a[href^='/desk/signaler/']").first.click()
    wrong += inspect(window, "signal")
    for name, link in {"take back": "a[href$='/tag-tilbage/']", "end": "a[href$='/afslut/']"}.items():
        signal = window.url
        window.locator(link).first.click()
        wrong += inspect(window, name)
        window.goto(signal)
    window.goto("/desk/ny-kilde/")
    window.locator("main form button[type=submit]").evaluate("button => button.form.noValidate = true")
    window.locator("#id_settings").fill('{"unheard-of": 1}')
    window.locator(".desk button[type=submit]").click()
    expect(window.locator("#error-summary")).to_be_visible()
    wrong += inspect(window, "new source, refused")
    assert wrong == []


def test_nothing_is_wrong_on_the_way_in(window: Page, product: Running, language: str) -> None:
    wrong: list[object] = []
    window.goto(LOGIN)
    speak(window, language)
    for name, path in OUTSIDE.items():
        window.goto(path)
        wrong += inspect(window, name)
    sign_in(window, product, "reader")
    window.goto("/desk/")
    wrong += inspect(window, "overview of a reader")
    answer = window.goto("/desk/kilder/")
    assert answer and answer.status == 403
    wrong += inspect(window, "no access")
    assert wrong == []


def test_the_failing_signal_is_opened_by_keyboard(window: Page, product: Running) -> None:
    window.goto(LOGIN)
    person = product.facts["people"]["operations"]
    window.locator("#id_login").focus()
    window.keyboard.type(person["email"])
    window.keyboard.press("Tab")
    window.keyboard.type(person["password"])
    window.keyboard.press("Enter")
    window.wait_for_url("**/desk/")
    expect(window.locator("h1")).to_contain_text("MitID")
    stops = window.locator("a[href], button:not([tabindex='-1'])").count()
    for _ in range(stops):
        window.keyboard.press("Tab")
        sees_the_focus(window)
        if window.evaluate("document.activeElement.innerText").startswith("Åbn signalet for MitID: Login"):
            break
    window.keyboard.press("Enter")
    window.wait_for_url("**/desk/signaler/*/")
    expect(window.locator("main")).to_contain_text("Tæller for MitID: Login.")
