from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.vocabulary import SLUG_PATTERN, SignalName, is_slug

slugs = st.from_regex(SLUG_PATTERN, fullmatch=True).filter(is_slug)


@pytest.mark.parametrize("text", ["a", "7", "mitid", "borger-dk", "a--b", "a" * 64])
def test_a_slug(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "-", "-a", "a-", "A", "a_b", "a.b", "a/b", "æ", "a" * 65, "a\n", "a b", "٣"])
def test_not_a_slug(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mitid", SignalName("mitid")),
        ("mitid/login", SignalName("mitid", "login")),
        ("mitid/", None),
        ("/login", None),
        ("mitid/login/app", None),
        ("MitID/login", None),
        ("", None),
    ],
)
def test_the_name_by_which_a_signal_maps_itself(text: str, name: SignalName | None) -> None:
    assert SignalName.parse(text) == name


@given(slugs, st.none() | slugs)
def test_a_name_written_is_read_again(system: str, service: str | None) -> None:
    name = SignalName(system, service)
    assert SignalName.parse(str(name)) == name


@given(st.text(max_size=80))
def test_what_is_read_is_what_was_written(text: str) -> None:
    name = SignalName.parse(text)
    assert name is None or str(name) == text
