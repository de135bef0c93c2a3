"""The command line. `samdrift --help` is its table of contents; each command imports only what it needs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from samdrift import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="samdrift", description="Joint operation of shared digital infrastructure.")
    parser.add_argument("--version", action="version", version=f"samdrift {__version__}")
    parser.parse_args(arguments)
    parser.print_help()
    return 0


if __name__ == "__main__":
    sys.exit(main())
