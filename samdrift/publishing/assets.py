"""The static files that pages need, each under an address that changes when its bytes do.

Our own files and Idiomorph carry a hash in the name; the design system keeps its relative layout below its version.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from pathlib import Path

import samdrift

_OWN = Path(samdrift.__file__).parent / "site" / "assets"
_NPM = Path(samdrift.__file__).parents[1] / "web" / "node_modules"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".md": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
AT_ROOT = ("/favicon.ico", "/apple-touch-icon.png")
"""Browsers ask for these whatever the page says."""
_DESIGN_SYSTEM = "/static/dkfds/"
"""How our style sheet names the design system's folder; collecting writes the version in."""
_REFERENCE = re.compile(rb"url\(\.\./((?:img/svg-icons|fonts/IBMPlexSans/complete/woff2)/[\w.-]+)\)")


class AssetsMissing(RuntimeError):
    """The npm packages are not installed."""

    def __init__(self) -> None:
        super().__init__(f"{_NPM} has no design system in it; run `make`, which installs it.")


@functools.cache
def collect() -> dict[str, tuple[bytes, str]]:
    """Address to bytes and media type. Raises AssetsMissing."""
    return {address: (content, _TYPES[Path(address).suffix]) for address, content in _contents().items()}


def address(name: str) -> str:
    """Of `site.css`, `live.js`, `idiomorph.js`, `logo.svg`, or a file of `dkfds/…`. Raises KeyError, AssetsMissing."""
    if name.startswith("dkfds/"):
        found = _design_system_folder() + name.removeprefix("dkfds/")
        if found not in collect():
            raise KeyError(name)
        return found
    return _hashed()[name][0]


def collect_at_root() -> dict[str, tuple[bytes, str]]:
    """As `collect`. Raises AssetsMissing."""
    return {path: (_hashed()[path[1:]][1], _TYPES[Path(path).suffix]) for path in AT_ROOT}


def font_folder() -> Path:
    """Where the design system's fonts lie as TrueType files, for print. Raises AssetsMissing."""
    _design_system_folder()
    return _NPM / "dkfds/dist/fonts/IBMPlexSans/complete/ttf"


def _contents() -> dict[str, bytes]:
    return dict(_hashed().values()) | _design_system()


@functools.cache
def _hashed() -> dict[str, tuple[str, bytes]]:
    folder = _design_system_folder().encode()
    files = {path.name: path.read_bytes() for path in sorted(_OWN.iterdir())}
    files["site.css"] = files["site.css"].replace(_DESIGN_SYSTEM.encode(), folder)
    files["idiomorph.js"] = (_NPM / "idiomorph/dist/idiomorph.min.js").read_bytes()
    return {name: (_hashed_address(name, content), content) for name, content in files.items()}


def _hashed_address(name: str, content: bytes) -> str:
    path = Path(name)
    return f"/static/{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"


def _design_system() -> dict[str, bytes]:
    """The style sheet and what it refers to. Placeholder logos are left out, as are fonts in formats of the past."""
    dist, folder = _NPM / "dkfds/dist", _design_system_folder()
    css = (dist / "css/dkfds.min.css").read_bytes()
    names = {match.decode() for match in _REFERENCE.findall(css)}
    # Regular alone lists woff before woff2; the licences go with the files.
    names |= {"css/dkfds.min.css", "fonts/IBMPlexSans/complete/woff/IBMPlexSans-Regular.woff"}
    names |= {"LICENSE.md", "fonts/IBMPlexSans/complete/woff2/license.txt"}
    return {folder + name: (dist / name).read_bytes() for name in sorted(names)}


@functools.cache
def _design_system_folder() -> str:
    try:
        package = json.loads((_NPM / "dkfds/package.json").read_bytes())
    except FileNotFoundError:
        raise AssetsMissing from None
    return f"/static/dkfds-{package['version']}/"
