"""How much of each group has failed, while a run goes on.

A group that needs k of n is at severity s once n − k + 1 members are at s or worse (the k-th smallest severity is s);
what it falls back on, or the fallback's quality, softens that.
"""

from __future__ import annotations

import numpy as np

from samdrift.impact.graph import Bytes, Graph, Indexes
from samdrift.impact.rounds import Events, Proposal, Proposals, expand

_NOTHING = Proposals(np.empty(0, np.int64), np.empty(0, np.uint8), np.empty(0, np.int64))


class GroupCounts:
    def __init__(self, graph: Graph) -> None:
        self.groups = groups = graph.groups
        many = len(groups.consumer)
        self.failed = np.zeros(4 * many, np.int64)
        """At `4·group + severity`: how many members are that bad or worse."""
        self.fallback = groups.quality.copy()
        self.severity = np.zeros(many, np.uint8)
        # The same memory, faster to read and write one by one.
        self._failed, self._fallback, self._severity_of = self.failed.data, self.fallback.data, self.severity.data
        self._tips_at = groups.tips_at.data
        self._starts, self._members = groups.members.starts.data, groups.members.values.data

    def raised(self, events: Events, chosen: Indexes) -> tuple[Indexes, Proposals]:
        """Takes in the `chosen` events; the groups that got worse, and what each proposes, tolerances aside."""
        marks, which = expand(self.groups.members, events.node[chosen])
        if not len(marks):
            return marks, _NOTHING
        group, origin = marks >> 1, chosen[which]
        before, now = events.before[origin], events.level[origin]
        falls_back = (marks & 1).astype(np.bool_)
        np.maximum.at(self.fallback, group[falls_back], now[falls_back])
        for severity in (1, 2, 3):
            crossed = (before < severity) & (now >= severity) & ~falls_back
            np.add.at(self.failed, 4 * group[crossed] + severity, 1)
        found = self._severities(group)
        worse = np.flatnonzero((found > self.severity[group]) & (now >= found))
        group, found = group[worse], found[worse]
        self.severity[group] = found
        return group, Proposals(self.groups.consumer[group], self.groups.felt[group, found], origin[worse])

    def raised_few(self, events: list[tuple[int, int, int, int]]) -> list[tuple[int, Proposal]]:
        """The same for (event, node, level before, level) one by one."""
        touched: list[tuple[int, int, int]] = []
        for event, node, before, now in events:
            for mark in self._members[self._starts[node] : self._starts[node + 1]].tolist():
                group = mark >> 1
                touched.append((group, now, event))
                if mark & 1:
                    self._fallback[group] = max(self._fallback[group], now)
                else:
                    for severity in range(before + 1, now + 1):
                        self._failed[4 * group + severity] += 1
        worse: list[tuple[int, Proposal]] = []
        for group, now, event in touched:
            found = self._severity(group)
            if now >= found > self._severity_of[group]:
                felt = int(self.groups.felt[group, found])
                worse.append((group, (int(self.groups.consumer[group]), felt, event)))
        for group, _, _ in touched:
            self._severity_of[group] = self._severity(group)
        return worse

    def _severity(self, group: int) -> int:
        tips_at, failed = self._tips_at[group], self._failed
        found = sum(failed[4 * group + severity] >= tips_at for severity in (1, 2, 3))
        return min(found, self._fallback[group])

    def _severities(self, group: Indexes) -> Bytes:
        found = np.zeros(len(group), np.uint8)
        for severity in (1, 2, 3):
            found += self.failed[4 * group + severity] >= self.groups.tips_at[group]
        return np.minimum(found, self.fallback[group])
