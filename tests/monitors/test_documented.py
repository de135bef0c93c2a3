"""What the guides tell monitoring systems to send and people to fill in, tried as it stands there."""

from __future__ import annotations

import json
import os.path
import re
import shlex
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from pydantic import BaseModel

from samdrift.monitoring.connectors import alertmanager, oneview, prometheus
from samdrift.vocabulary import Level
from tests.monitors.product import Product, demonstration
from tests.monitors.program import until
from tests.running import HTTP

DOCS = Path(__file__).parents[2] / "docs"
SETTINGS: dict[str, type[BaseModel]] = {
    "alertmanager": alertmanager.Settings,
    "oneview": oneview.Settings,
    "prometheus": prometheus.Settings,
}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    with demonstration(tmp_path_factory.mktemp("product") / "home", outgoing_allow="") as running:
        yield running


def published(product: Product) -> list[str]:
    page = HTTP.get(f"{product.base_url}/integration/").text
    return [unescape(code) for code in re.findall(r"<code>(curl -X POST.*?)</code>", page, re.DOTALL)]


def written(product: Product) -> list[str]:
    page = (DOCS / "integrator" / "monitoring.md").read_text().replace("http://127.0.0.1:8000", product.base_url)
    return re.findall(r"^(curl -X POST.*?)^```", page, re.DOTALL | re.MULTILINE)


def test_every_curl_that_sends(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = [*published(product), *written(product)]
    assert len(examples) == 3
    monkeypatch.setenv("SOURCE", "events")
    monkeypatch.setenv("TOKEN", product.facts["sources"]["events"]["token"])
    for example in examples:
        answer = sent(example)
        assert answer.status_code == 202, answer.text
        said = re.search(r'"state": "(\w+)"', example)
        assert said
        level = Level.from_word(said[1])
        until(lambda level=level: product.is_so("mitid", level), f"MitID is {level.word}")  # type: ignore[misc]


def sent(command: str) -> httpx.Response:
    """As curl sends it."""
    arguments = shlex.split(os.path.expandvars(command).replace("\\\n", " "))
    address = next(word for word in arguments if word.startswith("http"))
    headers = [word for flag, word in pairwise(arguments) if flag == "-H"]
    body = arguments[arguments.index("-d") + 1]
    unless_said = {"Content-Type": "application/x-www-form-urlencoded"}
    given = dict(header.split(": ", 1) for header in headers)
    return HTTP.post(address, content=body, headers=unless_said | given)


def test_settings_of_each_kind_of_source() -> None:
    page = (DOCS / "operator" / "sources.md").read_text()
    examples = {kind: json.loads(text) for kind, text in re.findall(r"```json (\w+)\n(.*?)```", page, re.DOTALL)}
    taken = {kind: SETTINGS[kind].model_validate(example) for kind, example in examples.items()}
    assert taken.keys() == SETTINGS.keys()
    assert taken["alertmanager"].model_copy(update={"watches": ()}) == alertmanager.Settings()
    assert examples["alertmanager"].keys() == alertmanager.Settings.model_fields.keys()
    assert examples["oneview"].keys() == oneview.Settings.model_fields.keys() - {"body"}
