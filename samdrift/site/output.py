"""Standard output, which may be full, closed, or read no further."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper


class Refused(Exception):
    """One line: what was to be written is not all there."""


class ReaderGone(Exception):
    """Who reads has seen enough; that is no fault."""


def write(pieces: Iterable[str], *, encoding: str | None = None) -> None:
    """In the terminal's encoding, if no other is given. Raises Refused, ReaderGone, and what a piece raises."""
    if sys.stdout is None:
        raise Refused("standard output is closed.")
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    for piece in pieces:
        try:
            sys.stdout.write(piece)
        except OSError as error:
            raise _refusal(error) from None
    flush()


def flush() -> None:
    """Raises Refused and ReaderGone."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        raise _refusal(error) from None


def _refusal(error: OSError) -> Exception:
    # Python tries what is left in the buffer once more at the end, and would complain then.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ReaderGone() if isinstance(error, BrokenPipeError) else Refused(f"standard output: {error.strerror}.")
