from __future__ import annotations

import pytest

from samdrift.portfolio.document import Faults, yaml
from samdrift.portfolio.document.composed import MAX_CHARACTERS

GOOD = """\
template: "1"
identity:
  slug: mitid
  name: {da: MitID, en: MitID}
  purpose: {da: Log ind, en: Log in}
life_cycle:
  status: in_operation
owner:
  organisation: agency
  name: {da: Styrelsen, en: Agency}
services:
  - id: login
    name: {da: Login, en: Login}
    purpose: {da: Log ind, en: Log in}
    without: {da: Du kan ikke., en: You cannot.}
interfaces:
  - id: web
    name: {da: mitid.dk, en: mitid.dk}
    address: https://mitid.dk
    audience: {da: Alle, en: Everyone}
"""


def faults(text: str) -> list[tuple[int | None, str, str, str]]:
    with pytest.raises(Faults) as raised:
        yaml.read(text, "mitid.yaml")
    assert {fault.file for fault in raised.value.faults} == {"mitid.yaml"}
    return [(fault.line, fault.field, fault.value, fault.expected) for fault in raised.value.faults]


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def test_a_good_document_is_read() -> None:
    document = yaml.read(GOOD, "mitid.yaml")
    assert (document.slug, document.services[0].id) == ("mitid", "login")
    assert document.interfaces[0].address == "https://mitid.dk"


SLUG = "1 to 64 of a-z, 0-9 and hyphen, not first or last a hyphen"
SOME_SERVICE = "at least one service, unless the scope is external"
THERE = "a value; this field must be there"
ADDRESS = "an address as https://example.dk/page"
DAY = "a date that exists, written as 2023-10-31"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"1"', '"2"', (1, "template", "'2'", "'1'")),
        ("slug: mitid", "slug: MitID", (3, "identity.slug", "'MitID'", SLUG)),
        ("slug: mitid", "slug: -mitid", (3, "identity.slug", "'-mitid'", SLUG)),
        ("  slug: mitid\n", "", (2, "identity.slug", "missing", THERE)),
        ("  slug: mitid", "  slug: mitid\n  slgu: x", (4, "identity.slgu", "'x'", "no such field; did you mean slug")),
        ("organisation: agency", "organisation:", (9, "owner.organisation", "''", SLUG)),
        ("{da: MitID, en: MitID}", "{da: MitID}", (4, "identity.name.en", "missing", THERE)),
        ("{da: MitID, en: MitID}", "MitID", (4, "identity.name", "'MitID'", "a group of fields")),
        ("{da: MitID, en: MitID}", "{da: MitID, en: ' '}", (4, "identity.name.en", "''", "text")),
        (
            "{da: Login, en: Login}",
            f"{{da: Login, en: {'x' * 201}}}",
            (13, "services[0].name.en", "'" + "x" * 78 + "…", "at most 200 characters"),
        ),
        (
            "{da: MitID, en: MitID}",
            '{da: MitID, en: "Mit\\u202eDI"}',
            (4, "identity.name.en", "'Mit\\u202eDI'", "text without invisible control characters"),
        ),
        ("in_operation", "running", (7, "life_cycle.status", "'running'", "'planned', 'in_operation' or 'retired'")),
        ("https://mitid.dk", "http://mitid.dk", (19, "interfaces[0].address", "'http://mitid.dk'", ADDRESS)),
        ("https://mitid.dk", "https://u:p@mitid.dk", (19, "interfaces[0].address", "'https://u:p@mitid.dk'", ADDRESS)),
        (
            "status: in_operation",
            "status: in_operation\n  in_operation_since: 2021-02-30",
            (8, "life_cycle.in_operation_since", "'2021-02-30'", DAY),
        ),
        (
            "status: in_operation",
            "status: in_operation\n  in_operation_since: 1622505600",
            (8, "life_cycle.in_operation_since", "'1622505600'", DAY),
        ),
        (
            "status: in_operation",
            "status: retired",
            (6, "life_cycle.retired_on", "missing", "the last day, because the status is retired"),
        ),
        (
            "status: in_operation",
            "status: in_operation\n  retired_on: 2023-10-31",
            (8, "life_cycle.retired_on", "'2023-10-31'", "no such field, unless the status is retired"),
        ),
        (
            "status: in_operation",
            "status: retired\n  in_operation_since: 2024-01-01\n  retired_on: 2023-10-31",
            (9, "life_cycle.retired_on", "'2023-10-31'", "a day not before in_operation_since (2024-01-01)"),
        ),
        (
            "status: in_operation",
            "status: in_operation\n  successor: mitid",
            (8, "life_cycle.successor", "'mitid'", "another system than this one"),
        ),
        (
            "interfaces:",
            "interfaces:\n  - id: web\n    name: {da: a, en: a}\n    audience: {da: a, en: a}",
            (20, "interfaces[1].id", "'web'", "an id that no other of the interfaces has"),
        ),
        (
            "interfaces:",
            "sources:\n  - statement: {da: a, en: a}\n    evidence: {basis: documented}\ninterfaces:",
            (18, "sources[0].evidence", "a group of fields", "a title or a url, because the basis is documented"),
        ),
        (
            "  organisation: agency",
            "  organisation: agency\n  organisation: other",
            (10, "owner.organisation", "written again", "the field once; it stands on line 9 already"),
        ),
        ("interfaces:", "colours: red\ninterfaces:", (16, "colours", "'red'", "no such field; here belong ")),
    ],
)
def test_one_fault_is_told_with_its_place(old: str, new: str, fault: tuple[int, str, str, str]) -> None:
    [(line, field, value, expected)] = faults(changed(old, new))
    assert (line, field, value) == fault[:3]
    assert expected.startswith(fault[3])


