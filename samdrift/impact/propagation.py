"""The least fixpoint, in rounds, with a derivation for everything that it raises.

Round 0 holds the systems' own states. Round r raises whatever follows from what round r − 1 raised, and nothing else
can rise then. So the round in which a node reaches a level is the height of its lowest derivation, and the event of the
round before that is noted as its origin is a step of it: following origins gives a valid chain, as short as any. Where
a group gave way, the origin is a member that fell last. A node rises at most three times, so the whole is linear in the
graph, and cycles need no thought: no event is its own origin.

With tolerances the moments are taken in order, and all rounds of one moment before the next. What was put off to a
moment joins the round of its height there: the earliest derivation, and of those the shortest.

A wide round is computed on whole arrays. A narrow one (a chain of 100,000 systems has 100,000 of them) is walked one by
one over the same memory, because an array call costs more than such a round has work. Both take the events of a round
in falling order of names, and where several raise a node alike, the last is its origin: so both give the same answer.

What stops at a node stops by its moment. So of a node that rises twice, those who need it may know of the second alone.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from samdrift.impact.graph import LEVELS, Graph
from samdrift.impact.group_counts import GroupCounts
from samdrift.impact.rounds import Events, Proposal, Proposals, expand

WIDE = 48
"""From so many events or edges on, arrays are faster."""
Own = Iterable[tuple[int, int, int]]
"""A node, the level that it has by itself, and the moment from which it has it, in microseconds."""
_EVER = -(1 << 62)
"""Before any moment."""


def propagate(graph: Graph, own: Own, stops: Mapping[int, int], wide: int = WIDE) -> Events:
    """What follows from `own`. Nodes in `stops` are reached, but what began at that moment or before stops there."""
    run = _Run(graph, stops, wide)
    for node, level, moment in own:
        run.propose_at(moment, (node, level, -1))
    return run.finish()


class _Run:
    def __init__(self, graph: Graph, stops: Mapping[int, int], wide: int) -> None:
        nodes = len(graph.names)
        self.graph, self.wide = graph, wide
        self.level = np.zeros(nodes, np.uint8)
        self.settled = np.zeros(nodes, np.uint8)  # the level before the round
        self.source = np.zeros(nodes, np.int64)  # the event that raises it in the round
        self.stops = np.full(nodes, _EVER, np.int64)
        self.stops[list(stops)] = list(stops.values())
        self.passed = np.zeros(nodes, np.uint8)  # the level that those who need it know of
        self.events = Events.room_for(LEVELS * nodes)
        self.count = 0
        self.groups = GroupCounts(graph)
        self.waiting: dict[int, list[Proposal]] = defaultdict(list)
        self.moments: list[int] = []
        self.now = 0
        self.view = _Views(self)

    def propose_at(self, moment: int, proposal: Proposal) -> None:
        if moment not in self.waiting:
            heapq.heappush(self.moments, moment)
        self.waiting[moment].append(proposal)

    def finish(self) -> Events:
        while self.moments:
            self.now = heapq.heappop(self.moments)
            arriving = self._by_height(self.waiting.pop(self.now))
            first, height = self.count, 0
            while arriving or first < self.count:
                upto = self.count
                if first == upto:
                    height = min(arriving)
                    self._accept_few(arriving.pop(height))
                else:
                    self._round(first, upto, arriving.pop(height, []))
                first, height = upto, height + 1
        return self.events.upto(self.count)

    def _by_height(self, proposals: list[Proposal]) -> dict[int, list[Proposal]]:
        found: dict[int, list[Proposal]] = defaultdict(list)
        for proposal in proposals:
            found[self.view.height[proposal[2]] + 1 if proposal[2] >= 0 else 0].append(proposal)
        return dict(found)

    def _round(self, first: int, upto: int, arriving: list[Proposal]) -> None:
        """Raises what follows from the events of the round before, and from what was put off until now."""
        if upto - first < self.wide:
            view = self.view
            events = [event for event in range(first, upto) if view.moment[event] > view.stops[view.node[event]]]
            atoms = [LEVELS * view.node[event] + view.reached[event] - 1 for event in events]
            if sum(view.starts[atom + 1] - view.starts[atom] for atom in atoms) < self.wide:
                self._accept_few(self._walk(events, atoms, arriving))
                return
        self._accept_many(self._sweep(first, upto, arriving))

    def _walk(self, events: list[int], atoms: list[int], found: list[Proposal]) -> list[Proposal]:
        view, level = self.view, self.view.level
        for event, atom in zip(events, atoms, strict=True):
            for place in range(view.starts[atom], view.starts[atom + 1]):
                target = view.targets[place]
                if target & 3 > level[target >> 2]:
                    found.append((target >> 2, target & 3, event))
        if len(self.graph.delayed):
            self._put_off(events, atoms)
        if len(self.graph.groups.consumer):
            raised = [(event, view.node[event], view.before[event], view.reached[event]) for event in events]
            for group, proposal in self.groups.raised_few(raised):
                self._later_or(found, group, proposal)
        return found

    def _sweep(self, first: int, upto: int, arriving: list[Proposal]) -> Proposals:
        events = np.arange(first, upto)
        events = events[self.events.moment[events] > self.stops[self.events.node[events]]]
        atoms = LEVELS * self.events.node[events] + self.events.level[events] - 1
        targets, which = expand(self.graph.at_once, atoms)
        node, level, origin = targets >> 2, (targets & 3).astype(np.uint8), events[which]
        if len(self.graph.delayed):
            self._put_off(events.tolist(), atoms.tolist())
        if len(self.graph.groups.consumer):
            group, proposals = self.groups.raised(self.events, events)
            slow = self.graph.groups.wait[group] > 0
            for place in np.flatnonzero(slow).tolist():
                consumer, felt, cause = (int(column[place]) for column in proposals)
                self._later_or([], int(group[place]), (consumer, felt, cause))
            node = np.concatenate([node, proposals.node[~slow]])
            level = np.concatenate([level, proposals.level[~slow]])
            origin = np.concatenate([origin, proposals.origin[~slow]])
        if arriving:
            put_off = np.array(arriving, np.int64).T
            node, origin = np.concatenate([put_off[0], node]), np.concatenate([put_off[2], origin])
            level = np.concatenate([put_off[1].astype(np.uint8), level])
        better = np.flatnonzero(level > self.level[node])
        return Proposals(node[better], level[better], origin[better])

    def _put_off(self, events: Iterable[int], atoms: Iterable[int]) -> None:
        later, delayed = self.graph.later, self.graph.delayed
        for event, atom in zip(events, atoms, strict=True):
            for number in later.values[later.starts[atom] : later.starts[atom + 1]].tolist():
                target, wait = delayed[number].tolist()
                self.propose_at(self.now + wait, (target >> 2, target & 3, event))

    def _later_or(self, now: list[Proposal], group: int, proposal: Proposal) -> None:
        wait = int(self.graph.groups.wait[group])
        if wait:
            self.propose_at(self.now + wait, proposal)
        else:
            now.append(proposal)

    def _accept_few(self, proposals: Iterable[Proposal]) -> None:
        view = self.view
        best: dict[int, tuple[int, int]] = {}
        for node, level, origin in proposals:
            if level > view.level[node] and (node not in best or level >= best[node][0]):
                best[node] = (level, origin)
        for node in sorted(best, reverse=True):
            level, origin = best[node]
            at = self.count
            view.node[at], view.reached[at], view.before[at], view.origin[at] = node, level, view.passed[node], origin
            view.moment[at], view.height[at] = self.now, view.height[origin] + 1 if origin >= 0 else 0
            view.level[node] = view.settled[node] = level
            if self.now > view.stops[node]:
                view.passed[node] = level
            self.count += 1

    def _accept_many(self, proposals: Proposals) -> None:
        for level in (1, 2, 3):
            chosen = np.flatnonzero(proposals.level == level)
            node = proposals.node[chosen]
            self.level[node] = level
            self.source[node] = proposals.origin[chosen]
        raised = np.flatnonzero(self.level != self.settled)[::-1]
        new = slice(self.count, self.count + len(raised))
        events = self.events
        events.node[new], events.level[new], events.before[new] = raised, self.level[raised], self.passed[raised]
        events.origin[new] = self.source[raised]
        events.moment[new], events.height[new] = self.now, events.height[events.origin[new]] + 1
        self.settled[raised] = self.level[raised]
        passing = raised[self.now > self.stops[raised]]
        self.passed[passing] = self.level[passing]
        self.count += len(raised)


class _Views:
    """The same memory, faster to read one by one."""

    def __init__(self, run: _Run) -> None:
        events, at_once = run.events, run.graph.at_once
        self.level, self.settled, self.passed = run.level.data, run.settled.data, run.passed.data
        self.stops = run.stops.data
        self.node, self.reached, self.before = events.node.data, events.level.data, events.before.data
        self.origin, self.moment, self.height = events.origin.data, events.moment.data, events.height.data
        self.starts, self.targets = at_once.starts.data, at_once.values.data
