"""The command line. `samdrift --help` is its table of contents; each command imports only what it needs."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn

from samdrift import __version__
from samdrift.portfolio.cli import arguments
from samdrift.site import environment, output
from samdrift.site.environment import Environment, SettingError

Command = Callable[[argparse.Namespace, Environment], int]
_OPTIONS_OF_IMPACT = ("--fail", "--top", "--json", "--help", "-h", "--")


class Failure(Exception):
    """One line on standard error, exit status 2."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {_one_line(message)}; see {self.prog} --help\n")

    def print_help(self, file: Any = None) -> None:
        output.write([self.format_help()])  # argparse itself says nothing where it cannot write


def main(arguments: Sequence[str] | None = None) -> int:
    try:
        try:
            return _obey(sys.argv[1:] if arguments is None else arguments)
        finally:
            output.flush()
    except output.ReaderGone:
        return 0
    except (SettingError, Failure, output.Refused) as error:
        print(f"samdrift: {_one_line(str(error))}", file=sys.stderr)
        return 2


def _obey(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(_with_names_that_begin_with_a_hyphen(arguments))
    settings = environment.read(os.environ)
    command: Command = options.command
    if options.end_with_parent:
        from samdrift.site.orphan import end_with_parent

        end_with_parent()
    return command(options, settings)


def _with_names_that_begin_with_a_hyphen(arguments: Sequence[str]) -> Iterator[str]:
    """`--fail -y` as `--fail=-y`: to argparse the name of a system that begins so is an option."""
    waiting = iter(arguments)
    for each in waiting:
        value = next(waiting, None) if each == "--fail" else None
        if value is None:
            yield each
        elif value.startswith("-") and value.partition("=")[0] not in _OPTIONS_OF_IMPACT:
            yield f"{each}={value}"
        else:
            yield from (each, value)


def _one_line(text: str) -> str:
    """What would break the line, or move the cursor, is escaped: a file may be called anything."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="samdrift",
        description="Joint operation of shared digital infrastructure.",
        epilog="Settings are environment variables: docs/operator/settings.md.",
    )
    parser.add_argument("--version", action="version", version=f"samdrift {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(name: str, command: Command, text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(command=command)
        made.add_argument("--end-with-parent", action="store_true", help=argparse.SUPPRESS)
        return made

    add("run", _run, "everything on one port").add_argument(
        "--demo", action="store_true", help="with the demo portfolio, demo people and a simulated monitoring system"
    )
    add("web", _web, "the web server: edge, ingest and portal")
    add("edge", _edge, "the edge alone: serves what is published").add_argument(
        "--mirror", metavar="URL", help="copy what another instance publishes, and serve it"
    )
    add("worker", _worker, "the worker: collect, settle, publish")
    add("migrate", _migrate, "bring the database up to this version")
    arguments.add_check(add("check", _check, arguments.CHECK))
    arguments.add_import(add("import", _import, arguments.IMPORT))
    arguments.add_export(add("export", _export, arguments.EXPORT))
    add("export-site", _export_site, "write what is published as a folder of plain files").add_argument(
        "folder", type=Path
    )
    impact = add("impact", _impact, "who is affected when these fail, from a graph file")
    impact.add_argument("--fail", action="append", default=[], metavar="SYSTEM[=LEVEL]", help="level 1 to 3, default 3")
    spof = add("spof", _spof, "the single failures that hit hardest, from a graph file")
    for ranked, default in ((impact, None), (spof, "20")):
        ranked.add_argument("graph", type=Path, metavar="GRAPH.json")
        ranked.add_argument("--top", default=default, metavar="N", help="only the N worst")
        ranked.add_argument("--json", action="store_true", help="for programs")
    _add_demo(add("demo", _demo, "break and mend the simulated monitoring system of a running demo"))
    return parser


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=["break", "mend", "silence", "speak", "story", "state", "oneview"])
    parser.add_argument("signal", nargs="?", help="a system (mitid) or a service (mitid/login)")
    parser.add_argument("--level", default="major_outage", help="degraded, partial_outage or major_outage")
    parser.add_argument("--text", default="", help="the monitoring system's own words")
    parser.add_argument("--speed", type=float, default=600, help="how many times faster than real life the story runs")
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)


def _run(options: argparse.Namespace, settings: Environment) -> int:
    from samdrift.site.one_process import run

    return run(settings, demo=options.demo)


def _web(options: argparse.Namespace, settings: Environment) -> int:
    _with_database(settings)
    from samdrift.site.server import serve

    return serve("samdrift.site.asgi:application", settings.port)


def _edge(options: argparse.Namespace, settings: Environment) -> int:
    from samdrift.site.server import serve, serve_mirror

    if options.mirror:
        return serve_mirror(options.mirror, settings.published, settings.port)
    return serve("samdrift.edge.asgi:application", settings.port)


def _worker(options: argparse.Namespace, settings: Environment) -> int:
    _django(settings)
    from samdrift.site import worker

    return worker.run()


def _migrate(options: argparse.Namespace, settings: Environment) -> int:
    _django(settings)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return 0


def _check(options: argparse.Namespace, settings: Environment) -> int:
    from samdrift.portfolio.cli.checking import check

    return _told(lambda: check(options.paths))


def _import(options: argparse.Namespace, settings: Environment) -> int:
    _django(settings)
    from samdrift.portfolio.cli.importing import take_in, would_take_in

    return _told(lambda: (would_take_in if options.dry_run else take_in)(options.paths, now=datetime.now(UTC)))


def _export(options: argparse.Namespace, settings: Environment) -> int:
    _django(settings)
    from samdrift.portfolio.cli.exporting import NothingToExport, export
    from samdrift.portfolio.cli.putting import OtherFiles

    try:
        return _told(lambda: export(options, now=datetime.now(UTC)))
    except (NothingToExport, OtherFiles) as error:
        raise Failure(f"{error}.") from None


def _told(pieces: Callable[[], Iterable[str]]) -> int:
    """Print what a command on documents gives back, or every fault in them to standard error."""
    from samdrift.portfolio.document import Faults

    try:
        output.write(pieces(), encoding="utf-8")  # documents are, whatever the terminal's language
    except Faults as faults:
        print(faults, file=sys.stderr)
        return 2
    except OSError as error:
        raise Failure(f"{error.filename}: {error.strerror}.") from None
    return 0


def _export_site(options: argparse.Namespace, settings: Environment) -> int:
    from samdrift.publishing.static_export import NothingPublished, export

    try:
        output.write([f"{export(settings.published, options.folder)} files written to {options.folder}\n"])
    except NothingPublished as error:
        raise Failure(str(error)) from None
    except OSError as error:
        raise Failure(f"{error.filename}: {error.strerror}.") from None
    return 0


def _impact(options: argparse.Namespace, settings: Environment) -> int:
    from samdrift.impact import DEFAULT, GraphFault, answer, graph_file, spread

    try:
        graph = graph_file.parse(_graph_file(options.graph), settings.transfer or DEFAULT)
        top = graph_file.number(options.top)
        failed = graph_file.failing(graph, options.fail)
        start = perf_counter()
        found = spread(graph, failed)
        elapsed = (perf_counter() - start) * 1000
        answer.check_length(found, top)
    except GraphFault as fault:
        raise Failure(str(fault)) from None
    output.write((answer.impact_json if options.json else answer.impact_text)(found, elapsed, top))
    return 0


def _spof(options: argparse.Namespace, settings: Environment) -> int:
    from samdrift.impact import DEFAULT, GraphFault, answer, graph_file, single_failures

    try:
        graph = graph_file.parse(_graph_file(options.graph), settings.transfer or DEFAULT)
        top = graph_file.number(options.top)
        start = perf_counter()
        ranking = single_failures(graph, top)
        elapsed = (perf_counter() - start) * 1000
    except GraphFault as fault:
        raise Failure(str(fault)) from None
    output.write((answer.ranking_json if options.json else answer.ranking_text)(ranking, elapsed))
    return 0


def _graph_file(path: Path) -> bytes:
    from samdrift.impact.json_file import LARGEST

    gc.disable()  # a graph is no garbage, and looking for some doubles the time for a million dependencies
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}.") from None


def _demo(options: argparse.Namespace, settings: Environment) -> int:
    if options.verb == "oneview":
        return _oneview(options, settings)
    from samdrift.site.demo_commands import Unreachable, control

    try:
        told = control(
            settings.home, options.verb, options.signal, level=options.level, text=options.text, speed=options.speed
        )
    except Unreachable as error:
        raise Failure(str(error)) from None
    output.write([f"{told}\n"])
    return 0


def _oneview(options: argparse.Namespace, settings: Environment) -> int:
    _django(settings)
    from samdrift.demo.oneview import main as serve
    from samdrift.demo.seed import signals
    from samdrift.monitoring.models import Source

    key = Source.objects.get(slug="oneview").settings["headers"]["X-API-Key"]
    return serve(options.port, signals(datetime.now(UTC)), key=key)


def _with_database(settings: Environment) -> None:
    from samdrift.site import embedded

    embedded.use(settings.home)


def _django(settings: Environment) -> None:
    _with_database(settings)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samdrift.site.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
