"""The graph file: the bytes of a JSON document in, a graph or one clear line out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NoReturn

from samdrift.impact.dependency import Dependency
from samdrift.impact.faults import GraphFault
from samdrift.impact.graph import Graph
from samdrift.vocabulary import Criticality, Level

LARGEST = 256 * 1024 * 1024
"""Bytes. A million dependencies are about 100 MB; this bounds what is read into memory."""
_FIELDS = ("consumer", "providers", "criticality", "required")
_CRITICALITIES = {criticality.value: criticality for criticality in Criticality}
_LONGEST = 200
_SHOWN = 60


def parse(content: bytes) -> Graph:
    """Raises GraphFault, in one line, for anything that is not a graph file."""
    document = _object(_json(content), "the file", ("systems", "dependencies"), required=2)
    systems, dependencies = document["systems"], document["dependencies"]
    if not isinstance(systems, list):
        raise GraphFault(f"systems: expected a list, found {_shown(systems)}")
    if not isinstance(dependencies, list):
        raise GraphFault(f"dependencies: expected a list, found {_shown(dependencies)}")
    for place, name in enumerate(systems):
        if not isinstance(name, str) or not name:
            raise GraphFault(f"systems[{place}]: expected a name, found {_shown(name)}")
        if len(name) > _LONGEST:
            raise GraphFault(f"systems[{place}]: a name of more than {_LONGEST} characters")
    if _unwritable(systems):
        raise GraphFault("systems: a name has half of a surrogate pair, which is no text")
    return Graph.of(systems, _dependencies(dependencies, frozenset(systems)))


def failing(graph: Graph, arguments: Iterable[str]) -> dict[str, Level]:
    """`NAME` or `NAME=LEVEL`, level 1 to 3; a system whose name has an equals sign is found by its whole name first."""
    failed: dict[str, Level] = {}
    for argument in arguments:
        name, level = argument, "3"
        if argument not in graph.index and "=" in argument:
            name, _, level = argument.rpartition("=")
        if name not in graph.index:
            raise GraphFault(f"--fail {_shown(argument)}: there is no system {_shown(name)}")
        if level not in ("1", "2", "3"):
            raise GraphFault(f"--fail {_shown(argument)}: the level is 1, 2 or 3, not {_shown(level)}")
        if name in failed:
            raise GraphFault(f"--fail {_shown(argument)}: {_shown(name)} fails twice")
        failed[name] = Level(int(level))
    if not failed:
        raise GraphFault("nothing fails: name at least one system with --fail")
    return failed


def number(argument: str | None) -> int | None:
    """That of `--top`."""
    if argument is None:
        return None
    if not (argument.isascii() and argument.isdigit() and len(argument) < 10 and int(argument)):
        raise GraphFault(f"--top {_shown(argument)}: expected a whole number from 1 to 999,999,999")
    return int(argument)


def _json(content: bytes) -> object:
    if len(content) > LARGEST:
        raise GraphFault(f"the file is larger than {LARGEST:,} bytes")
    if content.startswith(b"\xef\xbb\xbf"):
        raise GraphFault("the file starts with a byte order mark; save it as UTF-8 without one")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise GraphFault(f"the file is not UTF-8: byte {error.start}") from None
    try:
        document: object = json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise GraphFault(f"the file is not JSON: {error.msg} in line {error.lineno}, column {error.colno}") from None
    except RecursionError:
        raise GraphFault("the file is nested too deeply for a graph") from None
    except GraphFault:
        raise
    except ValueError:  # Python reads no integer of more than 4,300 digits
        raise GraphFault("the file holds a number with too many digits") from None
    return document


def _no_key_twice(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(key for key, _ in pairs)
        twice = next(key for key, count in times.items() if count > 1)
        raise GraphFault(f"the file has the key {_shown(twice)} twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise GraphFault(f"the file holds {word}, which JSON does not know")


def _dependencies(entries: list[object], systems: frozenset[str]) -> Iterator[Dependency]:
    for place, entry in enumerate(entries):
        try:
            yield _dependency(entry, systems)
        except GraphFault as fault:
            raise GraphFault(f"dependencies[{place}]: {fault}") from None


def _dependency(entry: object, systems: frozenset[str]) -> Dependency:
    fields = _object(entry, "", _FIELDS, required=3)
    consumer, providers, word = fields["consumer"], fields["providers"], fields["criticality"]
    required = fields.get("required", 1)
    if not isinstance(providers, list):
        raise GraphFault(f"providers: expected a list of names, found {_shown(providers)}")
    if not providers:
        raise GraphFault("providers: expected at least one name, found none")
    names = tuple(_system(name, "providers", systems) for name in providers)
    if not isinstance(word, str) or word not in _CRITICALITIES:
        raise GraphFault(f"criticality: expected {', '.join(_CRITICALITIES)}, found {_shown(word)}")
    if type(required) is not int:
        raise GraphFault(f"required: expected a whole number, found {_shown(required)}")
    if not 1 <= required <= len(providers):
        raise GraphFault(f"required: expected 1 to {len(providers)} (the providers), found {_shown(required)}")
    return Dependency(_system(consumer, "consumer", systems), names, _CRITICALITIES[word], required)


def _system(name: object, field: str, systems: frozenset[str]) -> str:
    if not isinstance(name, str):
        raise GraphFault(f"{field}: expected the name of a system, found {_shown(name)}")
    if name not in systems:
        raise GraphFault(f"{field}: there is no system {_shown(name)}")
    return name


def _object(value: object, where: str, known: tuple[str, ...], *, required: int) -> dict[str, object]:
    """`known` names the keys, the first `required` of which must be there."""
    prefix = f"{where}: " if where else ""
    if not isinstance(value, dict):
        raise GraphFault(f"{prefix}expected an object, found {_shown(value)}")
    for key in value:
        if key not in known:
            raise GraphFault(f"{prefix}unknown key {_shown(key)}; known are {', '.join(known)}")
    for key in known[:required]:
        if key not in value:
            raise GraphFault(f"{prefix}{key!r} is missing")
    return value


def _unwritable(names: list[str]) -> bool:
    try:
        "".join(names).encode()
    except UnicodeEncodeError:
        return True
    return False


def _shown(value: object) -> str:
    """On one line and never long, whatever it is."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 64:
        return "a huge number"
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
