"""The portfolio as Backstage catalog entities: one YAML file of many documents.

Each system is a System and a Component of the same name; each of its services is a Component within that one. What
needs what stands as `dependsOn` between Components, the only kind of the three that may have it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import yaml

from samdrift.portfolio.derived import Edge, Portfolio, ServiceModel, SystemModel
from samdrift.portfolio.document import LifeCycleStatus
from samdrift.portfolio.document.yaml_text import represent_text
from samdrift.portfolio.formats import words
from samdrift.vocabulary import Criticality, Text

_LONGEST = 63
_LIFE_CYCLES = {
    LifeCycleStatus.PLANNED: "experimental",
    LifeCycleStatus.IN_OPERATION: "production",
    LifeCycleStatus.RETIRED: "deprecated",
}
_Needs = dict[str, list[Edge]]
Entity = dict[str, Any]
_NONE: Mapping[str, str] = MappingProxyType({})


def write(portfolio: Portfolio) -> bytes:
    written: str = yaml.dump_all(
        _entities(portfolio), Dumper=_Dumper, sort_keys=False, allow_unicode=True, explicit_start=True, width=120
    )
    return written.encode()


def name(system: str, service: str | None = None) -> str:
    """An entity's name: at most 63 characters, by Backstage's rules. A longer one ends in a hash of what it was."""
    full = f"{system}.{service}" if service else system
    if len(full) <= _LONGEST:
        return full
    mark = hashlib.sha256(full.encode()).hexdigest()[:8]
    return f"{full[: _LONGEST - 9].rstrip('-.')}-{mark}"


def _entities(portfolio: Portfolio) -> Iterator[Entity]:
    needs: _Needs = defaultdict(list)
    for edge in portfolio.edges:
        for needing in words.needing(edge):
            needs[name(edge.consumer.slug, needing)].append(edge)
    yield from _owners(portfolio)
    for system in portfolio.systems:
        yield _system(system)
        yield _whole(system, needs)
        for service in system.services:
            yield _service(system, service, needs)


def _owners(portfolio: Portfolio) -> Iterator[Entity]:
    # A system owned jointly names its other owners too; the shortest name is the organisation's own.
    names: dict[str, Text] = {}
    for system in portfolio.systems:
        known = names.setdefault(system.owner_slug, system.owner)
        names[system.owner_slug] = min(known, system.owner, key=lambda text: (len(text.da), text.da, text.en))
    for slug, owner in sorted(names.items()):
        yield _entity("Group", name(slug), owner, spec={"type": "organization", "children": []})


def _system(system: SystemModel) -> Entity:
    return _entity("System", name(system.slug), system.name, about=system.purpose, spec={"owner": _owner(system)})


def _whole(system: SystemModel, needs: _Needs) -> Entity:
    own = name(system.slug)
    links = [{"url": each.address, "title": each.name.da} for each in system.interfaces if each.address]
    spec = {
        "type": "external" if system.external else "system",
        "lifecycle": _LIFE_CYCLES[system.life_cycle.status],
        "owner": _owner(system),
        "system": f"system:default/{own}",
    }
    entity = _part(own, system.name, system.purpose, spec, needs.get(own, []))
    if links:
        entity["metadata"]["links"] = links
    return entity


def _service(system: SystemModel, service: ServiceModel, needs: _Needs) -> Entity:
    own = name(system.slug, service.id)
    spec = {
        "type": "service",
        "lifecycle": _LIFE_CYCLES[system.life_cycle.status],
        "owner": _owner(system),
        "system": f"system:default/{name(system.slug)}",
        "subcomponentOf": _component(system.slug),
    }
    return _part(own, service.name, service.purpose, spec, needs.get(own, []))


def _part(own: str, title: Text, about: Text, spec: Entity, edges: list[Edge]) -> Entity:
    on = [(edge.dependency, words.required(edge), _provider(edge)) for edge in edges]
    annotations: dict[str, set[str]] = {f"samdrift/{criticality}": set() for criticality in Criticality}
    assumed = annotations["samdrift/assumed"] = set()
    for dependency, required, reference in on:
        annotations[f"samdrift/{dependency.criticality}"].add(reference)
        if dependency.known.assumed:
            assumed.add(reference)
        if dependency.group:
            annotations.setdefault(f"samdrift/{required}-of.{_short(dependency.group)}", set()).add(reference)
    if on:
        spec = {**spec, "dependsOn": sorted({reference for _, _, reference in on})}
    written = {key: " ".join(sorted(references)) for key, references in annotations.items() if references}
    return _entity("Component", own, title, about=about, annotations=written, spec=spec)


def _entity(
    kind: str, own: str, title: Text, *, spec: Entity, about: Text | None = None, annotations: Mapping[str, str] = _NONE
) -> Entity:
    metadata: Entity = {"name": own, "title": title.da}
    if about:
        metadata["description"] = words.in_both(about)
    if title.en != title.da:
        annotations = {"samdrift/title-en": title.en, **annotations}
    if annotations:
        metadata["annotations"] = dict(annotations)
    return {"apiVersion": "backstage.io/v1alpha1", "kind": kind, "metadata": metadata, "spec": spec}


def _short(group: str) -> str:
    """What is after the slash in an annotation's key has at most 63 characters, "50-of." included."""
    return group if len(group) <= 57 else f"{group[:48]}-{hashlib.sha256(group.encode()).hexdigest()[:8]}"


def _owner(system: SystemModel) -> str:
    return f"group:default/{name(system.owner_slug)}"


def _provider(edge: Edge) -> str:
    return _component(edge.provider.slug, words.needed(edge))


def _component(system: str, service: str | None = None) -> str:
    return f"component:default/{name(system, service)}"


class _Dumper(yaml.CSafeDumper):  # libyaml: ten times as fast, and the wheel carries it
    def ignore_aliases(self, data: object) -> bool:
        return True


_Dumper.add_representer(str, represent_text)
