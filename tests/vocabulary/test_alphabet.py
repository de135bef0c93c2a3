from __future__ import annotations

import unicodedata

import pytest

from samdrift.vocabulary import danish_order

IN_ORDER = [
    "Apotek",
    "café",
    "Café Nord",
    "cvr",
    "Zebra",
    "Ægtepagt",
    "ærø",
    "Økonomi",
    "øre",
    "Aalborg",
    "Årsopgørelse",
]


def test_names_stand_as_in_a_danish_register() -> None:
    assert sorted(set(IN_ORDER), key=danish_order) == IN_ORDER


@pytest.mark.parametrize("name", ["Årsopgørelse", "Café"])
def test_the_way_a_letter_is_put_together_makes_no_difference(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert danish_order(apart)[0] == danish_order(name)[0]
