from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from samdrift.portfolio.document.fields import Prose
from samdrift.publishing import pdf
from samdrift.publishing.described import Described
from samdrift.vocabulary import LANGUAGES, Audience, Language
from tests.publishing.pages.test_documentation import FOR_PARTNERS, INTERNAL, OTHER
from tests.publishing.telling import CONFIRMED, TODAY, WHOLE, described

BASE = "https://drift.example.dk"


def whole(audience: Audience = Audience.PUBLIC, today: date = TODAY) -> Described:
    return described(WHOLE, OTHER, audience=audience, today=today, confirmed={"whole": CONFIRMED})


def paper(language: Language = "da", audience: Audience = Audience.PUBLIC) -> PdfReader:
    return PdfReader(BytesIO(pdf.documentation(whole(audience).documents["whole"], language, BASE)))


def text(read: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in read.pages).split())


@pytest.mark.parametrize(("language", "title"), [("da", "Hel: systemdokumentation"), ("en", "Whole: documentation")])
def test_it_is_made_for_assistive_technology(language: Language, title: str) -> None:
    read = paper(language)
    catalogue: Any = read.root_object
    assert catalogue["/MarkInfo"]["/Marked"].value is True
    assert catalogue["/StructTreeRoot"]["/K"]
    assert catalogue["/Lang"] == language
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert read.metadata is not None
    assert read.metadata.title == title
    assert read.xmp_metadata is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in read.xmp_metadata.stream.get_data()


def test_its_sections_are_bookmarks() -> None:
    titles = [str(each.title) for each in paper().outline if not isinstance(each, list)]
    assert titles[:3] == ["Systemet", "Livscyklus", "Ejer og drift"]
    assert "Hvad Hel har brug for" in titles


def test_it_says_what_the_page_says() -> None:
    read = text(paper())
    assert "da services.without." in read
    assert "99,95 %" in read
    assert "da dependencies.why." in read
    assert "Revision 1, gældende fra 1. november 2026 kl. 10.58" in read
    assert "Side 1 af" in read
    assert "https://drift.example.dk/systemer/whole/dokumentation/" in read.replace(" ", "")


def test_the_public_one_holds_nothing_that_is_not_public() -> None:
    made = paper()
    restricted = (*FOR_PARTNERS, *INTERNAL)
    assert [each for each in restricted if each in text(made)] == []
    assert [each for each in restricted if each not in text(paper(audience=Audience.INTERNAL))] == []


def test_links_lead_back_to_the_instance() -> None:
    addresses = {
        annotation.get_object()["/A"]["/URI"]
        for page in paper().pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation.get_object() and "/URI" in annotation.get_object()["/A"]
    }
    assert "https://drift.example.dk/systemer/other/dokumentation/" in addresses
    assert "https://example.dk/law" in addresses


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_document_gives_the_same_bytes_on_another_day(language: Language) -> None:
    one, other = (
        pdf.documentation(whole(today=day).documents["whole"], language, BASE)
        for day in (date(2026, 11, 23), date(2026, 12, 24))
    )
    assert one == other


def printed(note: str) -> str:
    """What is on paper of a document with this note in Danish."""
    noted = WHOLE.model_copy(update={"note": Prose.model_construct(da=note, en="en note.")})
    return text(PdfReader(BytesIO(pdf.documentation(described(noted, OTHER).documents["whole"], "da", BASE))))


@pytest.mark.parametrize("unusual", ["✅", "📞", "🇩🇰", "中", "한", "ᐃ", "㎡", "👩‍💻", "\U0010ffff", "\x07", "\ufffe"])
def test_a_character_that_no_font_has_holds_up_no_print(unusual: str) -> None:
    read = printed(f"Ny nøglefil {unusual} på vej")
    assert "Ny nøglefil" in read and "på vej" in read
    assert unusual not in read


def test_as_many_of_them_as_there_may_be() -> None:
    unusual = "".join(map(chr, range(0x4E00, 0x4E00 + 900)))
    read = printed(f"Før {unusual} efter")
    assert "Før" in read and "efter" in read and "�" in read
