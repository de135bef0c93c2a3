"""Where each page is. Danish at the root, English below /en/."""

from __future__ import annotations

from collections.abc import Mapping

from samdrift.vocabulary import LANGUAGES, Language

_PAGES = {
    ("front", "da"): "/",
    ("front", "en"): "/en/",
    ("system", "da"): "/systemer/{slug}/",
    ("system", "en"): "/en/systems/{slug}/",
    ("documentation", "da"): "/systemer/{slug}/dokumentation/",
    ("documentation", "en"): "/en/systems/{slug}/documentation/",
    ("print", "da"): "/systemer/{slug}/dokumentation.pdf",
    ("print", "en"): "/en/systems/{slug}/documentation.pdf",
    ("history", "da"): "/udforsk/systemer/{slug}/",
    ("history", "en"): "/en/explore/systems/{slug}/",
    ("map", "da"): "/kort/",
    ("map", "en"): "/en/map/",
    ("explore map", "da"): "/udforsk/kort/",
    ("explore map", "en"): "/en/explore/map/",
    ("exchanges", "da"): "/dataudveksling/",
    ("exchanges", "en"): "/en/data-exchange/",
    ("find exchanges", "da"): "/udforsk/dataudveksling/",
    ("find exchanges", "en"): "/en/explore/data-exchange/",
    ("integration", "da"): "/integration/",
    ("integration", "en"): "/en/integration/",
    ("about", "da"): "/om/",
    ("about", "en"): "/en/about/",
    ("accessibility", "da"): "/tilgaengelighed/",
    ("accessibility", "en"): "/en/accessibility/",
    ("privacy", "da"): "/privatliv/",
    ("privacy", "en"): "/en/privacy/",
}

SITE_FEED = "/feed.atom"
SITE_FEEDS: dict[Language, str] = {"da": SITE_FEED, "en": "/en/feed.atom"}


def page(name: str, language: Language, slug: str = "") -> str:
    return _PAGES[name, language].format(slug=slug)


def each_language(name: str, slug: str = "") -> Mapping[Language, str]:
    return {language: page(name, language, slug) for language in LANGUAGES}


def feed(slug: str, language: Language = "da") -> str:
    return page("system", language, slug) + "feed.atom"


def badge(slug: str) -> str:
    return f"/badge/{slug}.svg"


def document_file(slug: str) -> str:
    """The public part of the system's document."""
    return f"/api/v1/systems/{slug}/document.yaml"


def document(slug: str) -> str:
    """The system as JSON."""
    return f"/api/v1/systems/{slug}.json"
