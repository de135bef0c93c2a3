"""What a graph file says, when nothing in it is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from samdrift.portfolio.document import Fault, Faults
from samdrift.portfolio.document.faults import shown
from samdrift.vocabulary import Criticality, composed, is_slug, slug_of

_NEED = {"consumer", "providers", "required", "criticality"}
_CRITICALITIES = ", ".join(Criticality)


@dataclass(frozen=True, slots=True)
class Need:
    """Slugs. `required` of the providers must work."""

    consumer: str
    providers: tuple[str, ...]
    required: int
    criticality: str


@dataclass(frozen=True, slots=True)
class Graph:
    names: Mapping[str, str]
    """Slug to the name in the file, in the file's order."""
    needs: tuple[Need, ...]


def checked(graph: object, file: str) -> Graph:
    """Raises Faults with everything that is wrong; the file's name stands in each."""
    reading = _Reading(file)
    read = reading.graph(graph)
    if reading.faults:
        raise Faults(reading.faults)
    return read


class _Reading:
    def __init__(self, file: str) -> None:
        self._file = file
        self._slugs: dict[str, str] = {}
        self.faults: list[Fault] = []

    def graph(self, graph: object) -> Graph:
        if not isinstance(graph, dict):
            self._fault("", graph, "a group with systems and dependencies")
            return Graph({}, ())
        for key in graph.keys() - {"systems", "dependencies"}:
            self._fault(str(key), graph[key], "no such field; here belong systems and dependencies")
        names = dict(self._systems(graph.get("systems")))
        return Graph(names, tuple(self._needs(graph.get("dependencies"))))

    def _systems(self, systems: object) -> Iterator[tuple[str, str]]:
        owners: dict[str, str] = {}
        for field, written in self._list("systems", systems):
            if not isinstance(written, str):
                self._fault(field, written, "the name of a system")
                continue
            name = composed(written)
            slug = slug_of(name)
            first = owners.setdefault(slug, name)
            if not is_slug(slug):
                self._fault(field, name, "a name with letters or digits that a slug of at most 64 can be made of")
            elif name in self._slugs:
                self._fault(field, name, "each system once")
            elif first != name:
                self._fault(field, name, f"a name that is not {slug} as a slug; {first!r} is that already")
            else:
                yield slug, name
            self._slugs[name] = slug

    def _needs(self, needs: object) -> Iterator[Need]:
        for field, need in self._list("dependencies", needs):
            if not isinstance(need, dict):
                self._fault(field, need, "a group of fields")
                continue
            before = len(self.faults)
            for key in need.keys() - _NEED:
                self._fault(f"{field}.{key}", need[key], f"no such field; here belong {', '.join(sorted(_NEED))}")
            consumer = self._known(f"{field}.consumer", need.get("consumer"))
            providers = self._providers(field, need.get("providers"), consumer)
            required = self._required(field, need.get("required", 1), providers)
            criticality = self._criticality(field, need.get("criticality"))
            if before == len(self.faults):
                yield Need(consumer, providers, required, criticality)

    def _providers(self, field: str, providers: object, consumer: str) -> tuple[str, ...]:
        known: list[str] = []
        for each, name in self._list(f"{field}.providers", providers):
            slug = self._known(each, name)
            if slug and slug == consumer:
                self._fault(each, name, "another system than the consumer")
            elif slug and slug in known:
                self._fault(each, name, "each provider once")
            known.append(slug)
        if providers == []:
            self._fault(f"{field}.providers", providers, "at least one system")
        return tuple(known)

    def _required(self, field: str, required: object, providers: tuple[str, ...]) -> int:
        if not isinstance(required, int) or isinstance(required, bool) or not 1 <= required <= max(1, len(providers)):
            self._fault(f"{field}.required", required, f"a whole number from 1 to {max(1, len(providers))}")
            return 1
        return required

    def _criticality(self, field: str, criticality: object) -> str:
        if not isinstance(criticality, str) or criticality not in list(Criticality):
            self._fault(f"{field}.criticality", criticality, f"one of {_CRITICALITIES}")
            return Criticality.LOW
        return criticality

    def _known(self, field: str, name: object) -> str:
        if not isinstance(name, str) or composed(name) not in self._slugs:
            self._fault(field, name, "the name of one of the systems")
            return ""
        return self._slugs[composed(name)]

    def _list(self, field: str, value: object) -> Iterator[tuple[str, object]]:
        if not isinstance(value, list):
            self._fault(field, value, "a list")
            return
        for number, each in enumerate(value):
            yield f"{field}[{number}]", each

    def _fault(self, field: str, value: object, wanted: str) -> None:
        self.faults.append(Fault(self._file, None, field, "missing" if value is None else shown(value), wanted))
