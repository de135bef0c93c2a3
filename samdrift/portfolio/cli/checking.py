"""`samdrift check`"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from samdrift.portfolio.cli import given
from samdrift.portfolio.document import Faults


def check(paths: Sequence[Path]) -> str:
    """How many documents are without faults. Raises Faults with everything that is wrong.

    References from one document to another are looked at where a folder is given: a folder is a whole portfolio.
    """
    read = given.read(paths)
    dangling = given.dangling_among(read) if any(path.is_dir() for path in paths) else []
    if faults := [*read.faults, *dangling]:
        raise Faults(faults)
    return f"{len(read.documents)} document{'' if len(read.documents) == 1 else 's'}, no faults\n"
