"""Whatever raises while a generation is made: what was settled is public, and the desk knows what failed."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from samdrift.publishing.generation import Store
from samdrift.publishing.making import STALE_FORM, Maker, Makings
from samdrift.publishing.models import StandingFault
from samdrift.snapshot.generation import Entry
from samdrift.snapshot.json_v1 import instant
from samdrift.vocabulary import Level
from tests import cast
from tests.publishing.installation import Installation
from tests.publishing.raising import BEHIND, CARRY, LATE, NOT_UPDATED, UNKNOWN, Injected, called_by, raising


def said(small: Installation, seconds: int, number: int) -> Level:
    level = (Level.PARTIAL_OUTAGE, Level.MAJOR_OUTAGE)[number % 2]
    small.said("mitid/login", seconds, level)
    return level


def told(small: Installation) -> tuple[Any, Any]:
    """How `status.json` tells of MitID, and since when it is not updated."""
    content = json.loads(Store(small.root).read("/api/v1/status.json") or b"")
    return next(each for each in content["systems"] if each["slug"] == "mitid"), content["stale_since"]


def outcome(small: Installation, level: Level) -> str:
    system, stale_since = told(small)
    if stale_since:
        return "not updated"
    if not system["observed"]:
        return "unknown"
    return "told" if system["level"] == level.word else "old"


def without(broken: str) -> Any:
    """`Maker.make`, where neither form of `broken` can be made."""
    make = Maker.make

    def broken_off() -> NoReturn:
        raise Injected

    def made(maker: Maker, makings: Makings, system: str = "") -> dict[str, Entry]:
        changed = {
            address: replace(making, fresh=(broken_off,), stale=(broken_off,) if making.stale else ())
            if address == broken
            else making
            for address, making in makings.items()
        }
        return make(maker, changed, system)

    return made


def test_whatever_raises_the_outage_is_told(small: Installation) -> None:
    small.all_is_well()
    small.said("mitid/login", 10, Level.MAJOR_OUTAGE)
    functions = called_by(lambda: small.turn(11))
    outcomes: defaultdict[str, set[str]] = defaultdict(set)
    seconds = 20
    for number, (name, function) in enumerate(functions.items()):
        if name.startswith(CARRY + BEHIND):
            continue
        seconds += 20
        level = said(small, seconds, number)
        with raising(function):
            small.turn(seconds + 1)
        assert small.heartbeat() == instant(cast.at(seconds + 1)), name
        outcomes[outcome(small, level)].add(name)
    assert len(outcomes["told"]) > 80
    assert sorted(outcomes["unknown"] - UNKNOWN - LATE) == []
    assert outcomes["not updated"] <= NOT_UPDATED
    assert outcomes["old"] <= LATE
    said(small, seconds + 20, 0)
    small.turn(seconds + 21)
    assert not StandingFault.objects.exists(), "all is well again"


NOT_UPDATED_SINCE = {"/": "Ikke opdateret siden", "/en/": "Not updated since"}


def headline(small: Installation, address: str) -> str:
    """The heading of the page, without the moment in it."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", small.plain(address).decode(), re.DOTALL)
    assert found
    words = re.sub(r"<[^>]*>", "", found[1]).strip()
    return next((each for each in NOT_UPDATED_SINCE.values() if words.startswith(each)), words)


def kinds(small: Installation) -> list[str]:
    """One address of each kind: every one that is not about CVR or NemID, or a style sheet or font."""
    other = ("/static/", "cvr", "nemid")
    return [address for address in small.objects() if not any(part in address for part in other)]


@pytest.mark.parametrize("restarted", [False, True])
def test_each_file_fails_by_itself(small: Installation, monkeypatch: pytest.MonkeyPatch, *, restarted: bool) -> None:
    small.all_is_well()
    seconds = 10
    for number, broken in enumerate(kinds(small)[restarted :: 5 if restarted else 1]):
        seconds += 80
        before = small.objects()
        level = said(small, seconds, number)
        with monkeypatch.context() as patch:
            patch.setattr(Maker, "make", without(broken))
            if restarted:
                small.pipeline = small.another_pipeline()
            small.turn(seconds + 1)
            small.turn(seconds + 2)
        assert small.objects().keys() >= before.keys(), broken
        expected = "not updated" if broken == "/api/v1/status.json" else "told"
        assert outcome(small, level) == expected, broken
        says = {address: headline(small, address) for address in ("/", "/en/")}
        assert says.pop(broken, None) in {None, NOT_UPDATED_SINCE.get(broken)}
        assert all("MitID" in said for said in says.values()), (broken, says)
        assert {fault.what.removesuffix(STALE_FORM) for fault in StandingFault.objects.all()} <= {broken}
