"""Names on the command line and in a graph file, however they are written."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from samdrift.impact import GraphFault
from samdrift.impact.graph_file import parse
from tests.impact.commands import refused, told

COMPOSED, APART = "Økonomi é", unicodedata.normalize("NFD", "Økonomi é")


def graph_of(tmp_path: Path, consumer: str, provider: str, *more: str) -> Path:
    path = tmp_path / "graph.json"
    need = {"consumer": consumer, "providers": [provider], "criticality": "critical"}
    path.write_text(json.dumps({"systems": [consumer, provider, *more], "dependencies": [need]}, ensure_ascii=False))
    return path


@pytest.mark.parametrize("in_file", [COMPOSED, APART], ids=["composed", "apart"])
@pytest.mark.parametrize("typed", [COMPOSED, APART], ids=["composed", "apart"])
def test_what_looks_the_same_is_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], in_file: str, typed: str
) -> None:
    path = graph_of(tmp_path, "a", in_file)
    assert told(capsys, "impact", path, "--fail", typed)["affected"][0]["because"] == ["a", COMPOSED]


def test_a_dependency_may_write_the_name_in_the_other_way() -> None:
    need = {"consumer": "a", "providers": [APART], "criticality": "critical"}
    graph = parse(json.dumps({"systems": ["a", COMPOSED], "dependencies": [need]}).encode())
    assert graph.dependencies[0].providers == (COMPOSED,)


def test_two_names_that_look_the_same_are_one_system_twice() -> None:
    with pytest.raises(GraphFault, match="twice"):
        parse(json.dumps({"systems": [COMPOSED, APART], "dependencies": []}).encode())


@pytest.mark.parametrize("name", ["-y", "--y", "-1"])
def test_a_name_may_begin_with_a_hyphen(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    path = graph_of(tmp_path, "a", name)
    assert [each["system"] for each in told(capsys, "impact", path, "--fail", name)["affected"]] == ["a"]
    assert told(capsys, "impact", "--fail", f"{name}=2", path)["affected"][0]["level"] == 2


def test_an_option_is_not_taken_for_a_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        refused(capsys, "impact", graph_of(tmp_path, "a", "b"), "--fail", "--json")
    assert "--fail: expected one argument" in capsys.readouterr().err
