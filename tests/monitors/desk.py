"""The desk, used over HTTP as a person uses it: forms are fetched, filled in and sent."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import httpx


class Desk:
    """One person's session; `sign_in` first."""

    def __init__(self, base_url: str) -> None:
        self._client = httpx.Client(base_url=base_url, follow_redirects=True, timeout=30)

    def close(self) -> None:
        self._client.close()

    def sign_in(self, email: str, password: str) -> None:
        answer = self.send("/konto/login/", "/konto/login/", login=email, password=password)
        assert answer.url.path == "/desk/", "the sign-in was refused"

    def read(self, path: str) -> str:
        return self._client.get(path).raise_for_status().text

    def send(self, page: str, action: str, **filled_in: str) -> httpx.Response:
        """Fill in the form on `page` that is sent to `action` ("" is the page itself); what is not named stays."""
        forms = Forms(self.read(page)).by_action
        answer = self._client.post(action or page, data=forms[action] | filled_in)
        assert answer.status_code == 200, f"{answer.status_code}: {errors(answer.text)}"
        return answer

    def choice(self, page: str, field: str, label: str) -> str:
        """The value of the option that reads `label`."""
        select = re.search(rf'<select name="{field}".*?</select>', self.read(page), re.DOTALL)
        assert select, f"{page} has no choice {field}"
        options: dict[str, str] = {
            text: value for value, text in re.findall(r'value="([^"]*)"[^>]*>([^<]*)', select[0])
        }
        return options[label]

    def link(self, page: str, text: str) -> str:
        """Where the link that reads `text` leads."""
        links: list[tuple[str, str]] = re.findall(r'<a[^>]*href="([^"]+)"[^>]*>([^<]*)</a>', self.read(page))
        return next(address for address, words in links if words.strip() == text)


class Forms(HTMLParser):
    """Every form of a page, by its action: its fields as a browser would send them untouched."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.by_action: dict[str, dict[str, str]] = {}
        self._fields: dict[str, str] = {}
        self._select = self._textarea = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._fields = self.by_action.setdefault(given.get("action", ""), {})
        elif tag == "input" and name and ("checked" in given or given.get("type") not in ("checkbox", "radio")):
            self._fields[name] = given.get("value", "on" if "checked" in given else "")
        elif tag == "select":
            self._select = name
        elif tag == "option" and ("selected" in given or self._select not in self._fields):
            self._fields[self._select] = given.get("value", "")
        elif tag == "textarea":
            self._textarea = name
            self._fields[name] = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._fields[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._textarea = ""


def errors(html: str) -> str:
    return "; ".join(re.findall(r'class="form-error-message"[^>]*>(?:<span[^>]*>[^<]*</span>)?([^<]+)', html))
