"""What statuspage-prometheus-exporter, a reader of the real thing, makes of our files: its own program, over HTTP."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

_PROGRAM = """
import json
from statuspage_prometheus_exporter.service_checker import SERVICES, check_service_status
print(json.dumps(check_service_status("samdrift", SERVICES["samdrift"])))
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def checked(documents: Mapping[str, Any], home: Path) -> dict[str, Any]:
    """Its whole verdict on `documents`, served from `home`."""
    for address, document in documents.items():
        file = home / address.removeprefix("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(document))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(home)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/api/v2/summary.json"
        services = home / "services.json"
        services.write_text(json.dumps({"samdrift": {"url": url}}))
        environ = os.environ | {"SERVICES_JSON_PATH": str(services), "NO_PROXY": "127.0.0.1"}
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM], cwd=home, env=environ, capture_output=True, check=True, timeout=60
        )
        return dict(json.loads(done.stdout))
    finally:
        server.shutdown()
        server.server_close()
