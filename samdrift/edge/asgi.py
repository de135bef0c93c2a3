"""The edge alone, for a server to load: `granian --interface asgi samdrift.edge.asgi:application`."""

from __future__ import annotations

import os
from pathlib import Path

from samdrift.edge.app import create_app

application = create_app(Path(os.environ.get("SAMDRIFT_HOME") or "var") / "published")
