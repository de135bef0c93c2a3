from __future__ import annotations

import re

import pytest
from django.utils.html import escape

from samdrift.publishing.templatetags.tied import tied

TIED = re.compile(r'<span class="tied">(.*?)</span>')


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("NemLog-in har nedbrud.", ["NemLog-in"]),
        ("MitID, NemLog-in, e-Boks og virk.dk", ["NemLog-in,", "e-Boks"]),
        ("Kan skyldes (NemLog-in).", ["(NemLog-in)."]),
        ("Alle 12 systemer virker – stadig", []),
        ("Virksomheds-registreringssystemet", []),
        ("A-<b>B", []),
    ],
)
def test_short_words_with_a_hyphen_stay_whole(sentence: str, whole: list[str]) -> None:
    html = tied(sentence)
    assert TIED.findall(html) == whole
    assert re.sub(r"</?span[^>]*>", "", html) == escape(sentence)
