"""`samdrift export`"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from samdrift.portfolio.cli.putting import put_file, put_folder, refuse_other_files
from samdrift.portfolio.days import end_of, today
from samdrift.portfolio.document.yaml import write_content
from samdrift.portfolio.formats import FORMATS
from samdrift.portfolio.queries import contents_in_force, portfolio_in_force
from samdrift.vocabulary import Audience

_INSTANT = timedelta(microseconds=1)


class NothingToExport(Exception):
    """One line: what was asked for is not there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is in force when the Copenhagen day `day` ends, today and without a day: now; as `audience` may read it."""

    day: date | None
    audience: Audience
    now: datetime

    @property
    def at(self) -> datetime:
        return self.now if self.day is None or self.day == today(self.now) else end_of(self.day) - _INSTANT


def export(options: Namespace, *, now: datetime) -> Iterator[str]:
    """Do as `arguments.add_export` describes, and give back what to print. Raises NothingToExport, OtherFiles."""
    wanted = Wanted(options.at, Audience(options.audience), now)
    if options.format == "yaml":
        return _documents(options, _in_force(wanted, options.slugs))
    if options.format not in FORMATS:
        raise NothingToExport(f"no format {options.format!r}; choose yaml, {', '.join(FORMATS)}")
    if options.slugs:
        raise NothingToExport(f"{options.format} holds the whole portfolio; systems are chosen for yaml only")
    return _one_file(options, FORMATS[options.format].write(portfolio_in_force(wanted.at, wanted.audience)))


def _in_force(wanted: Wanted, slugs: Sequence[str]) -> dict[str, bytes]:
    contents = contents_in_force(wanted.at, wanted.audience)
    if missing := sorted(set(slugs) - set(contents)):
        raise NothingToExport(f"no document in force of {', '.join(missing)}")
    if not contents:
        raise NothingToExport("no documents in force")
    return {f"{slug}.yaml": write_content(contents[slug]).encode() for slug in sorted(set(slugs) or contents)}


def _documents(options: Namespace, files: dict[str, bytes]) -> Iterator[str]:
    if options.target == "-":
        yield "---\n".join(content.decode() for content in files.values())
        return
    folder = Path(options.target)
    if not (options.slugs or options.force):
        refuse_other_files(folder, files)
    put_folder(folder, files)
    yield f"{len(files)} document{'' if len(files) == 1 else 's'} written to {folder}\n"


def _one_file(options: Namespace, content: bytes) -> Iterator[str]:
    if options.target == "-":
        yield content.decode()
        return
    put_file(Path(options.target), content)
    yield f"{len(content)} bytes written to {options.target}\n"
