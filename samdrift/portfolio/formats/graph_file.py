"""The graph file that `samdrift impact` and `samdrift spof` read: systems, and who needs how many of whom."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

from samdrift.portfolio.derived import Edge, Portfolio
from samdrift.portfolio.derived.relations import required_of
from samdrift.portfolio.formats import words


def write(portfolio: Portfolio) -> bytes:
    """Only systems in operation."""
    systems = sorted(system.slug for system in portfolio.running)
    every = [json.dumps(need) for need in _needs(portfolio)]
    lines = ",\n".join(f"  {need}" for need in dict.fromkeys(every))
    needs = f"[\n{lines}\n ]" if lines else "[]"
    return f'{{\n "systems": {json.dumps(systems)},\n "dependencies": {needs}\n}}\n'.encode()


def _needs(portfolio: Portfolio) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in portfolio.edges:
        if edge.consumer.in_operation and edge.provider.in_operation:
            own, alone = edge.dependency.group, f" {edge.dependency.id}"
            groups[edge.consumer.slug, own or alone].append(edge)
    return sorted((_need(edges) for edges in groups.values()), key=_order)


def _need(edges: list[Edge]) -> dict[str, Any]:
    providers = Counter(edge.provider.slug for edge in edges)
    return {
        "consumer": edges[0].consumer.slug,
        "providers": sorted(providers),
        # A group may name several services of one system, and the file knows systems only.
        "required": required_of(words.required(edges[0]) or 1, providers.values()),
        "criticality": edges[0].dependency.criticality.value,
    }


def _order(need: dict[str, Any]) -> tuple[str, list[str], int, str]:
    return need["consumer"], need["providers"], need["required"], need["criticality"]
