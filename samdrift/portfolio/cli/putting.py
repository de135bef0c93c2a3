"""Files put where they were asked for, whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


class OtherFiles(Exception):
    """One line: the folder holds what would not be part of the export."""


def put_file(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def put_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Every file is written before the first is put in its place. Files of other names are left alone."""
    if not folder.exists():
        with _aside(folder.parent / f".{folder.name}.{os.getpid()}", files) as aside:
            aside.rename(folder)
        return
    with _aside(folder / f".export.{os.getpid()}", files) as aside:
        for name in files:
            (aside / name).replace(folder / name)


def refuse_other_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """A folder with other documents in it would not be what is in force when it is imported again."""
    there = sorted(each.name for each in folder.iterdir()) if folder.exists() else []
    if others := [name for name in there if name not in files and not name.startswith(".")]:
        named = ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "")
        raise OtherFiles(f"{folder} holds other files ({named}); choose an empty folder, or leave them with --force")


@contextmanager
def _aside(folder: Path, files: Mapping[str, bytes]) -> Iterator[Path]:
    folder.mkdir(parents=True)
    try:
        for name, content in files.items():
            (folder / name).write_bytes(content)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
