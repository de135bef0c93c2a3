"""A binary decision diagram: a formula over components, in a form whose probability is one walk.

Nodes are numbers; 0 is false and 1 is true. Equal formulas are the same node, so what several needs share is counted
once; multiplying along a tree counts it again and again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

FALSE, TRUE = 0, 1
_END = 1 << 60


class TooLarge(Exception):
    """The diagram would take more steps than allowed."""


@dataclass(frozen=True, slots=True)
class Node:
    variable: int
    low: int
    """Where the variable is false."""
    high: int


class Diagram:
    """Variables are tested in the order of their numbers. Raises TooLarge where it takes more than `most` steps, and so
    nodes: a diagram may stay small and still take very many."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.nodes = [Node(_END, FALSE, FALSE), Node(_END, TRUE, TRUE)]
        self._known: dict[Node, int] = {}
        self._chosen: dict[tuple[int, int, int], int] = {}

    @property
    def steps(self) -> int:
        """How many it took."""
        return len(self._chosen)

    def variable(self, number: int) -> int:
        return self._node(Node(number, FALSE, TRUE))

    def both(self, one: int, other: int) -> int:
        return self.choose(one, other, FALSE)

    def all_of(self, formulas: Iterable[int]) -> int:
        found = TRUE
        for formula in formulas:
            found = self.both(formula, found)
        return found

    def at_least(self, formulas: Sequence[int], k: int) -> int:
        """True where at least `k` of the formulas are."""
        ways = [TRUE] + [FALSE] * k  # ways[j]: at least j of those taken in so far
        for formula in formulas:
            for j in range(k, 0, -1):
                ways[j] = self.choose(formula, ways[j - 1], ways[j])
        return ways[k]

    def choose(self, condition: int, then: int, otherwise: int) -> int:
        """`then` where the condition holds, else `otherwise`: every operation is one of these.

        With a stack of its own, because a formula may be as deep as a chain of systems is long.
        """
        done: list[int] = []
        waiting: list[tuple[int, int, int, int]] = [(0, condition, then, otherwise)]
        while waiting:
            step, f, g, h = waiting.pop()
            if step == 0:
                simple = _simple(f, g, h)
                simple = self._chosen.get((f, g, h)) if simple is None else simple
                if simple is not None:
                    done.append(simple)
                    continue
                top = min(self.nodes[f].variable, self.nodes[g].variable, self.nodes[h].variable)
                waiting.append((1, f, g, h))
                waiting.append((0, *(self._branch(node, top, high=True) for node in (f, g, h))))  # type: ignore[arg-type]
                waiting.append((0, *(self._branch(node, top, high=False) for node in (f, g, h))))  # type: ignore[arg-type]
            else:
                high, low = done.pop(), done.pop()
                top = min(self.nodes[f].variable, self.nodes[g].variable, self.nodes[h].variable)
                found = self._node(Node(top, low, high))
                if len(self._chosen) >= self.most:
                    raise TooLarge
                self._chosen[f, g, h] = found
                done.append(found)
        return done[0]

    def slopes(self, root: int, chances: Sequence[float]) -> tuple[float, list[float]]:
        """That the formula holds when each variable does with its chance, independently; and the derivative of that by
        each chance, which is how much likelier the formula is where the variable holds than where it does not."""
        inner = self.below(root)
        values = {FALSE: 0.0, TRUE: 1.0}
        for number in inner:
            node = self.nodes[number]
            chance = chances[node.variable]
            values[number] = chance * values[node.high] + (1 - chance) * values[node.low]
        slopes = [0.0] * len(chances)
        reached = dict.fromkeys(values, 0.0)
        reached[root] = 1.0
        for number in reversed(inner):
            node = self.nodes[number]
            chance, reach = chances[node.variable], reached[number]
            slopes[node.variable] += reach * (values[node.high] - values[node.low])
            reached[node.high] += reach * chance
            reached[node.low] += reach * (1 - chance)
        return values[root], slopes

    def below(self, root: int) -> list[int]:
        """The inner nodes under `root`, each after those under it: a node is made after its branches."""
        found, waiting = {FALSE, TRUE}, [root]
        while waiting:
            number = waiting.pop()
            if number not in found:
                found.add(number)
                waiting += (self.nodes[number].low, self.nodes[number].high)
        return sorted(found - {FALSE, TRUE})

    def _branch(self, number: int, variable: int, *, high: bool) -> int:
        node = self.nodes[number]
        if node.variable != variable:
            return number
        return node.high if high else node.low

    def _node(self, node: Node) -> int:
        if node.low == node.high:
            return node.low
        known = self._known.get(node)
        if known is None:
            known = self._known[node] = len(self.nodes)
            self.nodes.append(node)
        return known


def _simple(f: int, g: int, h: int) -> int | None:
    if f == TRUE or g == h:
        return g
    if f == FALSE:
        return h
    return f if (g, h) == (TRUE, FALSE) else None
