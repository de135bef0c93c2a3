"""The commands on documents, on a real PostgreSQL that begins empty."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import networkx
import psycopg
import pytest
from psycopg import sql

from samdrift.cli import main
from samdrift.portfolio.document import SystemDocument, yaml
from samdrift.portfolio.models import System
from tests.portfolio.documents import both, document

DEMO = Path("demo/portfolio")
Told = subprocess.CompletedProcess[str]
Samdrift = Callable[..., Told]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], db: None) -> Samdrift:
    """The program within this process, on the database of this test: it starts in no time."""

    def run(*arguments: object) -> Told:
        status = main([str(each) for each in arguments])
        told = capsys.readouterr()
        return Told([*map(str, arguments)], status, told.out, told.err)

    return run


@pytest.fixture
def on_empty() -> Iterator[Samdrift]:
    """The program itself, on a migrated database with nothing in it."""
    name = sql.Identifier(made := f"commands_{uuid.uuid4().hex[:8]}")
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
        environ = os.environ | {"DATABASE_URL": urlsplit(server)._replace(path=f"/{made}").geturl()}

        def run(*arguments: object) -> Told:
            line = [sys.executable, "-m", "samdrift.cli", *map(str, arguments)]
            return subprocess.run(line, capture_output=True, text=True, check=False, env=environ)

        assert run("migrate").returncode == 0
        yield run
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def lay(folder: Path, *documents: SystemDocument) -> Path:
    folder.mkdir(exist_ok=True)
    for each in documents:
        (folder / f"{each.slug}.yaml").write_text(yaml.write(each))
    return folder


def lines(told: Told) -> list[str]:
    assert (told.returncode, told.stderr) == (0, "")
    return told.stdout.splitlines()


def refused(told: Told) -> list[str]:
    assert (told.returncode, told.stdout) == (2, "")
    assert "Traceback" not in told.stderr
    return told.stderr.splitlines()


def dependency(on: str, **fields: Any) -> dict[str, Any]:
    entry = {"id": on.replace("/", "-"), "on": on, "criticality": "high", "why": both("Why"), "pattern": "real_time"}
    return {**entry, "evidence": {"basis": "assumed"}, **fields}


def test_the_demo_portfolio_comes_out_as_it_went_in(on_empty: Samdrift, tmp_path: Path) -> None:
    assert lines(on_empty("import", DEMO))[0].startswith("created: borger-dk, ")
    out = tmp_path / "out"
    [told] = lines(on_empty("export", out))
    assert told == f"{len(files(DEMO))} documents written to {out}"
    assert files(out) == files(DEMO)
    assert lines(on_empty("import", out))[0].startswith("unchanged: borger-dk, ")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_part_of_the_portfolio_and_other_formats(here: Samdrift, tmp_path: Path) -> None:
    assert lines(here("import", DEMO))
    assert here("export", "-", "mitid").stdout == (DEMO / "mitid.yaml").read_text()
    both_of_them = here("export", "-", "cpr", "mitid").stdout.split("---\n")
    assert both_of_them == [(DEMO / name).read_text() for name in ("cpr.yaml", "mitid.yaml")]
    out = tmp_path / "out"
    assert lines(here("export", out, "mitid")) == [f"1 document written to {out}"]
    assert lines(here("export", out, "cpr")) == [f"1 document written to {out}"]
    assert sorted(files(out)) == ["cpr.yaml", "mitid.yaml"]
    graph = networkx.parse_graphml(here("export", "-", "--format", "graphml").stdout)
    assert "mitid" in graph
    file = tmp_path / "dependencies.json"
    assert lines(here("export", file, "--format", "json"))
    assert json.loads(file.read_text())["dependencies"]


@pytest.mark.parametrize(("audience", "told"), [("public", False), ("partners", True), ("internal", True)])
def test_an_export_for_others_leaves_out_what_they_may_not_see(
    here: Samdrift, tmp_path: Path, audience: str, told: bool
) -> None:
    supplied = document("a", suppliers=[{"id": "canary", "name": both("Canary")}])
    assert lines(here("import", lay(tmp_path / "in", supplied)))
    exported = here("export", "-", "--audience", audience).stdout
    assert "slug: a" in exported
    assert ("anary" in exported) is told


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["out", "nobody"], "samdrift: no document in force of nobody."),
        (["out", "--at", "2001-01-01"], "samdrift: no documents in force."),
        (["-", "--format", "word"], "samdrift: no format 'word'; choose yaml, json, csv, "),
        (["-", "a", "--format", "csv"], "samdrift: csv holds the whole portfolio; systems are chosen for yaml only."),
        (["taken"], "samdrift: taken holds other files (b.yaml); choose an empty folder, or leave them with --force."),
        (["no/such/file", "--format", "csv"], "samdrift: no/such/.file."),
    ],
)
def test_what_cannot_be_exported(
    here: Samdrift, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], expected: str
) -> None:
    taken = lay(tmp_path / "taken", document("b"))
    assert lines(here("import", lay(tmp_path / "in", document("a"))))
    monkeypatch.chdir(tmp_path)
    [line] = refused(here("export", *arguments))
    assert line.startswith(expected)
    assert not (tmp_path / "out").exists()
    assert list(files(taken)) == ["b.yaml"]
    assert lines(here("export", "taken", "--force"))
    assert sorted(files(taken)) == ["a.yaml", "b.yaml"]


FAULTY = {
    "a.yaml": (
        yaml.write(document("a"))
        .replace("template: '1'", "template: '2'")
        .replace("in_operation", "running")
        .replace("da: Log in", "da: Log in\n    de: Log in")
        .replace("organisation: agency", "organisation: The Agency")
        .replace("  - id: login\n", "")
        .replace("    name:\n      da: login", "  - name:\n      da: login")
    ),
    "b.yaml": yaml.write(document("b")) + "colour: red\noperator: Someone\nservices: []\n",
    "c.yaml": "template: '1'\nidentity: [\n",
    "d.json": '{"template": "1"\n "identity": {}}',
    "e.yaml": yaml.write(document("other")),
    "f.yaml": yaml.write(document("f", dependencies=[dependency("g", needed_by=["login"])])).replace(
        "- login", "- log"
    ),
    "n.yaml": yaml.write(document("named")).replace("in_operation", "running"),
}
ABOUT_FAULTY = ("a", "a/pay", "c", "d", "e", "other", "n", "named")
"""Whom a document may well name, though their own files have faults."""


def test_every_fault_is_a_message_and_nothing_is_taken(on_empty: Samdrift, here: Samdrift, tmp_path: Path) -> None:
    good = document("good", dependencies=[dependency(each) for each in (*ABOUT_FAULTY, "nobody")])
    folder = lay(tmp_path / "in", good)
    for name, text in FAULTY.items():
        (folder / name).write_text(text)
    nobody = (folder / "good.yaml").read_text().splitlines().index("    'on': nobody") + 1
    expected = [
        f"{folder}/a.yaml:1: template: '2'; expected '1'",
        f"{folder}/a.yaml:9: identity.purpose.de: 'Log in'; expected no such field; here belong da, en",
        f"{folder}/a.yaml:12: life_cycle.status: 'running'; expected 'planned', 'in_operation' or 'retired'",
        f"{folder}/a.yaml:14: owner.organisation: 'The Agency'; expected 1 to 64 of a-z, 0-9 and hyphen, ",
        f"{folder}/a.yaml:19: services[0].id: missing; expected a value; this field must be there",
        f"{folder}/b.yaml:28: colour: 'red'; expected no such field; here belong template, note, ",
        f"{folder}/b.yaml:29: operator: 'Someone'; expected a group of fields",
        f"{folder}/b.yaml:30: services: written again; expected the field once; it stands on line 17 already",
        f"{folder}/c.yaml:3: the end of the file; expected YAML (",
        f"{folder}/d.json:2: '\"identity\": {{}}}}'; expected a comma or }} (JSON)",
        f"{folder}/e.yaml:3: identity.slug: 'other'; expected the file's name, 'e'",
        f"{folder}/f.yaml:32: dependencies[0].needed_by[0]: 'log'; expected the id of a service of this system: login",
        f"{folder}/n.yaml:11: life_cycle.status: 'running'; expected 'planned', 'in_operation' or 'retired'",
    ]
    dangling = f"{folder}/good.yaml:{nobody}: dependencies[8].on: 'nobody'; expected a system that one of these doc"
    for told, wanted in (
        (here("check", folder), [*expected[:-1], dangling, expected[-1]]),
        (here("import", folder, "--dry-run"), expected),
        (on_empty("import", folder), expected),
    ):
        for line, start in zip(refused(told), wanted, strict=True):
            assert line.startswith(start)
    assert refused(on_empty("export", tmp_path / "out")) == ["samdrift: no documents in force."]


def test_references_are_checked_in_a_folder_and_not_of_a_file(here: Samdrift, tmp_path: Path) -> None:
    a = document("a", dependencies=[dependency("b"), dependency("b/pay"), dependency("c")])
    folder = lay(tmp_path / "in", a, document("b"))
    text = (folder / "a.yaml").read_text().splitlines()
    pay, c = (text.index(f"    'on': {reference}") + 1 for reference in ("b/pay", "c"))
    assert refused(here("check", folder)) == [
        f"{folder}/a.yaml:{pay}: dependencies[1].on: 'b/pay'; expected one of the services of b: login",
        f"{folder}/a.yaml:{c}: dependencies[2].on: 'c'; expected a system that one of these documents describes",
    ]
    assert lines(here("check", folder / "a.yaml")) == ["1 document, no faults"]
    assert lines(here("check", folder / "a.yaml", folder / "b.yaml")) == ["2 documents, no faults"]
    other = lay(tmp_path / "other", document("c", services=("x",)), document("b", services=("login", "pay")))
    assert refused(here("check", folder, other)) == [
        f"{other}/b.yaml:3: identity.slug: 'b'; expected a slug of its own; b.yaml has it"
    ]
    (folder / "b.yaml").unlink()
    graph = tmp_path / "graph.json"
    graph.write_text(json.dumps({"systems": ["B", 3, "C"], "dependencies": []}))
    assert refused(here("check", folder, graph)) == [f"{graph}: systems[1]: 3; expected the name of a system"]


def test_a_reference_that_the_portfolio_does_not_know_names_the_file_and_the_line(
    here: Samdrift, tmp_path: Path
) -> None:
    folder = lay(tmp_path / "in", document("a", dependencies=[dependency("b")]))
    line = (folder / "a.yaml").read_text().splitlines().index("    'on': b") + 1
    assert refused(here("import", folder / "a.yaml")) == [
        f"{folder}/a.yaml:{line}: dependencies[0].on: 'b'; expected a system in the portfolio or in this import"
    ]


def test_a_dry_run_says_what_would_change_and_changes_nothing(here: Samdrift, tmp_path: Path) -> None:
    before = lay(tmp_path / "before", document("a"), document("b"))
    assert lines(here("import", before)) == ["created: a, b"]
    changed = document("a", dependencies=[dependency("c", needed_by=["login"])], operator=both("Someone"))
    after = lay(tmp_path / "after", changed, document("b"), document("c"))
    expected = [
        "a: changed",
        "  States the operator: “Someone”.",
        "  Adds a high dependency on C for login.",
        "c: new",
        "  Describes C for the first time.",
        "  States the status of the system: in operation.",
        "  States the system owner: Agency.",
        "  Adds the service login.",
        "unchanged: b",
        "nothing was changed; this was a dry run",
    ]
    assert lines(here("import", after, "--dry-run")) == expected
    assert lines(here("import", after, "--dry-run")) == expected
    assert lines(here("import", after)) == ["created: c", "changed: a", "unchanged: b"]


def test_a_graph_file_is_imported_too(here: Samdrift, tmp_path: Path) -> None:
    graph = {
        "systems": ["Pay", "Log"],
        "dependencies": [{"consumer": "Pay", "providers": ["Log"], "criticality": "low"}],
    }
    file = tmp_path / "graph.json"
    file.write_text(json.dumps(graph))
    assert lines(here("check", file)) == ["2 documents, no faults"]
    assert lines(here("import", file)) == ["created: log, pay"]
    assert json.loads(here("export", "-", "--format", "graph").stdout)["dependencies"][0]["consumer"] == "pay"
    assert lines(here("import", file)) == ["unchanged: log, pay"]


def test_a_graph_file_begins_documents_and_replaces_none(here: Samdrift, tmp_path: Path) -> None:
    described = lay(tmp_path / "described", document("mitid"), document("cvr", owner="register"))
    assert lines(here("import", described))
    file = tmp_path / "graph.json"
    file.write_text(json.dumps({"systems": ["MitID", "new", "cvr"], "dependencies": []}))
    wanted = "expected a system that is not described yet; change a described one by its document"
    for told in (here("import", file, "--dry-run"), here("import", file)):
        assert refused(told) == [f"{file}: 'cvr'; {wanted}", f"{file}: 'mitid'; {wanted}"]
    assert lines(here("export", tmp_path / "out"))
    assert files(tmp_path / "out") == files(described)
    assert dict(System.objects.values_list("slug", "owner__slug")) == {"cvr": "register", "mitid": "agency"}


@pytest.mark.parametrize("command", ["check", "import"])
def test_a_file_that_is_not_there_is_one_line(here: Samdrift, command: str, tmp_path: Path) -> None:
    assert refused(here(command, tmp_path / "none.yaml")) == [
        f"samdrift: {tmp_path}/none.yaml: No such file or directory."
    ]


def test_check_needs_neither_django_nor_a_database() -> None:
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "samdrift.cli", "check", str(DEMO)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"DATABASE_URL": "postgresql://127.0.0.1:1/none"},
    )
    assert "samdrift.portfolio.cli.checking" in told.stderr
    assert "django" not in told.stderr
