from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.vocabulary import SLUG_PATTERN, SignalName, is_slug, numbered, slug_of

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


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("mitid", "mitid"),
        ("MitID", "mitid"),
        ("borger.dk", "borger-dk"),
        ("Økonomi & Ærø Å", "oekonomi-aeroe-aa"),
        ("Øjeblikkelig adgang", "oejeblikkelig-adgang"),
        ("Café Þór", "cafe-thor"),
        ("Cafe\u0301 Þór", "cafe-thor"),
        ("Malmö Ängel Zürich", "malmoe-aengel-zurich"),
        ("a--b", "a--b"),
        (" a ", "a"),
        ("日本", ""),
        ("…", ""),
    ],
)
def test_slugs_are_made_the_same_way_always(name: str, slug: str) -> None:
    assert slug_of(name) == slug


def test_one_that_is_taken_gets_a_number() -> None:
    assert numbered("mitid", {"cpr"}) == "mitid"
    assert numbered("mitid", {"mitid", "mitid-2"}) == "mitid-3"
    assert is_slug(numbered("x" * 64, {"x" * 64}))
