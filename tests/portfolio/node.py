"""Where the tests find node, and the packages of others that they hold our files against."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import samdrift

PACKAGES = Path(samdrift.__file__).parents[1] / "web" / "package.json"
NODE = shutil.which("node", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
