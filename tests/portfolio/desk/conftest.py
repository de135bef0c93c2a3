from __future__ import annotations

from tests.portfolio.change.conftest import who

__all__ = ["who"]
