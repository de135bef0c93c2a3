"""A small picture of one system's state, for other people's pages. Word, shape and colour say the same."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from samdrift.publishing.pages import planned_work
from samdrift.publishing.pages.since import fell_silent_in_trouble, last_known, last_known_words
from samdrift.publishing.pages.standing import Standing, level_word, of, word
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language

_HEIGHT = 24
_SIZE = 13
_PADDING = 8
_SHAPE = 22
_COLOURS = {
    Standing.WORKING: "#2c6b00",
    Standing.DEGRADED: "#a63603",
    Standing.PARTIAL: "#a63603",
    Standing.MAJOR: "#cc0000",
    Standing.PLANNED: "#004d99",
    Standing.UNKNOWN: "#595959",
}
_SHAPES = {
    Standing.WORKING: "M1.5 6.2 4.5 9.2 10.5 2.8",
    Standing.DEGRADED: "M6 1 11.5 11H.5ZM6 4.5V7.5M6 8.6V9.8",
    Standing.PARTIAL: "M6 1A5 5 0 1 1 6 11A5 5 0 1 1 6 1M6 1V11M8 2V10",
    Standing.MAJOR: "M2 2 10 10M10 2 2 10",
    Standing.PLANNED: "M1.5 2.5H10.5V10.5H1.5ZM1.5 5H10.5",
    Standing.UNKNOWN: "M3.8 4A2.3 2.3 0 1 1 6.6 6.1Q6 6.4 6 7.4M6 9V10.8",
}


def badge(system: SystemStatus, language: Language = "da", *, stale: bool = False) -> str:
    """SVG without styles or scripts, its text also as its title. Stale: what was last known, in grey."""
    with override(language):
        said, standing = _says(system, stale=stale)
    name = system.name.in_(language)
    left, right = _width(name) + 2 * _PADDING, _width(said) + _PADDING + _SHAPE
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        ' role="img" aria-labelledby="t" lang="{language}"><title id="t">{title}</title>'
        '<path fill="#1a1a1a" d="M0 0H{left}V{height}H0Z"/>'
        '<path fill="{colour}" d="M{left} 0H{width}V{height}H{left}Z"/>'
        '<path fill="none" stroke="#fff" stroke-width="1.5" transform="translate({shape_x} 6)" d="{shape}"/>'
        '<g fill="#fff" font-family="IBM Plex Sans,Verdana,sans-serif" font-size="{size}">'
        "{name}{said}</g></svg>",
        width=left + right,
        height=_HEIGHT,
        language=language,
        title=f"{name}: {said}",
        left=left,
        colour=_COLOURS[standing],
        shape_x=left + 6,
        shape=mark_safe(_SHAPES[standing]),  # noqa: S308
        size=_SIZE,
        name=_text(name, _PADDING),
        said=_text(said, left + _SHAPE),
    )


def _says(system: SystemStatus, *, stale: bool) -> tuple[str, Standing]:
    if system.succession:
        return gettext("Closed"), Standing.UNKNOWN
    if stale:
        return last_known(system.state), Standing.UNKNOWN
    if fell_silent_in_trouble(system):
        return last_known_words(level_word(system.state.level)), Standing.UNKNOWN
    beside = planned_work.mark(system)
    return f"{word(system.state)}, {beside.lower()}" if beside else word(system.state), of(system)


def _text(text: str, x: int) -> SafeString:
    # textLength holds the text within the box whatever font the reader has.
    return format_html('<text x="{}" y="16.5" textLength="{}">{}</text>', x, _width(text), text)


def _width(text: str) -> int:
    """About as wide as the words are in the fonts named, in pixels."""
    return round(
        sum(_SIZE * (0.32 if letter in "iljt.,:;'|I " else 0.86 if letter in "mwMW" else 0.58) for letter in text)
    )
