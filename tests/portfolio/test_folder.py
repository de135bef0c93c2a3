from __future__ import annotations

from pathlib import Path

import pytest

from samdrift.portfolio.document import Faults, load_folder, yaml
from samdrift.portfolio.document.composed import MAX_CHARACTERS
from tests.portfolio.documents import document


def lay(folder: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        path = folder / f"{name.replace('__', '.')}"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_documents_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    lay(tmp_path, b__yaml=yaml.write(document("b")), a__yaml=yaml.write(document("a")), README__md="not one")
    assert [each.slug for each in load_folder(tmp_path)] == ["a", "b"]


def test_a_folder_with_faults_of_every_kind_tells_them_all(tmp_path: Path) -> None:
    good = yaml.write(document("good"))
    lay(
        tmp_path,
        good__yaml=good,
        good__yml=good,
        misnamed__yaml=yaml.write(document("other")),
        broken__yaml="a: [",
        latin__yaml="template: '1'\nnote: bl\xe5\n".encode("latin-1"),
        huge__yaml=b"a" * (4 * MAX_CHARACTERS + 1),
        field__yaml=yaml.write(document("field")).replace("in_operation", "maybe").replace("'1'", "'2'"),
    )
    with pytest.raises(Faults) as raised:
        load_folder(tmp_path)
    found = [(Path(fault.file).name, fault.line, fault.field) for fault in raised.value.faults]
    assert found == [
        ("broken.yaml", 1, ""),
        ("field.yaml", 1, "template"),
        ("field.yaml", 11, "life_cycle.status"),
        ("good.yml", 3, "identity.slug"),
        ("huge.yaml", None, ""),
        ("latin.yaml", 2, ""),
        ("misnamed.yaml", 3, "identity.slug"),
    ]


def test_a_folder_without_documents_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Faults, match=r"no documents; expected files named <slug>\.yaml"):
        load_folder(tmp_path)
