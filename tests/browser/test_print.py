"""A document that a reader prints from the browser."""

from __future__ import annotations

from io import BytesIO

from playwright.sync_api import Page
from pypdf import PdfReader

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
