"""Strongly connected components, in the order in which trouble travels."""

from __future__ import annotations

from collections.abc import Sequence


def components(targets: Sequence[Sequence[int]]) -> list[list[int]]:
    """`targets[v]` are the nodes to which an edge leads from v. Components that lead to others come first.

    Tarjan's algorithm with a stack of its own, since a chain of 100,000 would be as many calls deep.
    """
    count = len(targets)
    index, low = [-1] * count, [0] * count
    waiting = [False] * count
    stack: list[int] = []
    found: list[list[int]] = []
    counter = 0
    for root in range(count):
        if index[root] >= 0:
            continue
        path = [(root, iter(targets[root]))]
        index[root] = low[root] = counter
        counter += 1
        stack.append(root)
        waiting[root] = True
        while path:
            node, edges = path[-1]
            for other in edges:
                if index[other] < 0:
                    index[other] = low[other] = counter
                    counter += 1
                    stack.append(other)
                    waiting[other] = True
                    path.append((other, iter(targets[other])))
                    break
                if waiting[other] and index[other] < low[node]:
                    low[node] = index[other]
            else:
                path.pop()
                if path and low[node] < low[path[-1][0]]:
                    low[path[-1][0]] = low[node]
                if low[node] == index[node]:
                    found.append(_pop_to(node, stack, waiting))
    found.reverse()
    return found


def _pop_to(node: int, stack: list[int], waiting: list[bool]) -> list[int]:
    """What lies on the stack from `node` up is one component."""
    at = len(stack) - 1
    while stack[at] != node:
        at -= 1
    members = stack[at:]
    del stack[at:]
    for member in members:
        waiting[member] = False
    return members
