from __future__ import annotations

import pytest

from samdrift.edge.conditions import unchanged


@pytest.mark.parametrize(
    ("if_none_match", "holds"),
    [
        (b'"a-br"', True),
        (b'W/"a-br"', True),
        (b'"x", W/"a-br", "y"', True),
        (b'"x","a-br"', True),
        (b"*", True),
        (b" * ", True),
        (b'"a"', False),
        (b'"a-gz"', False),
        (b'"x, "a-br', False),
        (b"a-br", False),
        (b"", False),
        (b"W/", False),
        (b"\xff", False),
    ],
)
def test_whether_the_reader_holds_it(if_none_match: bytes, holds: bool) -> None:
    assert unchanged(if_none_match, b'"a-br"') is holds
