"""Reading the front page from the edge, against nginx serving the same bytes from a file."""

from __future__ import annotations

import grp
import os
import pwd
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx

from bench.table import Row
from tests.edge.published import Published
from tests.edge.server import free_port, serving

ROUNDS = 5
SECONDS = 4
CONNECTIONS = 64
READER = ["-H", "Accept-Encoding: gzip, deflate, br"]

NGINX = """
user {user} {group}; worker_processes 1; daemon off; pid {home}/pid; error_log {home}/error.log;
events {{ worker_connections 1024; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  server {{ listen 127.0.0.1:{port}; root {home}/files; default_type text/html; }}
}}
"""


def rows() -> list[Row]:
    """Both servers run throughout and are asked in turn: the machine is shared."""
    with tempfile.TemporaryDirectory(prefix="samdrift-bench-") as folder:
        home = Path(folder)
        site = _published(home / "published")
        with serving(home) as (edge, _):
            page = httpx.get(f"{edge}/", headers={"accept-encoding": "br"})
            size = int(page.headers["content-length"])
            with _nginx(home / "nginx", size) as nginx:
                pairs = [_round(site, f"{edge}/", f"{nginx}/index.html") for _ in range(ROUNDS)]
    ratio = median(ours / theirs for ours, theirs in pairs)
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    return [
        Row(
            f"front page ({size / 1000:.0f} kB packed) from the edge, one worker, keep-alive",
            f"{ours:,.0f}/s",
            f"nginx, one worker, a file of the same size: {theirs:,.0f}/s",
            f"{ratio:.2f} of it (aim 0.40)",
        )
    ]


def _round(site: Published, edge: str, nginx: str) -> tuple[float, float]:
    site.beat()
    return _requests(edge), _requests(nginx)


def _published(root: Path) -> Published:
    site = Published(root)
    rows = (f"<tr><td>{number * 2654435761 % 2**61:x}</td><td>Det virker.</td></tr>" for number in range(1400))
    site.put("/", f"<h1>Alle 12 systemer virker</h1><table>{''.join(rows)}</table>")
    site.publish()
    return site


@contextmanager
def _nginx(home: Path, size: int) -> Iterator[str]:
    (home / "files").mkdir(parents=True)
    (home / "files" / "index.html").write_bytes(b"\xa5" * size)
    port = free_port()
    # As root it would read as a user who may not enter our folder.
    user, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    (home / "nginx.conf").write_text(NGINX.format(home=home, port=port, user=user, group=group))
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin") or "nginx"
    process = subprocess.Popen([program, "-e", f"{home}/error.log", "-c", f"{home}/nginx.conf"])
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            httpx.get(f"{url}/index.html").raise_for_status()
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"nginx ended with {process.returncode}")


def _requests(url: str) -> float:
    """A second. Raises RuntimeError if a single answer was not the page."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *READER, url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if found is None or "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    return float(found[1])