def test_no_services_and_services_that_are_no_list() -> None:
    head, tail = GOOD[: GOOD.index("services:")], GOOD[GOOD.index("interfaces:") :]
    assert faults(f"{head}services: []\n{tail}") == [(11, "services", "missing", SOME_SERVICE)]
    assert faults(head + tail) == [(1, "services", "missing", SOME_SERVICE)]
    assert faults(f"{head}services: login\n{tail}") == [(11, "services", "'login'", "a list")]


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("", 1, "a system document"),
        ("template: 1\nname: [a, b\nc: d\n", 3, "YAML ("),
        ("a: b: c\n", 1, "YAML ("),
        ("a: 1\n---\na: 2\n", 2, "YAML ("),
        ("a: \x07\n", 1, "text"),
        ("a: &x [1]\nb: 1\n", 1, "every value written out"),
        ("b: 1\na: *x\n", 2, "every value written out"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "values without tags (!)"),
        ("? [a]\n: b\n", 1, "the name of a field"),
        ("a: " + "[" * 100_000, 1, "at most 12 levels of groups within groups"),
        ("a" * (MAX_CHARACTERS + 1), 1, f"at most {MAX_CHARACTERS}"),
    ],
)
def test_what_cannot_be_read_at_all(text: str, line: int, expected: str) -> None:
    [(found, field, _, said)] = faults(text)
    assert (found, field) == (line, "")
    assert said.startswith(expected)


def test_a_file_that_is_no_group_of_fields() -> None:
    assert faults("- a\n") == [(1, "", "a list", "a group of fields")]


def test_words_that_yaml_takes_for_something_else_are_text() -> None:
    document = yaml.read(changed("{da: MitID, en: MitID}", "{da: no, en: 1e3}"), "mitid.yaml")
    assert (document.identity.name.da, document.identity.name.en) == ("no", "1e3")


def test_every_fault_is_told_at_once_in_the_order_of_lines() -> None:
    text = changed("slug: mitid", "slug: MitID").replace("in_operation", "retired").replace("https", "ftp")
    text += "  - id: web\n    name: {da: a, en: a}\ncolour: red\n"
    assert [(line, field) for line, field, _, _ in faults(text)] == [
        (3, "identity.slug"),
        (6, "life_cycle.retired_on"),
        (19, "interfaces[0].address"),
        (21, "interfaces[1].audience"),
        (21, "interfaces[1].id"),
        (23, "colour"),
    ]


def test_a_fault_reads_as_a_compiler_writes_it() -> None:
    with pytest.raises(Faults) as raised:
        yaml.read(changed("slug: mitid", "slug: MitID"), "demo/mitid.yaml")
    assert str(raised.value) == f"demo/mitid.yaml:3: identity.slug: 'MitID'; expected {SLUG}"
