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
    documents = given.read(paths)
    if any(path.is_dir() for path in paths) and (faults := given.dangling_among(documents)):
        raise Faults(faults)
    return f"{len(documents)} document{'' if len(documents) == 1 else 's'}, no faults\n"
