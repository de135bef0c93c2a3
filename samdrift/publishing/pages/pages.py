"""The pages of one instance, in two languages, each also in its "not updated since" form."""

from __future__ import annotations

from collections.abc import Mapping

from django.template.loader import get_template
from django.utils.safestring import mark_safe
from django.utils.translation import override

from samdrift.publishing.described import UNRELATED, Document, Relations
from samdrift.publishing.pages import addresses, documentation, front, places, system
from samdrift.snapshot.generation import STALE_WORDS_DA, STALE_WORDS_EN
from samdrift.snapshot.model import Snapshot, SystemStatus
from samdrift.vocabulary import Language

_STALE_WORDS: dict[Language, str] = {"da": STALE_WORDS_DA, "en": STALE_WORDS_EN}


class Pages:
    """Renders pages from snapshot values alone. One for each worker process; not shared between threads.

    `base_url` is the public address, without a final slash. A row of the front page is rendered once for each
    SystemStatus object: the publisher hands in the same object while nothing about that system has changed.
    """

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self._rows: dict[tuple[str, Language, bool], tuple[SystemStatus, str]] = {}

    def front(self, snapshot: Snapshot, language: Language, *, stale: bool) -> str:
        with override(language):
            live = [each for each in snapshot.systems if each.succession is None]
            rows = mark_safe("".join(self._row(each, language, stale=stale) for each in live))  # noqa: S308
            return _render(
                "front.html",
                language,
                other=addresses.page("front", _other(language)),
                stale=stale,
                content={"front": front.read(snapshot, language), "rows": rows, "section": "front"},
            )

    def system(self, status: SystemStatus, language: Language, *, stale: bool, relations: Relations = UNRELATED) -> str:
        with override(language):
            return _render(
                "system.html",
                language,
                other=addresses.page("system", _other(language), status.slug),
                stale=stale,
                content={"system": system.read(status, language, stale=stale)},
            )

    def documentation(self, document: Document, language: Language) -> str:
        with override(language):
            return _render(
                "documentation.html",
                language,
                other=addresses.page("documentation", _other(language), document.system.slug),
                content={
                    "documentation": documentation.read(document, language, places.documentation(language)),
                    "links": places.links(document.system, language),
                },
            )

    def not_found(self, language: Language) -> str:
        with override(language):
            return _render("not_found.html", language, other=addresses.page("front", _other(language)))

    def integration(self, language: Language) -> str:
        with override(language):
            return _render(
                "integration.html",
                language,
                other=addresses.page("integration", _other(language)),
                content={
                    "base": self.base_url,
                    "section": "integration",
                    "guide": f"publishing/integration/guide.{language}.html",
                },
            )

    def _row(self, status: SystemStatus, language: Language, *, stale: bool) -> str:
        key = (status.slug, language, stale)
        kept = self._rows.get(key)
        if kept is not None and kept[0] is status:
            return kept[1]
        rendered = get_template("publishing/row.html").render({"row": front.row(status, language, stale=stale)})
        self._rows[key] = (status, rendered)
        return rendered


def _render(
    template: str,
    language: Language,
    *,
    other: str,
    stale: bool = False,
    content: Mapping[str, object] | None = None,
) -> str:
    frame = {"language": language, "other_address": other, "stale": stale, "stale_words": _STALE_WORDS[language]}
    return get_template(f"publishing/{template}").render({**frame, **(content or {})})


def _other(language: Language) -> Language:
    return "en" if language == "da" else "da"
