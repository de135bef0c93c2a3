"""What the commands on documents are given on the command line. Imports nothing heavy: every command starts here."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path

CHECK = "find every fault in system documents, without a database"
IMPORT = "import system documents, all or nothing"
EXPORT = "write the documents in force to a folder, or the whole portfolio in another format"


def add_check(parser: ArgumentParser) -> None:
    _add_paths(parser)
    parser.epilog = (
        "If PATH is a folder, references from one document to another are checked too. A single file may name systems "
        "that only the portfolio knows, so its references are not checked."
    )


def add_import(parser: ArgumentParser) -> None:
    _add_paths(parser)
    parser.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")


def add_export(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar="DIR|FILE|-", help="a folder for documents, a file for others, - to print")
    parser.add_argument("slugs", nargs="*", metavar="SLUG", help="only the documents of these systems")
    parser.add_argument(
        "--at",
        type=date.fromisoformat,
        metavar="DATE",
        help="as in force at the end of that day (2026-11-23) instead of now",
    )
    parser.add_argument(
        "--audience",
        choices=["public", "partners", "internal"],
        default="internal",
        help="only what these may read; internal, the default, is everything, and what import takes in again",
    )
    parser.add_argument(
        "--format",
        default="yaml",
        help="yaml, the default: documents; or json, csv, graphml, dot, mermaid, backstage, archimate, graph",
    )
    parser.add_argument(
        "--force", action="store_true", help="write even into a folder with other files, and leave them there"
    )


def _add_paths(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="+",
        type=Path,
        metavar="PATH",
        help="a system document (YAML or JSON), a graph file (JSON), or a folder of documents",
    )
