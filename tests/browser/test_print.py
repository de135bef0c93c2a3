"""A document that a reader prints from the browser."""

from __future__ import annotations

from io import BytesIO

import pytest
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader

from tests.browser.cast import RENDERED
from tests.browser.serving import Served


def test_the_document_prints_without_what_is_for_the_screen(page: Page, served: Served) -> None:
    served.put("/", RENDERED["documentation, whole"]("da"))
    page.goto(served.address)
    page.evaluate("document.fonts.ready.then(() => null)")
    read = PdfReader(BytesIO(page.pdf(format="A4")))
    text = " ".join(" ".join(each.extract_text() for each in read.pages).split())
    assert "da services.without." in text
    assert "(https://example.dk/law)" in text, "where a source's link leads is printed beside it"
    for of_the_screen in ("Log ind", "English", "Til udskrift", "Gå til sidens indhold"):
        assert of_the_screen not in text


@pytest.mark.parametrize("name", ["front, calm", "front, trouble", "front, expected"])
def test_the_front_page_prints_on_two_sheets_in_its_own_letters(page: Page, served: Served, name: str) -> None:
    served.put("/", RENDERED[name]("da"))
    page.goto(served.address)
    page.evaluate("document.fonts.ready.then(() => null)")
    read = PdfReader(BytesIO(page.pdf(format="A4")))
    assert len(read.pages) <= 2
    fonts = {name for each in read.pages for name in fonts_of(each)}
    assert fonts and all("IBMPlexSans" in font for font in fonts), fonts
    text = " ".join(each.extract_text() for each in read.pages)
    assert "Samdrift" in text and "Serviceplatformen" in text
    for of_the_screen in ("Log ind", "English", "For udviklere", "Om siden"):
        assert of_the_screen not in text


def fonts_of(sheet: PageObject) -> set[str]:
    embedded, others = sheet._get_fonts()
    return embedded | others
