"""`samdrift impact` and `samdrift spof`: the contract of the graph file, and everything that is not one."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from samdrift.cli import main
from tests.impact.commands import told

GRAPH = {
    "systems": ["borger", "cpr", "cpr-copy", "mitid", "nemlog-in", "x=2"],
    "dependencies": [
        {"consumer": "nemlog-in", "providers": ["mitid"], "criticality": "critical"},
        {"consumer": "borger", "providers": ["nemlog-in"], "criticality": "high"},
        {"consumer": "borger", "providers": ["cpr", "cpr-copy"], "required": 1, "criticality": "high"},
    ],
}


@pytest.fixture(autouse=True)
def garbage_is_collected_again() -> Iterator[None]:
    """The commands end their process and so turn it off."""
    yield
    gc.enable()


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.json"
    path.write_text(json.dumps(GRAPH))
    return path


def test_impact_answers_worst_first_and_leaves_the_failed_out(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, "impact", graph, "--fail", "mitid", "--fail", "cpr=1")
    assert answer.pop("elapsed_ms") >= 0
    assert answer == {
        "affected": [
            {"system": "nemlog-in", "level": 3, "because": ["nemlog-in", "mitid"]},
            {"system": "borger", "level": 2, "because": ["borger", "nemlog-in", "mitid"]},
        ]
    }


def test_spof_ranks_with_the_score_of_the_documentation(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, "spof", graph, "--top", "2")
    assert answer.pop("elapsed_ms") >= 0
    assert answer == {
        "ranking": [
            {"system": "mitid", "affected": {"1": 0, "2": 1, "3": 1}, "score": 12},
            {"system": "nemlog-in", "affected": {"1": 0, "2": 1, "3": 0}, "score": 3},
        ]
    }


def test_an_installation_may_have_tables_of_its_own(
    graph: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tables = tmp_path / "transfer.json"
    tables.write_text('{"critical": [0, 1, 2, 2], "high": [0, 0, 0, 1], "low": [0, 0, 0, 0]}')
    monkeypatch.setenv("SAMDRIFT_TRANSFER", str(tables))
    affected = told(capsys, "impact", graph, "--fail", "mitid")["affected"]
    assert [(one["system"], one["level"]) for one in affected] == [("nemlog-in", 2)]
    assert told(capsys, "spof", graph, "--top", "1")["ranking"][0]["affected"] == {"1": 0, "2": 1, "3": 0}


def test_a_name_with_an_equals_sign_is_a_name(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, "impact", graph, "--fail", "x=2", "--fail", "mitid=2")["affected"][0]["level"] == 2


def test_for_a_person(graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", str(graph), "--fail", "mitid", "--fail", "cpr", "--top", "1"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("2 affected, worst first")
    assert lines[1:] == [
        "major outage: nemlog-in, because mitid",
        "absorbed: borger is operational instead of partial outage although cpr fails",
    ]
    assert main(["spof", str(graph)]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["12", "0", "1", "1", "mitid"]


def with_dependency(**fields: object) -> bytes:
    entry = {"consumer": "a", "providers": ["b", "c"], "criticality": "low", **fields}
    kept = {key: value for key, value in entry.items() if value is not ...}
    return json.dumps({"systems": ["a", "b", "c"], "dependencies": [kept]}).encode()


FILES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is not JSON: Expecting value in line 1, column 1"),
    "not JSON": (b'{"systems": [', "the file is not JSON: Expecting value in line 1, column 14"),
    "not UTF-8": (b'{"systems": ["\xff"]}', "the file is not UTF-8: byte 14"),
    "UTF-16": ('{"systems": []}'.encode("utf-16"), "the file is not UTF-8: byte 0"),
    "byte order mark": (b"\xef\xbb\xbf{}", "the file starts with a byte order mark; save it as UTF-8 without one"),
    "NaN": (b'{"systems": [NaN], "dependencies": []}', "the file holds NaN, which JSON does not know"),
    "infinity": (b'{"systems": [-Infinity]}', "the file holds -Infinity, which JSON does not know"),
    "huge number": (with_dependency(required=10**400), "dependencies[0]: required: expected 1 to 2 (the providers)"),
    "endless number": (b'{"systems": [' + b"9" * 5000 + b"]}", "the file holds a number with too many digits"),
    "deep": (b"[" * 200_000, "the file is nested too deeply"),
    "a list": (b"[]", "the file: expected an object, found a list"),
    "nothing in it": (b"{}", "the file: 'systems' is missing"),
    "no dependencies": (b'{"systems": []}', "the file: 'dependencies' is missing"),
    "more in it": (
        b'{"systems": [], "dependencies": [], "groups": []}',
        'the file: unknown key "groups"; known are systems, dependencies',
    ),
    "a key twice": (b'{"systems": [], "systems": []}', 'the file has the key "systems" twice in one object'),
    "systems no list": (b'{"systems": {}, "dependencies": []}', "systems: expected a list, found an object"),
    "dependencies no list": (b'{"systems": [], "dependencies": 1}', "dependencies: expected a list, found 1"),
    "a system is a number": (b'{"systems": [7], "dependencies": []}', "systems[0]: expected a name, found 7"),
    "a system has no name": (b'{"systems": [""], "dependencies": []}', 'systems[0]: expected a name, found ""'),
    "a system twice": (b'{"systems": ["a", "a"], "dependencies": []}', "the system 'a' is there twice"),
    "half a character": (b'{"systems": ["\\ud800"], "dependencies": []}', "systems: a name has half of a surrogate"),
    "a long name": (
        json.dumps({"systems": ["a" * 201], "dependencies": []}).encode(),
        "systems[0]: a name of more than 200 characters",
    ),
    "a dependency is a list": (
        b'{"systems": [], "dependencies": [[]]}',
        "dependencies[0]: expected an object, found a list",
    ),
    "unknown consumer": (with_dependency(consumer="z"), 'dependencies[0]: consumer: there is no system "z"'),
    "unknown provider": (with_dependency(providers=["b", "z"]), 'dependencies[0]: providers: there is no system "z"'),
    "a line break": (
        with_dependency(consumer="z\n\x1b[2J"),
        "dependencies[0]: consumer: there is no system 'z\\n\\x",
    ),
    "a long word": (with_dependency(consumer="z" * 999), 'dependencies[0]: consumer: there is no system "zzz'),
    "consumer no text": (with_dependency(consumer=None), "dependencies[0]: consumer: expected the name of a sy"),
    "providers no list": (with_dependency(providers="b"), "dependencies[0]: providers: expected a list of names"),
    "a provider no text": (with_dependency(providers=[["b"]]), "dependencies[0]: providers: expected the name of a s"),
    "no providers": (with_dependency(providers=[]), "dependencies[0]: providers: expected at least one name"),
    "on itself": (with_dependency(providers=["b", "a"]), "dependencies[0]: 'a' depends on itself"),
    "a provider twice": (with_dependency(providers=["b", "b"]), "dependencies[0]: 'a' names a provider twice"),
    "unknown criticality": (
        with_dependency(criticality="kritisk"),
        'dependencies[0]: criticality: expected critical, high, low, found "kritisk"',
    ),
    "criticality no text": (with_dependency(criticality=[]), "dependencies[0]: criticality: expected critical, high"),
    "no criticality": (with_dependency(criticality=...), "dependencies[0]: 'criticality' is missing"),
    "unknown key": (with_dependency(requierd=2), 'dependencies[0]: unknown key "requierd"; known are consumer,'),
    "k too small": (with_dependency(required=0), "dependencies[0]: required: expected 1 to 2 (the providers), found 0"),
    "k too large": (with_dependency(required=3), "dependencies[0]: required: expected 1 to 2 (the providers), found 3"),
    "k no whole number": (
        with_dependency(required=1.0),
        "dependencies[0]: required: expected a whole number, found 1.0",
    ),
    "k is true": (with_dependency(required=True), "dependencies[0]: required: expected a whole number, found true"),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("command", [("impact", "--fail", "a"), ("spof",)], ids=["impact", "spof"])
def test_a_file_that_is_no_graph(
    name: str, command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, expected = FILES[name]
    path = tmp_path / "graph.json"
    path.write_bytes(content)
    assert_refused(capsys, [command[0], str(path), *command[1:]], expected)


ARGUMENTS = {
    "nobody": ([], "nothing fails: name at least one system with --fail"),
    "unknown": (["--fail", "nope"], '--fail "nope": there is no system "nope"'),
    "unknown with level": (["--fail", "nope=2"], '--fail "nope=2": there is no system "nope"'),
    "level 4": (["--fail", "cpr=4"], '--fail "cpr=4": the level is 1, 2 or 3, not "4"'),
    "level 0": (["--fail", "cpr=0"], '--fail "cpr=0": the level is 1, 2 or 3, not "0"'),
    "level in words": (["--fail", "cpr=bad"], '--fail "cpr=bad": the level is 1, 2 or 3, not "bad"'),
    "level of another script": (["--fail", "cpr=٣"], '--fail "cpr=٣": the level is 1, 2 or 3, not "٣"'),
    "no level": (["--fail", "cpr="], '--fail "cpr=": the level is 1, 2 or 3, not ""'),
    "twice": (["--fail", "cpr", "--fail", "cpr=2"], '--fail "cpr=2": "cpr" fails twice'),
    "top 0": (["--fail", "cpr", "--top", "0"], '--top "0": expected a whole number from 1'),
    "top -1": (["--fail", "cpr", "--top=-1"], '--top "-1": expected a whole number from 1'),
    "top many": (["--fail", "cpr", "--top", "many"], '--top "many": expected a whole number from 1'),
}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_a_question_that_makes_no_sense(name: str, graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, expected = ARGUMENTS[name]
    assert_refused(capsys, ["impact", str(graph), *arguments], expected)


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "none.json"
    assert_refused(capsys, ["spof", str(path)], f"{path}: No such file or directory.")
    assert_refused(capsys, ["spof", str(tmp_path)], f"{tmp_path}: Is a directory.")
    assert_refused(capsys, ["spof", str(tmp_path / "two\nlines")], f"{tmp_path}/two\\nlines: No such file")
    assert_refused(capsys, ["spof", "/dev/zero"], "the file is larger than 268,435,456 bytes")


MISUSED = {
    "no command": ([], "samdrift: the following arguments are required: COMMAND; see samdrift --help"),
    "no file": (["impact"], "samdrift impact: the following arguments are required: GRAPH.json; see samdrift impact"),
    "no system": (["impact", "graph.json", "--fail"], "samdrift impact: argument --fail: expected one argument; see"),
    "unknown": (
        ["spof", "graph.json", "--bogus\n"],
        "samdrift: unrecognized arguments: --bogus\\n; see samdrift --help",
    ),
}


@pytest.mark.parametrize("name", MISUSED)
def test_a_command_that_is_not_one_is_told_in_one_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments, expected = MISUSED[name]
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    error = capsys.readouterr().err
    assert error.startswith(expected)
    assert error.count("\n") == 1


def assert_refused(capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"samdrift: {expected}")
    assert captured.err.count("\n") == 1 and captured.err.endswith("\n") and len(captured.err) < 300


def test_a_chain_too_long_to_tell_is_refused_and_its_end_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"{number:05}" for number in range(15_000)]
    pairs = zip(names[1:], names[:-1], strict=True)
    needs = [{"consumer": user, "providers": [used], "criticality": "critical"} for user, used in pairs]
    path = tmp_path / "graph.json"
    path.write_text(json.dumps({"systems": names, "dependencies": needs}))
    assert_refused(
        capsys,
        ["impact", str(path), "--fail", names[0]],
        "the chains name 112,507,499 systems, more than 100,000,000: ask for fewer with --top",
    )
    answer = told(capsys, "impact", path, "--fail", names[0], "--top", "1000")
    assert len(answer["affected"]) == 1000 and len(answer["affected"][-1]["because"]) == 1001
    assert told(capsys, "spof", path, "--top", "1")["ranking"][0]["affected"] == {"1": 0, "2": 0, "3": 14_999}


def test_it_starts_without_django(graph: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "samdrift.cli", "impact", graph, "--fail", "mitid"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "samdrift.impact" in told.stderr
    assert "django" not in told.stderr


def test_a_million_dependencies_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"{number:04}" for number in range(1001)]
    needs = ",".join(
        f'{{"consumer": "{user}", "providers": ["{used}"], "criticality": "low"}}'
        for user in names[1:]
        for used in names
        if used != user
    )
    path = tmp_path / "graph.json"
    path.write_text(f'{{"systems": {json.dumps(names)}, "dependencies": [{needs}]}}')
    assert needs.count("consumer") == 1_000_000
    answer = told(capsys, "impact", path, "--fail", "0000")
    assert len(answer["affected"]) == 1000
    assert answer["affected"][0] == {"system": "0001", "level": 1, "because": ["0001", "0000"]}
