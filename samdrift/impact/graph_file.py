"""The graph file: the bytes of a JSON document in, a graph or one clear line out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samdrift.impact.dependency import Dependency
from samdrift.impact.faults import GraphFault
from samdrift.impact.graph import Graph
from samdrift.impact.json_file import fields, read, shown
from samdrift.impact.transfer import DEFAULT, Transfer
from samdrift.vocabulary import Criticality, Level, composed

_FIELDS = ("consumer", "providers", "criticality", "required")
_CRITICALITIES = {criticality.value: criticality for criticality in Criticality}
_LONGEST = 200


def parse(content: bytes, transfer: Transfer = DEFAULT) -> Graph:
    """Raises GraphFault, in one line, for anything that is not a graph file."""
    document = fields(read(content), "the file", ("systems", "dependencies"), required=2)
    systems, dependencies = document["systems"], document["dependencies"]
    if not isinstance(systems, list):
        raise GraphFault(f"systems: expected a list, found {shown(systems)}")
    if not isinstance(dependencies, list):
        raise GraphFault(f"dependencies: expected a list, found {shown(dependencies)}")
    for place, name in enumerate(systems):
        if not isinstance(name, str) or not name:
            raise GraphFault(f"systems[{place}]: expected a name, found {shown(name)}")
        if len(name) > _LONGEST:
            raise GraphFault(f"systems[{place}]: a name of more than {_LONGEST} characters")
    if _unwritable(systems):
        raise GraphFault("systems: a name has half of a surrogate pair, which is no text")
    names = [composed(name) for name in systems]
    return Graph.of(names, _dependencies(dependencies, frozenset(names)), transfer)


def failing(graph: Graph, arguments: Iterable[str]) -> dict[str, Level]:
    """`NAME` or `NAME=LEVEL`, level 1 to 3; a system whose name has an equals sign is found by its whole name first."""
    failed: dict[str, Level] = {}
    for argument in map(composed, arguments):
        name, level = argument, "3"
        if argument not in graph.index and "=" in argument:
            name, _, level = argument.rpartition("=")
        if name not in graph.index:
            raise GraphFault(f"--fail {shown(argument)}: there is no system {shown(name)}")
        if level not in ("1", "2", "3"):
            raise GraphFault(f"--fail {shown(argument)}: the level is 1, 2 or 3, not {shown(level)}")
        if name in failed:
            raise GraphFault(f"--fail {shown(argument)}: {shown(name)} fails twice")
        failed[name] = Level(int(level))
    if not failed:
        raise GraphFault("nothing fails: name at least one system with --fail")
    return failed


def number(argument: str | None) -> int | None:
    """That of `--top`."""
    if argument is None:
        return None
    if not (argument.isascii() and argument.isdigit() and len(argument) < 10 and int(argument)):
        raise GraphFault(f"--top {shown(argument)}: expected a whole number from 1 to 999,999,999")
    return int(argument)


def _dependencies(entries: list[object], systems: frozenset[str]) -> Iterator[Dependency]:
    for place, entry in enumerate(entries):
        try:
            yield _dependency(entry, systems)
        except GraphFault as fault:
            raise GraphFault(f"dependencies[{place}]: {fault}") from None


def _dependency(entry: object, systems: frozenset[str]) -> Dependency:
    told = fields(entry, "", _FIELDS, required=3)
    consumer, providers, word = told["consumer"], told["providers"], told["criticality"]
    required = told.get("required", 1)
    if not isinstance(providers, list):
        raise GraphFault(f"providers: expected a list of names, found {shown(providers)}")
    if not providers:
        raise GraphFault("providers: expected at least one name, found none")
    names = tuple(_system(name, "providers", systems) for name in providers)
    if not isinstance(word, str) or word not in _CRITICALITIES:
        raise GraphFault(f"criticality: expected {', '.join(_CRITICALITIES)}, found {shown(word)}")
    if type(required) is not int:
        raise GraphFault(f"required: expected a whole number, found {shown(required)}")
    if not 1 <= required <= len(providers):
        raise GraphFault(f"required: expected 1 to {len(providers)} (the providers), found {shown(required)}")
    return Dependency(_system(consumer, "consumer", systems), names, _CRITICALITIES[word], required)


def _system(name: object, field: str, systems: frozenset[str]) -> str:
    if not isinstance(name, str):
        raise GraphFault(f"{field}: expected the name of a system, found {shown(name)}")
    known = composed(name)
    if known not in systems:
        raise GraphFault(f"{field}: there is no system {shown(name)}")
    return known


def _unwritable(names: list[str]) -> bool:
    try:
        "".join(names).encode()
    except UnicodeEncodeError:
        return True
    return False
