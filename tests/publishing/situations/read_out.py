"""What the published files say of a situation, as it stands in the table."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from samdrift.edge.edition import Edition
from samdrift.publishing.pages import addresses
from samdrift.snapshot.not_updated import not_updated_since
from samdrift.vocabulary import LANGUAGES, Language
from tests.publishing.situations.page_lines import Line, lead, lead_lines, plain, title

LINES_AT_MOST = 12
"""Of the front page, after the first two. A page with more is judged by its beginning."""
LETTERS_AT_MOST = 400
"""Of a line of it; a longer one lists names."""
_ATOM = "{http://www.w3.org/2005/Atom}"
_UNTIL_SERVICES = frozenset({"h2", "table"})


class ReadOut:
    """`stale_since`: as the edge hands it out when nothing was confirmed since."""

    def __init__(self, edition: Edition, stale_since: datetime | None = None) -> None:
        self._edition, self._stale_since = edition, stale_since

    @property
    def is_stale(self) -> bool:
        return self._stale_since is not None

    def of(self, slug: str) -> dict[str, Any]:
        """Of the site and of the system `slug`; where that is empty, of the site alone."""
        said: dict[str, Any] = {language: self._in(language, slug) for language in LANGUAGES}
        status = json.loads(self.text("/api/v2/status.json"))["status"]
        said["statuspage"] = status["indicator"]
        if slug:
            said["badge"] = self._badge(slug)
            said |= self._states(slug)
        return said

    def front(self, language: Language) -> list[str]:
        """All that it says before the table of systems."""
        return lead(self.text(addresses.page("front", language)))

    def front_lines(self, language: Language) -> list[Line]:
        return lead_lines(self.text(addresses.page("front", language)))

    def text(self, address: str) -> str:
        page = self._edition.pages[address]
        if self._stale_since is None or page.stale is None:
            return page.forms["identity"].body.decode()
        return not_updated_since(page.stale, self._stale_since).decode()

    def _in(self, language: Language, slug: str) -> dict[str, Any]:
        h1, *rest = self.front(language)
        second = rest.pop(0) if rest else ""
        said: dict[str, Any] = {
            "title": title(self.text(addresses.page("front", language))),
            "h1": h1,
            "second": second,
        }
        if rest:
            said["rest"] = _shortened(rest)
        if newest := self._newest(language):
            said["feed"] = newest
        if slug:
            said["system"] = lead(self.text(addresses.page("system", language, slug)), _UNTIL_SERVICES)
        return said

    def _newest(self, language: Language) -> str:
        # We made it ourselves.
        feed = ElementTree.fromstring(self.text(addresses.SITE_FEEDS[language]))  # noqa: S314
        return plain(feed.findtext(f"{_ATOM}entry/{_ATOM}title") or "")

    def _badge(self, slug: str) -> str:
        [said] = re.findall(r"<title[^>]*>(.*?)</title>", self.text(addresses.badge(slug)))
        return plain(said)

    def _states(self, slug: str) -> dict[str, str]:
        """As those read them who read no pages."""
        document = json.loads(self.text("/api/v1/status.json"))
        [system] = [each for each in document["systems"] if each["slug"] == slug] or [None]
        if system is None:
            return {"v1": "not there"}
        components = json.loads(self.text("/api/v2/components.json"))["components"]
        [group] = [each for each in components if each["group"] and each["name"] == system["name"]["en"]]
        doubts = ("", ", planned")[system["planned"]] + (", not observed", "")[system["observed"]]
        return {"v1": system["level"] + doubts, "v2": group["status"]}


def _shortened(said: list[str]) -> list[str]:
    more = len(said) - LINES_AT_MOST
    shown = [_line(each) for each in said[:LINES_AT_MOST]]
    return [*shown, f"({more} more lines)"] if more > 0 else shown


def _line(said: str) -> str:
    more = len(said) - LETTERS_AT_MOST
    return f"{said[:LETTERS_AT_MOST]} ({more} more letters)" if more > 0 else said
