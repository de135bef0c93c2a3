"""The whole product, running, with one system that fails, signals that wait and a source that cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.monitors.desk import Desk
from tests.running import Running

LOGIN = "/konto/login/"
WIDTHS = {"da": 320, "en": 1280}


@pytest.fixture(scope="package")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = Running(tmp_path_factory.mktemp("desk") / "home")
    try:
        running.start()
        say(running)
        yield running
    finally:
        running.close()


def say(running: Running) -> None:
    words = "Login svarer ikke: 503 fra https://probe.example.dk/login-og-en-lang-adresse-uden-mellemrum/0123456789"
    messages = [
        {"signal": "mitid/login", "state": "major_outage", "text": words},
        {"signal": "probe-7", "state": "degraded", "text": "Langsom"},
    ]
    running.push(messages).raise_for_status()
    desk = Desk(running.base_url)
    desk.sign_in(**running.facts["people"]["administrator"])
    new = "/desk/ny-kilde/"
    desk.send(
        new,
        "",
        slug="utilgaengelig",
        connector=desk.choice(new, "connector", "Prometheus"),
        organisation=desk.choice(new, "organisation", "Digitaliseringsstyrelsen"),
        settings='{"address": "http://10.0.0.1"}',
        poll_every="1",
    )
    running.wait_for(lambda: "Kunne ikke hentes" in desk.read("/desk/"))
    desk.close()
    running.wait_for(lambda: running.system("mitid")["level"] == "major_outage")


@pytest.fixture(params=WIDTHS)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def window(browser: Browser, product: Running, language: str) -> Iterator[Page]:
    """The small phone in Danish, whose words are the longer ones; the desktop in English. Axe can be put into it, which
    the site's own policy forbids. It begins in Danish: `speak` turns it."""
    viewport = ViewportSize(width=WIDTHS[language], height=800)
    context = browser.new_context(base_url=product.base_url, viewport=viewport, bypass_csp=True, locale="da")
    yield context.new_page()
    context.close()


def sign_in(page: Page, product: Running, role: str) -> None:
    person = product.facts["people"][role]
    page.goto(LOGIN)
    page.locator("#id_login").fill(person["email"])
    page.locator("#id_password").fill(person["password"])
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/desk/")
