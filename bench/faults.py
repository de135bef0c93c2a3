"""From an accepted push to the moment it is public, while a step of the worker raises: each of them in turn."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from bench.table import Row, milliseconds, quantile
from tests.chaos import steps
from tests.chaos.product import Apart


def rows() -> list[Row]:
    home = Path(tempfile.mkdtemp(prefix="samdrift-bench-")) / "home"
    home.mkdir()
    product = Apart(home)
    try:
        product.prepare()
        product.start()
        return [_measure(product)]
    finally:
        product.close()
        shutil.rmtree(home.parent, ignore_errors=True)


def _measure(product: Apart) -> Row:
    steps.all_is_well(product)
    found = [step for step in steps.public_steps(product) if steps.short(step) not in steps.STATES]
    without = quantile([_seconds(product) for _ in found], 0.5)
    times = {step: _seconds(product, step) for step in found}
    times = {step: seconds for step, seconds in times.items() if product.has_raised(step)}
    slowest = max(times, key=lambda step: times[step])
    return Row(
        f"accepted push to status.json while a step raises, {len(times)} steps in turn",
        f"median {milliseconds(quantile(times.values(), 0.5))}, "
        f"longest {milliseconds(times[slowest])} ({steps.short(slowest)})",
        f"the same while none raises {milliseconds(without)}",
        f"{quantile(times.values(), 0.5) / without:.1f} of it",
    )


def _seconds(product: Apart, *raising: str) -> float:
    level = steps.another_level(product)
    with steps.raising(product, *raising):
        steps.push(product, level)
        accepted = time.monotonic()
        product.wait_for(lambda: steps.is_public(product, level))
        return time.monotonic() - accepted
