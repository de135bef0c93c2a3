"""The tables as an operator writes them: the bytes of a JSON document in, tables or one clear line out."""

from __future__ import annotations

import json

from samdrift.impact.faults import GraphFault
from samdrift.impact.json_file import cut, fields, read
from samdrift.impact.transfer import Transfer
from samdrift.vocabulary import Criticality, Level

_ROWS = tuple(criticality.value for criticality in Criticality)


def parse(content: bytes) -> Transfer:
    """`{"critical": [0, 1, 2, 3], "high": [0, 1, 1, 2], "low": [0, 0, 0, 1]}`, all three of them.

    Raises GraphFault for anything else, and for tables that Transfer refuses.
    """
    told = fields(read(content), "the file", _ROWS, required=len(_ROWS))
    return Transfer.of({word: _levels(word, row) for word, row in told.items()})


def _levels(word: str, row: object) -> list[int]:
    if isinstance(row, list) and len(row) == len(Level) and all(type(each) is int and 0 <= each <= 3 for each in row):
        return row
    raise GraphFault(f"{word}: expected four levels from 0 to 3, found {cut(json.dumps(row))}")
