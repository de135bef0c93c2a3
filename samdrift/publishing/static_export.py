"""The current generation as a folder of plain files, for any web server."""

from __future__ import annotations

from pathlib import Path

from samdrift.snapshot.generation import CURRENT, Manifest, manifest_path, object_path


class NothingPublished(Exception):
    """No generation is there to export."""


def export(root: Path, folder: Path) -> int:
    """Write every file of the current generation under `root` into `folder`; return how many."""
    try:
        generation = int((root / CURRENT).read_text())
    except FileNotFoundError:
        raise NothingPublished(f"nothing is published in {root}; start a worker first.") from None
    manifest = Manifest.from_json(manifest_path(root, generation).read_bytes())
    for address, entry in manifest.entries.items():
        target = folder / address.lstrip("/")
        if address.endswith("/"):
            target /= "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(object_path(root, entry.object).read_bytes())
    return len(manifest.entries)
