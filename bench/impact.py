"""One failure with explanations for all affected, beside a plain search of the same graph; all single failures."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import rustworkx

from bench.debian import packages
from bench.table import Row, milliseconds
from samdrift.impact import Dependency, Graph, Spread, single_failures, spread
from samdrift.vocabulary import Criticality, Level

SYSTEMS, DEPENDENCIES = 100_000, 300_000
CORE = 0.44
"""The share of the systems that hang together, so that one failure there reaches 40 % of all."""
REPEATS = 7


def rows() -> list[Row]:
    large = made(SYSTEMS, DEPENDENCIES)
    found = _one_failure(large, f"{SYSTEMS:,} systems, {DEPENDENCIES:,} dependencies", _core(large))
    found += _all_failures()
    debian = packages()
    if debian is None:
        return [*found, Row("Debian's packages", "skipped", "this machine has no package lists", "–")]
    name = f"Debian's {len(debian.names):,} packages"
    found += _one_failure(debian, name, ["libc6"])
    taken, ranking = _taken(partial(single_failures, debian, 1), 1)
    return [*found, Row(f"{name}: all single failures", milliseconds(taken), f"worst: {ranking[0].system}", "–")]


def made(systems: int, dependencies: int, seed: int = 82) -> Graph:
    """A core on which everything that has many consumers lies, and the rest; cycles; every eighth need a group."""
    draw = random.Random(seed)
    names = [f"s{number:06}" for number in range(systems)]
    core = int(systems * CORE)
    needs: list[Dependency] = []
    left = dependencies
    while left > 0:
        low, high = (0, core) if draw.random() < CORE else (core, systems)
        consumer, *providers = draw.sample(range(low, high), draw.choice([2] * 7 + [3]) if left > 1 else 2)
        criticality = draw.choices(list(Criticality), [6, 3, 1])[0]
        needs.append(Dependency(names[consumer], tuple(names[one] for one in providers), criticality))
        left -= len(providers)
    return Graph.of(names, needs)


def _core(graph: Graph) -> list[str]:
    """Failures that reach 40 %: of those tried, the ones that reach most."""
    tried = random.Random(1).sample(graph.names[: int(len(graph.names) * CORE)], 40)
    return sorted(tried, key=lambda name: -len(spread(graph, {name: Level.MAJOR_OUTAGE}).ordered()))[:3]


def _one_failure(graph: Graph, what: str, failures: Sequence[str]) -> list[Row]:
    plain = _plain(graph)
    search = engine = chains = 0.0
    for name in failures:
        taken, reached = _taken(partial(rustworkx.descendants, plain, graph.index[name]))
        search += taken
        taken, found = _taken(partial(spread, graph, {name: Level.MAJOR_OUTAGE}))
        engine += taken
        taken, told = _taken(partial(_told, found))
        chains += taken
    share = len(told) / len(graph.names)
    yardstick = f"rustworkx descendants, {len(reached):,} reached: {milliseconds(search / len(failures))}"
    return [
        Row(
            f"{what}: one failure, {share:.0%} affected, an explanation kept for each",
            milliseconds(engine / len(failures)),
            yardstick,
            f"{engine / search:.2f} of it",
        ),
        Row(
            f"{what}: the same, and every chain of names written out",
            milliseconds((engine + chains) / len(failures)),
            yardstick,
            f"{(engine + chains) / search:.2f} of it",
        ),
    ]


def _told(found: Spread) -> list[tuple[Level, tuple[str, ...]]]:
    return list(found.chains())


def _all_failures() -> list[Row]:
    taken = {}
    for systems in (10_000, 100_000):
        graph = made(systems, 3 * systems)
        taken[systems], _ = _taken(partial(single_failures, graph), 1)
    return [
        Row(
            "all single failures of 10,000 systems",
            milliseconds(taken[10_000]),
            "2,000 ms",
            f"{taken[10_000] / 2:.2f} of it",
        ),
        Row(
            "all single failures of 100,000 systems",
            milliseconds(taken[100_000]),
            f"10,000 systems {milliseconds(taken[10_000])}",
            f"{taken[100_000] / taken[10_000]:.0f} times it, for 10 times the systems",
        ),
    ]


def _plain(graph: Graph) -> Any:
    """Provider to consumer; the members of groups too."""
    plain = rustworkx.PyDiGraph()
    plain.add_nodes_from(range(len(graph.names)))
    index = graph.index
    plain.add_edges_from_no_data(
        [(index[name], index[need.consumer]) for need in graph.dependencies for name in need.providers]
    )
    return plain


def _taken(run: Callable[[], Any], repeats: int = REPEATS) -> tuple[float, Any]:
    """The middle one of several, and the last answer."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        answer = run()
        times.append(time.perf_counter() - start)
    return sorted(times)[repeats // 2], answer
