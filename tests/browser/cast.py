"""Every kind of page, in its kinds of weather, by a name for test reports."""

from __future__ import annotations

from collections.abc import Callable

from samdrift.publishing.pages import Pages
from samdrift.snapshot.generation import STALE_WORDS_DA, STALE_WORDS_EN
from samdrift.snapshot.model import SystemStatus
from samdrift.vocabulary import Language
from tests import world

PAGES = Pages("https://drift.example.dk")

Render = Callable[[Language], str]


def _told(html: str) -> str:
    """As the edge does it."""
    return html.replace(STALE_WORDS_DA, "23. november kl. 10.58").replace(STALE_WORDS_EN, "23 November at 10:58")


def _digital_post() -> SystemStatus:
    return next(each for each in world.mixed().systems if each.slug == "digital-post")


RENDERED: dict[str, Render] = {
    "front, calm": lambda language: PAGES.front(world.calm(), language, stale=False),
    "front, trouble": lambda language: PAGES.front(world.mixed(), language, stale=False),
    "front, silence": lambda language: PAGES.front(world.silence(), language, stale=False),
    "front, stale": lambda language: _told(PAGES.front(world.mixed(), language, stale=True)),
    "system": lambda language: PAGES.system(_digital_post(), language, stale=False),
    "system, stale": lambda language: _told(PAGES.system(_digital_post(), language, stale=True)),
    "system, retired": lambda language: PAGES.system(world.nemid(), language, stale=False),
    "not found": PAGES.not_found,
    "integration": PAGES.integration,
}
