from __future__ import annotations

from pathlib import Path

from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.outline import outline
from tests.portfolio.reference import PAGE, written


def test_the_reference_is_written_from_the_template() -> None:
    """Where it is not: `python -m tests.portfolio.reference`."""
    assert PAGE.read_text() == written()


def test_it_names_every_field_in_both_languages() -> None:
    page = written()
    assert [path for path in outline(SystemDocument) if page.count(f"| `{path}`") != 2] == []


def test_the_documentation_leads_to_it() -> None:
    assert "system-owner/template.md" in Path("docs/README.md").read_text()
