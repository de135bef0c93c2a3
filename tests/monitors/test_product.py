"""From a real monitoring system to the public page: a page goes down and comes back, and the public is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from samdrift.vocabulary import Level
from tests.monitors.conftest import Prometheus, StartAlertmanager
from tests.monitors.desk import Desk
from tests.monitors.page import Page
from tests.monitors.product import Product, demonstration
from tests.monitors.program import until

pytestmark = pytest.mark.monitors
PULLED = "watching-the-page"


@pytest.fixture
def product(tmp_path: Path, prometheus: Prometheus) -> Iterator[Product]:
    """Polled sources may reach the test's Prometheus, and nothing else at home."""
    with demonstration(tmp_path / "home", outgoing_allow=prometheus.url.removeprefix("http://")) as running:
        yield running


@pytest.fixture
def desk(product: Product) -> Iterator[Desk]:
    desk = Desk(product.base_url)
    desk.sign_in(**product.facts["people"]["administrator"])
    yield desk
    desk.close()


@pytest.fixture
def pulled(desk: Desk, prometheus: Prometheus) -> None:
    """The Prometheus becomes a source: created on the desk, heard every half second."""
    new = "/desk/ny-kilde/"
    desk.send(
        new,
        "",
        slug=PULLED,
        connector=desk.choice(new, "connector", "Prometheus"),
        organisation=desk.choice(new, "organisation", "Digitaliseringsstyrelsen"),
        settings=json.dumps({"address": prometheus.url, "watches": ["mitid/login"]}),
        interval="5",
        poll_every="0.5",
    )
    until(lambda: "mitid/login" in desk.read(f"/desk/kilder/{PULLED}/"), "the new source is heard")


def goes_down_and_comes_back(page: Page, product: Product, source: str) -> None:
    """OneView goes on saying that all is well: the worst word counts."""
    assert product.answer() == "Alle 12 systemer virker"
    page.stop()
    until(lambda: product.is_so("mitid", Level.MAJOR_OUTAGE), "the outage is public")
    assert product.answer().startswith("MitID har nedbrud")
    assert product.service("mitid", "login")["level"] == "major_outage"
    both_moments_are_on_record(product, source, Level.MAJOR_OUTAGE)

    page.start()
    until(lambda: product.is_so("mitid", Level.OPERATIONAL), "the end of the outage is public")
    assert product.answer() == "Alle 12 systemer virker"
    both_moments_are_on_record(product, source, Level.OPERATIONAL)


def both_moments_are_on_record(product: Product, source: str, level: Level) -> None:
    """When it was observed stands in status.json and in the log; when it was told, in the list of generations."""
    told = product.told(source, "mitid", level)
    assert datetime.fromisoformat(product.service("mitid", "login")["since"]) == told.observed
    assert told.observed <= told.received <= told.published


def test_an_outage_that_alertmanager_pushes(
    page: Page, product: Product, desk: Desk, alertmanager: StartAlertmanager
) -> None:
    """An end is believed once the watchdog was heard twice after it, so it is heard often here."""
    settings = "/desk/kilder/alertmanager/indstillinger/"
    desk.send(settings, "", interval="12")
    alertmanager(*_door(product))
    until(lambda: "Melder til tiden" in desk.read("/desk/kilder/alertmanager/"), "the watchdog is heard")
    goes_down_and_comes_back(page, product, "alertmanager")


@pytest.mark.usefixtures("pulled")
def test_an_outage_that_prometheus_is_asked_about(page: Page, product: Product) -> None:
    goes_down_and_comes_back(page, product, PULLED)


@pytest.mark.usefixtures("pulled")
def test_what_rests_on_a_silent_prometheus_alone_is_not_observed(
    product: Product, desk: Desk, prometheus: Prometheus
) -> None:
    signal = desk.link("/desk/kilder/oneview/", "mitid/login")
    desk.send(signal, f"{signal}frakobl/")
    assert "Ikke tilknyttet endnu." in desk.read(signal)
    assert product.answer() == "Alle 12 systemer virker"

    prometheus.stop()
    until(lambda: product.is_so("mitid", Level.OPERATIONAL, observed=False), "the silence is public")
    assert product.service("mitid", "login")["observed"] is False
    others = [service for service in product.system("mitid")["services"] if service["id"] != "login"]
    assert all(service["observed"] for service in others)
    assert product.system("borger-dk")["observed"] is True
    assert product.answer() == "Vi ved ikke, om MitID virker"


def _door(product: Product) -> tuple[str, str]:
    door = product.facts["sources"]["alertmanager"]
    return door["url"], door["token"]
