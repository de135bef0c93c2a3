"""A pytest plugin, loaded before Django reads its settings: an embedded PostgreSQL of this run's own.

Set DATABASE_URL to test on another PostgreSQL.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from samdrift.site import embedded

_home = Path(tempfile.mkdtemp(prefix="samdrift-test-"))
_own = not os.environ.get("DATABASE_URL")

os.environ["SAMDRIFT_HOME"] = str(_home)
os.environ.pop("PORT", None)
if _own:
    os.environ["DATABASE_URL"] = embedded.start(_home, durable=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _own:
        embedded.stop(_home)
    shutil.rmtree(_home, ignore_errors=True)
