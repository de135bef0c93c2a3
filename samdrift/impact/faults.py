"""What is wrong with a graph or a question about it, in one line that a person can act on."""

from __future__ import annotations


class GraphFault(ValueError):
    """One line: where, what, and what was expected."""
