"""A browser without JavaScript: forms are fetched, filled in and sent."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

from samdrift.accounts.models import Person
from samdrift.portfolio.models import ChangeReport, System
from tests.accounts.cast import client_of
from tests.monitors.desk import Forms
from tests.portfolio.change.cast import Cast

NEMLOGIN = "nemlog-in"


class Browser:
    def __init__(self, person: Person, language: str = "da") -> None:
        self.client: Client = client_of(person, language=language)

    def read(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return text_of(answer)

    def send(self, path: str, action: str = "", /, **filled_in: Any) -> Any:
        """The form on the page that is sent to `action` ("" is the page itself), untouched but for `filled_in`."""
        return self.post(self.open(path, action), action or path, **filled_in)

    def open(self, path: str, action: str = "") -> dict[str, str]:
        """The form's fields as a browser would send them; `post` sends them, perhaps after somebody else's."""
        forms = Forms(text_of(self.client.get(path))).by_action
        return forms[action] if action in forms else forms[path]

    def post(self, fields: dict[str, str], action: str, **filled_in: Any) -> Any:
        return self.client.post(
            action, {**fields, **{name.replace("__", "-"): each for name, each in filled_in.items()}}
        )


def begin(browser: Browser, slug: str = NEMLOGIN) -> ChangeReport:
    browser.client.post(f"/desk/dokumentation/{slug}/indmeld/")
    return ChangeReport.objects.filter(system=System.objects.get(slug=slug)).latest("pk")


def at(report: ChangeReport, rest: str = "") -> str:
    return f"/desk/indmeldinger/{report.pk}/{rest}"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def words_of(answer: Any) -> str:
    """Without tags, blanks folded."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text_of(answer))))


def messages_of(answer: Any) -> list[str]:
    return [str(message) for message in answer.wsgi_request._messages]


ADDED: dict[str, Any] = {
    "on": "cpr",
    "criticality": "high",
    "why__da": "Slår personer op",
    "why__en": "Looks people up",
    "pattern": "real_time",
    "evidence__basis": "assumed",
}
"""A dependency on cpr, as it is typed."""
LIST = "afsnit/afhaengigheder/"


def with_dependency(who: Cast) -> ChangeReport:
    """A draft by Anna that adds it to nemlog-in."""
    browser = Browser(who.anna)
    report = begin(browser)
    answer = browser.send(at(report, f"{LIST}ny/"), **ADDED)
    assert answer.status_code == 302, words_of(answer)
    report.refresh_from_db()
    return report
