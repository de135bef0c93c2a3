from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from samdrift.monitoring.collect import poll
from samdrift.monitoring.forms.connector_settings import faults_in
from samdrift.monitoring.models import Source
from samdrift.monitoring.queries.desk import source_line
from samdrift.monitoring.words import Standing
from samdrift.outgoing import Outgoing
from tests.accounts.cast import NOW
from tests.monitoring.desk.scene import Scene

ONEVIEW = {"address": "https://x", "items": "a", "signal": "b", "state": "c", "states": {"up": "operational"}}


@pytest.mark.parametrize(
    ("connector", "changed", "danish", "english"),
    [
        ("oneview", {"address": None}, "address mangler.", "address is missing."),
        ("oneview", {"address": "ftp://x"}, "address skal begynde med http://", "address must begin with http://"),
        ("oneview", {"address": 1}, "address skal være tekst", "address must be text"),
        ("oneview", {"method": "PUT"}, "method skal være en af 'GET', 'POST'.", "method must be one of 'GET', 'POST'."),
        ("oneview", {"items": ""}, "items må ikke være tom.", "items must not be empty."),
        ("oneview", {"items": "a" * 2001}, "items er længere end 2000 tegn.", "items is longer than 2000 characters."),
        ("oneview", {"items": "a["}, "items er ikke et JMESPath-udtryk.", "items is not a JMESPath expression."),
        ("oneview", {"states": {}}, "states må ikke være tom.", "states must not be empty."),
        ("oneview", {"states": []}, "states skal være et objekt", "states must be an object"),
        ("oneview", {"states": {"up": "fine"}}, "states.up skal være en af", "states.up must be one of"),
        ("oneview", {"complete": "perhaps"}, "complete skal være true eller false.", "complete must be true or false."),
        ("oneview", {"complete": []}, "complete skal være true eller false.", "complete must be true or false."),
        ("events", {"x": 1}, "x er ikke en indstilling", "x is not a setting"),
        ("alertmanager", {"watches": "mitid"}, "watches skal være en liste", "watches must be a list"),
        ("alertmanager", {"watches": ["Mit ID"]}, "watches nævner noget", "watches names something"),
    ],
)
def test_a_fault_names_the_field_and_is_told_in_the_readers_language(
    connector: str, changed: dict[str, Any], danish: str, english: str
) -> None:
    settings = {**(ONEVIEW if connector == "oneview" else {}), **changed}
    settings = {name: value for name, value in settings.items() if value is not None}
    for language, sentence in (("da", danish), ("en", english)):
        with translation.override(language):
            assert [fault[: len(sentence)] for fault in faults_in(connector, settings)] == [sentence]


def test_settings_that_are_understood_have_no_faults() -> None:
    assert faults_in("oneview", ONEVIEW) == []


def test_a_secret_is_not_told_back() -> None:
    with translation.override("en"):
        assert "hush" not in str(faults_in("oneview", {**ONEVIEW, "headers": {"Authorization": ["hush"]}}))


def test_an_address_that_is_not_allowed_could_not_be_fetched(scene: Scene) -> None:
    Source.objects.filter(pk=scene.polled.pk).update(settings={**ONEVIEW, "address": "http://127.0.0.1:1/"})
    poll(Source.objects.get(pk=scene.polled.pk), Outgoing(), lambda: NOW + timedelta(seconds=1))
    asked = Source.objects.get(pk=scene.polled.pk)
    assert source_line(asked, now=NOW).standing is Standing.UNREACHED
    with translation.override("da"):
        assert str(Standing.UNREACHED.word) == "Kunne ikke hentes"
