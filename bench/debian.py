"""The graph of Debian's packages as this machine's own package lists tell it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator

from samdrift.impact import Dependency, Graph
from samdrift.vocabulary import Criticality

FIELDS = {
    "Pre-Depends": Criticality.CRITICAL,
    "Depends": Criticality.CRITICAL,
    "Recommends": Criticality.HIGH,
    "Suggests": Criticality.LOW,
}
_NAME = re.compile(r"[a-z0-9][a-z0-9.+-]*")
Paragraph = dict[str, str]


def packages() -> Graph | None:
    """None without lists. Alternatives, and the providers of a virtual package, are groups of which one is enough."""
    found: dict[str, Paragraph] = {}
    for paragraph in _paragraphs():
        found.setdefault(paragraph["Package"], paragraph)
    if len(found) < 1000:
        return None
    providers = {name: [name] for name in found}
    for name, paragraph in found.items():
        for provided in _names(paragraph.get("Provides", "")):
            if name not in providers.setdefault(provided, []):
                providers[provided].append(name)
    return Graph.of(found, _needs(found, providers))


def _needs(found: dict[str, Paragraph], providers: dict[str, list[str]]) -> Iterator[Dependency]:
    for name, paragraph in found.items():
        for field, criticality in FIELDS.items():
            for alternatives in filter(None, paragraph.get(field, "").split(", ")):
                names = [one for option in alternatives.split("|") for one in _names(option)]
                real = dict.fromkeys(package for option in names for package in providers.get(option, []))
                if real and name not in real:
                    yield Dependency(name, tuple(real), criticality)


def _names(field: str) -> Iterator[str]:
    for option in field.split(","):
        if match := _NAME.match(option.strip()):
            yield match.group()


def _paragraphs() -> Iterator[Paragraph]:
    if shutil.which("apt-cache") is None:
        return
    told = subprocess.run(["apt-cache", "dumpavail"], capture_output=True, text=True, check=False).stdout
    wanted = ("Package", "Provides", *FIELDS)
    for text in told.split("\n\n"):
        lines = (line.partition(": ") for line in text.splitlines() if not line.startswith(" "))
        paragraph = {key: value for key, _, value in lines if key in wanted}
        if "Package" in paragraph:
            yield paragraph
