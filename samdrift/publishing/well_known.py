"""What is read by search engines, and by those who look for somebody to tell of a weakness."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from xml.sax.saxutils import quoteattr

from samdrift.portfolio.derived import SystemModel
from samdrift.publishing.pages import addresses
from samdrift.publishing.pages.places import has_status
from samdrift.publishing.pages.statements import Statement
from samdrift.vocabulary import LANGUAGES

SITEMAP = "/sitemap.xml"
SECURITY = "/.well-known/security.txt"
_PAGES = ("front", "map", "exchanges", "integration", *Statement)
_VALID_DAYS = 90


def robots(base_url: str) -> bytes:
    """What is asked for with a query is made on request, and there is no end to it."""
    closed = "".join(f"Disallow: {path}\n" for path in ("/desk/", "/konto/", "/*?"))
    return f"User-agent: *\n{closed}\nSitemap: {base_url}{SITEMAP}\n".encode()


def sitemap(base_url: str, systems: Sequence[SystemModel]) -> bytes:
    pages = [
        *((name, "") for name in _PAGES),
        *(("system", each.slug) for each in systems if has_status(each)),
        *(("documentation", each.slug) for each in systems),
    ]
    return "".join(_sitemap(base_url, pages)).encode()


def _sitemap(base_url: str, pages: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
    for name, slug in pages:
        at = addresses.each_language(name, slug)
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href={quoteattr(base_url + at[language])}/>'
            for language in LANGUAGES
        )
        for language in LANGUAGES:
            yield f"<url><loc>{base_url}{at[language]}</loc>{links}</url>\n"
    yield "</urlset>\n"


def security(base_url: str, contact: str, today: date) -> bytes:
    """RFC 9116. It says until when it holds; a site that nobody runs any more stops promising an answer."""
    expires = (today + timedelta(days=_VALID_DAYS)).replace(day=1)
    return (
        f"Contact: {contact}\nExpires: {expires:%Y-%m-%d}T00:00:00Z\nPreferred-Languages: da, en\n"
        f"Canonical: {base_url}{SECURITY}\n"
    ).encode()
