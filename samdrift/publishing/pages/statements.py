"""Who publishes the site, how accessible it is, and what it stores: the same for every generation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext, override

from samdrift.publishing.imprint import Imprint
from samdrift.publishing.pages import addresses
from samdrift.publishing.pages.frame import render
from samdrift.vocabulary import Language


class Statement(StrEnum):
    ABOUT = "about"
    ACCESSIBILITY = "accessibility"
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class _Words:
    heading: str
    about: str


def page(which: Statement, imprint: Imprint, language: Language) -> str:
    with override(language):
        words = _words(which)
        return render(
            "statements/page.html",
            language,
            at=addresses.each_language(which),
            content={
                "heading": words.heading,
                "about": words.about,
                "imprint": imprint,
                "publisher": imprint.publisher.in_(language) if imprint.publisher else "",
                "words": f"publishing/statements/{which}.{language}.html",
            },
        )


def _words(which: Statement) -> _Words:
    match which:
        case Statement.ABOUT:
            return _Words(gettext("About this site"), gettext("Who publishes this site, and how to reach them."))
        case Statement.ACCESSIBILITY:
            return _Words(
                gettext("Accessibility statement"), gettext("How this site is made for everyone, and how it is tested.")
            )
        case Statement.PRIVACY:
            return _Words(gettext("Privacy and cookies"), gettext("What this site stores about those who use it."))
