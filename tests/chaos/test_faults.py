"""What fails in the running product keeps no outage from the public, and the desk names it."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import reduce
from importlib import import_module
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.chaos import steps
from tests.chaos.product import Apart
from tests.monitors.desk import Desk
from tests.publishing.installation import PORTFOLIO
from tests.running import HTTP

pytestmark = pytest.mark.chaos

UNPRINTABLE = "✅ 📞 🇩🇰 中 한 ᐃ ㎡"
RAISING = (
    "samdrift.publishing.feeds:site",
    "samdrift.publishing.feeds:system",
    "samdrift.publishing.badge:badge",
    "samdrift.publishing.pages.front:row",
    "samdrift.publishing.pages.map_body:body",
    "samdrift.publishing.expectations:Foresight.foresee",
    "samdrift.publishing.pdf.glyphs:printed",
    "samdrift.portfolio.formats.graphml:write",
    "samdrift.availability.report:strip",
)


@pytest.fixture
def desk(product: Apart) -> Iterator[Desk]:
    opened = Desk(product.base_url)
    opened.sign_in(**product.facts["people"]["operations"])
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def mended(product: Apart) -> Iterator[None]:
    yield
    product.raising.unlink(missing_ok=True)
    said(product, "cpr/opslag", "operational")


def said(product: Apart, signal: str, level: str) -> None:
    """Push it, and wait until it is public."""
    message = {"signal": signal, "state": level, "at": datetime.now(UTC).isoformat()}
    assert product.push(message).status_code == 202
    system = signal.partition("/")[0]
    product.wait_for(lambda: level in {each["level"] for each in product.system(system)["services"]})


def front(product: Apart) -> str:
    return html.unescape(HTTP.get(product.base_url).text)


def test_a_document_that_no_font_can_print(product: Apart, desk: Desk) -> None:
    product.take_in(
        (PORTFOLIO / "sundhed-dk.yaml").read_text().replace("Frit opbygget", f"{UNPRINTABLE} Frit opbygget")
    )
    said(product, "cpr/opslag", "major_outage")
    assert "CPR" in re.findall(r"<h1[^>]*>(.*?)</h1>", front(product), re.DOTALL)[0]
    product.wait_for(lambda: "� Frit opbygget" in printed(product))
    assert product.is_fresh()
    assert "Kan ikke opdateres" not in desk.read("/desk/")


def printed(product: Apart) -> str:
    answer = HTTP.get(f"{product.base_url}/systemer/sundhed-dk/dokumentation.pdf")
    if answer.status_code == 404:
        return ""  # prints follow a few at a time
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)


@pytest.mark.parametrize("name", RAISING)
def test_what_is_made_to_raise_is_there(name: str) -> None:
    """A name that is no function any more raises nothing, and the test below would pass without it."""
    module, _, path = name.partition(":")
    assert callable(reduce(getattr, path.split("."), import_module(module)))


def test_much_raises_at_once(product: Apart, desk: Desk) -> None:
    product.raising.write_text("\n".join(RAISING))
    time.sleep(0.5)
    said(product, "cpr/opslag", "major_outage")
    assert "CPR" in re.findall(r"<h1[^>]*>(.*?)</h1>", front(product), re.DOTALL)[0]
    assert "CPR" in HTTP.get(f"{product.base_url}/systemer/cpr/").text
    product.wait_for(lambda: "Kan ikke opdateres" in desk.read("/desk/"))
    page = html.unescape(desk.read("/desk/"))
    assert "CPR: /badge/cpr.svg" in page and "RuntimeError: made to raise" in page
    product.kill_worker()
    product.start_worker()
    said(product, "cpr/opslag", "partial_outage")
    output = product.output
    assert output.count("/feed.atom failed, the rest goes on") <= 4, "once in each language and each process"
    product.raising.unlink()
    product.wait_for(lambda: made_again(html.unescape(desk.read("/desk/"))), 40)


def test_each_step_raises_in_turn(product: Apart, desk: Desk) -> None:
    """How fast the outage is public all the same, `make bench faults` shows."""
    steps.all_is_well(product)
    raised = [step for step in steps.public_steps(product) if goes_on_without(step, product, desk)]
    assert len(raised) > 120


def goes_on_without(step: str, product: Apart, desk: Desk) -> bool:
    """Whether it raised, and the outage that was pushed then was public, and the desk named it."""
    level = steps.another_level(product)
    with steps.raising(product, step):
        steps.push(product, level)
        if steps.short(step) not in steps.STATES:
            product.wait_for(lambda: steps.is_public(product, level))
        if product.has_raised(step):
            product.wait_for(lambda: step in desk.read("/desk/"))
    product.wait_for(lambda: steps.is_public(product, level))
    return product.has_raised(step)


def made_again(page: str) -> bool:
    """What documents are printed in rests for a minute after it failed."""
    left = page.partition('id="unable"')[2].partition("</section>")[0]
    return not any(what in left for what in ("/badge/", "/feed.atom", "Oppetid"))
