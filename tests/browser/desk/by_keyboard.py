"""One person at the desk who has no mouse."""

from __future__ import annotations

from playwright.sync_api import Browser, Locator, Page

from tests.browser.desk.conftest import LOGIN
from tests.browser.test_keyboard import sees_the_focus
from tests.running import Running

_MANY_STOPS = 250
_IS_FOCUSED = "node => node === document.activeElement"


class Keyboard:
    def __init__(self, browser: Browser, product: Running, language: str, width: int = 1280) -> None:
        context = browser.new_context(
            base_url=product.base_url,
            viewport={"width": width, "height": 800},
            bypass_csp=True,
            locale=language,
        )
        self.page: Page = context.new_page()
        self._people = product.facts["people"]

    def sign_in(self, role: str) -> None:
        self.page.goto(LOGIN)
        self.type_into(self.page.locator("#id_login"), self._people[role]["email"])
        self.type_into(self.page.locator("#id_password"), self._people[role]["password"])
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/desk/")

    def close(self) -> None:
        self.page.context.close()

    def go_to(self, wanted: Locator) -> None:
        """Tab until it has the focus, and see that it shows."""
        for _ in range(_MANY_STOPS):
            if wanted.evaluate(_IS_FOCUSED):
                sees_the_focus(self.page)
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by Tab: {wanted}")

    def press(self, wanted: Locator, key: str = "Enter") -> None:
        self.go_to(wanted)
        self.page.keyboard.press(key)

    def follow(self, wanted: Locator, address: str) -> None:
        self.press(wanted)
        self.page.wait_for_url(address)

    def type_into(self, wanted: Locator, text: str) -> None:
        """Also chooses in a list, as typing the first letters does."""
        self.go_to(wanted)
        self.page.keyboard.type(text)
