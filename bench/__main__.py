"""Run every benchmark, or those named, and write the table to build/bench.md."""

from __future__ import annotations

import sys
from pathlib import Path

from bench import edge, faults, generation, impact, ingest, latency, promised
from bench import map as drawing
from bench.table import Row, markdown

ALL = {
    "edge": edge.rows,
    "latency": latency.rows,
    "faults": faults.rows,
    "ingest": ingest.rows,
    "generation": generation.rows,
    "impact": impact.rows,
    "promised": promised.rows,
    "map": drawing.rows,
}
TABLE = Path("build") / "bench.md"


def main(names: list[str]) -> None:
    rows: list[Row] = []
    for name in names or list(ALL):
        rows += ALL[name]()
        print(f"{name}: measured", flush=True)
    print(markdown(rows))
    TABLE.parent.mkdir(exist_ok=True)
    TABLE.write_text(markdown(rows))


if __name__ == "__main__":
    main(sys.argv[1:])
