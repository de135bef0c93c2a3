"""The guide's two languages tell the same, and its examples are understood by what they are examples of."""

from __future__ import annotations

import json
import re
import shlex
from html import unescape

import yaml

from samdrift.publishing.pages import Pages
from samdrift.vocabulary import Language

BASE = "https://drift.example.dk"


def guide(language: Language) -> str:
    return Pages(BASE).integration(language)


def examples(language: Language = "da") -> list[str]:
    return [unescape(code) for code in re.findall(r"<pre[^>]*><code>(.*?)</code></pre>", guide(language), re.DOTALL)]


def test_both_languages_have_the_same_sections_and_examples() -> None:
    ids = [re.findall(r'<h[23] id="([a-z]+)"', guide(language)) for language in ("da", "en")]
    assert ids[0] == ids[1]
    assert len(ids[0]) == 12
    assert examples("da") == examples("en")


def test_the_address_is_this_site_s() -> None:
    assert f"{BASE}/ingest/$SOURCE" in examples()[0]


def test_json_in_the_examples_is_json() -> None:
    bodies = [
        arguments[arguments.index("-d") + 1]
        for arguments in (shlex.split(each) for each in examples() if each.startswith("curl"))
        if "-d" in arguments
    ]
    plain, event = (json.loads(body) for body in bodies)
    assert plain["signal"] == event["data"]["signal"] == "mitid/login"


def test_yaml_in_the_examples_is_yaml() -> None:
    configuration, rules = (yaml.safe_load(each) for each in examples() if each.startswith("#"))
    assert configuration["receivers"][0]["webhook_configs"][0]["send_resolved"] is True
    assert [rule["alert"] for rule in rules["groups"][0]["rules"]] == ["Watchdog", "LoginDown"]


def test_not_found_leads_to_the_front_page() -> None:
    assert '<a href="/en/">See the operational status' in Pages(BASE).not_found("en")
