"""A system's documentation as an accessible PDF (PDF/UA-1), set by Typst."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import cast

import typst
from django.utils.translation import gettext, override

from samdrift.publishing.assets import font_folder
from samdrift.publishing.described import Document
from samdrift.publishing.pages import addresses
from samdrift.publishing.pages.documentation import read
from samdrift.publishing.pdf.glyphs import printed
from samdrift.vocabulary import Language

_TEMPLATE = Path(__file__).with_name("documentation.typ")


def documentation(document: Document, language: Language, base_url: str) -> bytes:
    """The same document gives the same bytes on every day and machine. Some 70 milliseconds. `base_url` is the
    instance's public address, without a final slash: what is printed leads back there. A character that no font has is
    shown as U+FFFD."""

    def address(slug: str) -> str:
        return base_url + addresses.page("documentation", language, slug)

    with override(language):
        told = read(document, language, address)
        content = asdict(told) | {
            "language": language,
            "title": gettext("%(name)s: documentation") % {"name": told.name},
            "kind": gettext("System documentation"),
            "page_of": gettext("Page %(page)s of %(pages)s") % {"page": "%1", "pages": "%2"},
            "found_at": gettext("The latest revision is at"),
            "address": address(told.slug),
        }
    # Typst would otherwise put the moment of making into the file.
    made = round(document.system.in_force_from.timestamp())

    def compiled(content: object) -> bytes:
        pdf = _compiler().compile(
            format="pdf", sys_inputs={"document": json.dumps(content)}, pdf_standards="ua-1", timestamp=made
        )
        return cast(bytes, pdf)  # a list is what several pictures give

    return printed(content, compiled)


@cache
def _compiler() -> typst.Compiler:
    """It keeps the fonts that it has read."""
    return typst.Compiler(
        str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=[str(font_folder())], ignore_system_fonts=True
    )
