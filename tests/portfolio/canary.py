"""Documents that answer everything the template asks, with a canary in each field that a test wants to follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any

from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.outline import outline
from samdrift.portfolio.document.rules_of_answers import may_be_told_to_others
from samdrift.vocabulary import Audience

FIELDS = outline(SystemDocument)
SINGING = re.compile(r"canary|kanarie|(?<!\w)(1973|P?731D?)(?![\w.])|73[.,]1313", re.IGNORECASE)
"""How a canary shows, however a page writes it: a text, an address, a year, a number of days, a percentage."""
MAY_BE_TOLD_TO_OTHERS = sorted(may_be_told_to_others(SystemDocument))

Singing = Callable[[str], bool]


def everything(path: str) -> bool:
    return True


def marked(path: str) -> bool:
    """True where the template itself tells the field to fewer than everyone."""
    return any(FIELDS[each].audience is not Audience.PUBLIC for each in _around(path))


def within(paths: Container[str]) -> Singing:
    """True for the paths, and for what lies within them."""
    return lambda path: any(each in paths for each in _around(path))


def canaries(slug: str, *, on: str, singing: Singing, **more: Any) -> SystemDocument:
    """A document that needs the system `on`. What is `singing` by its path holds a canary, as does every field of the
    entries that are told to partners or internally. `more` are sections that replace its own."""
    words = _Words(singing)
    told = (
        ("shown", "public", words),
        ("hidden", "partners", _Words(everything)),
        ("own", "internal", _Words(everything)),
    )
    content = {
        "template": "1",
        "note": words.both("note"),
        "identity": {"slug": slug, "name": _plain(slug.upper()), "purpose": _plain("Log in")},
        "life_cycle": {
            "status": "in_operation",
            "in_operation_since": words.one_of("life_cycle.in_operation_since", "1973-01-01", "2016-01-01"),
        },
        "owner": {
            "organisation": "agency",
            "name": _plain("Agency"),
            "jointly_with": [words.both("owner.jointly_with")],
        },
        "operator": words.both("operator"),
        "suppliers": [
            {
                "id": words.id("suppliers"),
                "name": words.both("suppliers.name"),
                "delivers": words.both("suppliers.delivers"),
            }
        ],
        "sites": [{"id": words.id("sites"), "name": words.both("sites.name")}],
        "contacts": [_contact(words)],
        "services": [_service(words)],
        "interfaces": [_interface(words)],
        "groups": [_group(each, id) for id, _, each in told],
        "dependencies": [_dependency(each, id, told_to, on) for id, told_to, each in told],
        "exchanges": [
            *(_exchange(each, id, told_to, over=id) for id, told_to, each in told),
            _exchange(_Words(everything), "over-hidden", "public", over="hidden"),
        ],
        "preparedness": {kind: _plan(words, f"preparedness.{kind}") for kind in ("crisis", "contingency", "recovery")},
        "sources": [_source(each, told_to) for _, told_to, each in told],
        **more,
    }
    return SystemDocument.model_validate(content)


@dataclass(frozen=True)
class _Words:
    singing: Singing

    def text(self, path: str) -> str:
        return f"canary in {path}" if self.singing(path) else f"word of {path}"

    def both(self, path: str) -> dict[str, str]:
        return {"da": self.text(path).replace("canary", "kanarie"), "en": self.text(path)}

    def one_of(self, path: str, loud: str, quiet: str) -> str:
        return loud if self.singing(path) else quiet

    def id(self, path: str) -> str:
        return self.one_of(f"{path}.id", "canary", "quiet")

    def duration(self, path: str) -> str:
        return self.one_of(path, "P731D", "P1D")

    def evidence(self, path: str) -> dict[str, str]:
        url = self.one_of(f"{path}.url", "https://canary.example/", "https://source.example/")
        return {"basis": "documented", "title": self.text(f"{path}.title"), "url": url}


def _contact(words: _Words) -> dict[str, Any]:
    return {
        "id": words.id("contacts"),
        **{field: words.both(f"contacts.{field}") for field in ("function", "reach_for", "hours")},
        **{field: words.text(f"contacts.{field}") for field in ("phone", "email")},
    }


def _service(words: _Words) -> dict[str, Any]:
    return {
        "id": "login",
        **{field: _plain(f"word of {field}") for field in ("name", "purpose", "without")},
        "instead": words.both("services.instead"),
        "instead_needs": [],
        "criticality": "high",
        "protocol": words.text("services.protocol"),
        "hours": words.both("services.hours"),
        "target": words.one_of("services.target", "73.1313", "99.9"),
        "recovery_time": words.duration("services.recovery_time"),
        "recovery_point": words.duration("services.recovery_point"),
    }


def _interface(words: _Words) -> dict[str, Any]:
    return {
        "id": words.id("interfaces"),
        "name": words.both("interfaces.name"),
        "address": words.one_of("interfaces.address", "https://canary.example/", "https://page.example/"),
        "audience": words.both("interfaces.audience"),
    }


def _dependency(words: _Words, id: str, told_to: str, on: str) -> dict[str, Any]:
    return {
        "id": id,
        "on": on,
        "needed_by": ["login"],
        "criticality": "critical",
        "why": words.both("dependencies.why"),
        "pattern": "copy",
        "tolerance": words.duration("dependencies.tolerance"),
        "fallback": {"description": words.both("dependencies.fallback.description"), "quality": "degraded"},
        "evidence": words.evidence("dependencies.evidence"),
        "group": id,
        "told_to": told_to,
    }


def _group(words: _Words, id: str) -> dict[str, Any]:
    """With one member, the dependency of the same id: whoever is not told of that is not told of the group."""
    return {"id": id, "name": words.both("groups.name"), "required": 1}


def _exchange(words: _Words, id: str, told_to: str, *, over: str) -> dict[str, Any]:
    return {
        "id": id,
        "data": words.both("exchanges.data"),
        "over": over,
        "direction": "both",
        "personal_data": "ordinary",
        "legal_basis": words.text("exchanges.legal_basis"),
        "format": words.text("exchanges.format"),
        "frequency": words.both("exchanges.frequency"),
        "evidence": words.evidence("exchanges.evidence"),
        "told_to": told_to,
    }


def _source(words: _Words, told_to: str) -> dict[str, Any]:
    statement = words.both("sources.statement")
    return {"statement": statement, "evidence": words.evidence("sources.evidence"), "told_to": told_to}


def _plan(words: _Words, path: str) -> dict[str, str]:
    return {
        "dated": words.one_of(f"{path}.dated", "1973-05-01", "2024-05-01"),
        "last_tested": words.one_of(f"{path}.last_tested", "1973-06-01", "2024-06-01"),
    }


def _plain(text: str) -> dict[str, str]:
    return {"da": text, "en": text}


def _around(path: str) -> list[str]:
    steps = path.split(".")
    return [".".join(steps[: length + 1]) for length in range(len(steps))]
