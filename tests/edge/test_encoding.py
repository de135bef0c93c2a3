from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samdrift.edge.encoding import CODINGS, ranking


@pytest.mark.parametrize(
    ("header", "best_first"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br gzip identity"),
        ("gzip", "gzip identity"),
        ("x-gzip", "gzip identity"),
        ("GZIP;Q=1.0", "gzip identity"),
        ("br;q=0.5, gzip;q=0.8", "gzip br identity"),
        ("br;q=0, gzip", "gzip identity"),
        ("br; q=0.000 , gzip;q=0", "identity"),
        ("*", "br gzip identity"),
        ("*;q=0.3, gzip", "gzip br identity"),
        ("identity, gzip;q=0.5", "identity gzip"),
        ("identity;q=0", ""),
        ("*;q=0", ""),
        ("gzip, *;q=0", "gzip"),
        ("identity;q=0, br", "br"),
        ("gzip;q=2", "identity"),
        ("gzip;level=9", "identity"),
        ("gzip;q=0, gzip", "identity"),
        ("br;q=0.0001, gzip", "gzip identity"),
        (",;,=,q=1", "identity"),
    ],
)
def test_which_codings_a_reader_takes(header: str, best_first: str) -> None:
    assert ranking(header.encode()) == tuple(best_first.split())


@given(st.binary(max_size=400))
def test_no_header_at_all_is_too_strange(header: bytes) -> None:
    assert set(ranking(header)) <= set(CODINGS)


WEIGHTS = st.sampled_from(["", ";q=0", ";q=0.0", "; q=0.000", ";q=0.001", ";q=0.5", ";q=1", ";q=1.000"])
MEMBERS = st.lists(st.tuples(st.sampled_from([*CODINGS, "zstd"]), WEIGHTS), max_size=6)


@given(MEMBERS, st.sampled_from([",", ", ", " ,\t"]))
def test_what_is_refused_is_never_chosen(members: list[tuple[str, str]], comma: str) -> None:
    header = comma.join(coding + weight for coding, weight in members)
    refused = {coding for coding, weight in members if weight and not float(weight.partition("=")[2])}
    assert not refused & set(ranking(header.encode()))


@given(MEMBERS)
def test_long_headers_are_read_as_short_ones(members: list[tuple[str, str]]) -> None:
    header = ",".join(coding + weight for coding, weight in members)
    assert ranking((header + "," * 300).encode()) == ranking(header.encode())
