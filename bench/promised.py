"""Promised and possible for a thousand systems, beside a plain product over what each of them needs."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from math import prod
from typing import Any

from bench.table import Row, milliseconds
from samdrift.availability.promised import promised_each
from samdrift.availability.promised_structure import Needed, Structure
from samdrift.publishing.partners.promises import EFFORT

SYSTEMS = 1_000
REACH = 60
"""How far down a system looks for what it needs: the chains are long, and most systems rest on hundreds."""


def rows() -> list[Row]:
    return [_row("no groups", 0.0), _row("a group of three in every third", 1 / 3)]


def _row(what: str, grouped: float) -> Row:
    structure = made(grouped)
    names = list(structure.own)
    plain, _ = _taken(lambda: [_product(structure, name) for name in names])
    taken, found = _taken(lambda: promised_each(structure, names, EFFORT))
    sampled = sum(one.standard_error > 0 for one in found.values())
    needed = sum(len(one.needed) for one in found.values()) // len(names)
    return Row(
        f"what {SYSTEMS:,} systems can promise, each resting on {needed} others; {what}; {sampled} sampled",
        milliseconds(taken),
        f"a plain product over the same: {milliseconds(plain)}",
        f"{taken / plain:.1f} times it",
    )


def made(grouped: float, seed: int = 4) -> Structure:
    draw = random.Random(seed)
    names = [f"s{number:04}" for number in range(SYSTEMS)]
    needs: dict[str, list[Needed]] = {}
    for number in range(1, SYSTEMS):
        near = names[max(0, number - REACH) : number]
        needs[names[number]] = [Needed((one,)) for one in draw.sample(near, min(len(near), draw.choice([1, 1, 2, 3])))]
        if len(near) == REACH and draw.random() < grouped:
            needs[names[number]].append(Needed(tuple(draw.sample(near, 3)), draw.choice([1, 2])))
    return Structure({name: draw.choice([0.999, 0.995, 0.9995]) for name in names}, needs)


def _product(structure: Structure, name: str) -> float:
    return prod(structure.own[each] for each in structure.needed_by(name))


def _taken(run: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    answer = run()
    return time.perf_counter() - start, answer
