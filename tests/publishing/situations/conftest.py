from __future__ import annotations

import os

import pytest

from samdrift.publishing.files import Files


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write into the tables what the pages say now")


def pytest_configure(config: pytest.Config) -> None:
    if is_rewriting(config) and os.environ.get("CI"):
        raise pytest.UsageError("--rewrite: a person reads the new sentences before they are committed, not CI")


def is_rewriting(config: pytest.Config) -> bool:
    # Where the folder is not named on the command line, there is no such option.
    return bool(config.getoption("rewrite", default=False))


@pytest.fixture
def rewriting(request: pytest.FixtureRequest) -> bool:
    return is_rewriting(request.config)


@pytest.fixture
def states_only(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file that tells of documents only is made: nothing here reads one, and they would take most of the time."""
    for name in ("of_document", "print_of_document", "of_portfolio"):
        monkeypatch.setattr(Files, name, lambda *_: {})
