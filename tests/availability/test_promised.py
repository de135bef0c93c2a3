"""Promised availability, held against published numbers and against counting every case."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from math import comb, prod

import pytest
from hypothesis import given, settings

from samdrift.availability.promised import Effort, Promise, downtime_budget, promised
from samdrift.availability.promised_diagram import TooLarge
from samdrift.availability.promised_formula import formula
from samdrift.availability.promised_structure import CommonCause, Needed, Structure
from tests.availability.structures import TRAINS, counted, structures

YEAR = timedelta(days=365)


def minutes(time: timedelta) -> int:
    return round(time / timedelta(minutes=1))


def test_googles_calculus_of_service_availability() -> None:
    budget = downtime_budget(0.9999, [0.99999] * 5, YEAR)
    assert (minutes(budget.allowed), minutes(budget.taken), minutes(budget.left)) == (53, 26, 26)
    assert minutes(budget.allowed) - minutes(budget.taken) == 27, "as published, where both are rounded first"


def test_three_in_series() -> None:
    found = promised(series(0.999, 0.999, 0.9995), "v")
    assert found.ceiling == pytest.approx(0.9975020, abs=5e-8)
    assert found.falls_short(0.999) == pytest.approx(0.001498, abs=5e-7)
    assert found.falls_short(0.9975) == 0


def series(*own: float) -> Structure:
    names = [f"u{number}" for number in range(len(own))]
    return Structure(dict(zip(names, own, strict=True)), {"v": [Needed((name,)) for name in names]})


def test_two_in_parallel() -> None:
    structure = Structure({"a": 0.99, "b": 0.99}, {"v": [Needed(("a", "b"))]})
    assert promised(structure, "v").availability == pytest.approx(0.9999)


@pytest.mark.parametrize(("k", "n"), [(k, n) for n in range(1, 6) for k in range(1, n + 1)])
def test_k_of_n_alike(k: int, n: int) -> None:
    a = 0.9
    names = tuple(f"u{number}" for number in range(n))
    found = promised(Structure(dict.fromkeys(names, a), {"v": [Needed(names, k)]}), "v")
    assert found.availability == pytest.approx(sum(comb(n, i) * a**i * (1 - a) ** (n - i) for i in range(k, n + 1)))


def test_two_of_three_failing() -> None:
    structure = Structure({"a": 0.9, "b": 0.8, "c": 0.7}, {"v": [Needed(("a", "b", "c"), 2)]})
    assert 1 - promised(structure, "v").availability == pytest.approx(0.098)


def test_two_trains() -> None:
    assert 1 - promised(TRAINS, "plant").availability == pytest.approx(0.646)


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("P1", (0.51, 0.4737, 0.7895, 1.316, 1.9)),
        ("P2", (0.38, 0.4118, 0.8235, 1.176, 1.7)),
        ("V1", (0.34, 0.2105, 0.5263, 1.316, 1.267)),
        ("V2", (0.228, 0.1765, 0.5882, 1.176, 1.214)),
    ],
)
def test_the_importance_of_each_part(part: str, expected: tuple[float, ...]) -> None:
    """Birnbaum, criticality, diagnostic, risk achievement and risk reduction worth."""
    found = {one.system: one for one in promised(TRAINS, "plant").importances}
    assert list(found) == ["P1", "P2", "V1", "V2"], "most critical first; what promises nothing is left out"
    one = found[part]
    measures = (one.birnbaum, one.criticality, one.diagnostic, one.raw, one.rrw)
    assert measures == pytest.approx(expected, rel=5e-4)


@pytest.mark.parametrize(("beta", "expected"), [(0.2, 0.04308), (0.0, 0.006859)])
def test_three_pump_and_valve_trains_with_common_cause(beta: float, expected: float) -> None:
    pumps, valves = ("p1", "p2", "p3"), ("v1", "v2", "v3")
    structure = Structure(
        dict.fromkeys((*pumps, *valves), 0.9),
        {
            "plant": [Needed(("t1", "t2", "t3"))],
            **{f"t{n}": [Needed((f"p{n}",)), Needed((f"v{n}",))] for n in (1, 2, 3)},
        },
        (CommonCause("pumps", pumps, beta), CommonCause("valves", valves, beta)),
    )
    assert 1 - promised(structure, "plant").availability == pytest.approx(expected, abs=5e-6)


def test_what_is_shared_counts_once_and_not_along_the_tree() -> None:
    """Thirteen systems: three applications that each have a database and rest on the same log-in."""
    needs = {
        "portal": ["tax", "health", "post", "names", "mail"],
        "tax": ["tax-base", "broker"],
        "health": ["health-base", "broker"],
        "post": ["post-base", "broker"],
        "broker": ["identity"],
        "identity": ["network"],
        "network": ["hall"],
    }
    own = dict.fromkeys(("identity", "hall"), 0.995) | dict.fromkeys(("portal", "names", "mail"), 0.9995)
    own |= dict.fromkeys(("tax", "health", "post", "tax-base", "health-base", "post-base", "broker", "network"), 0.998)
    assert len(own) == 13

    def along_the_tree(system: str) -> float:
        return own[system] * prod(along_the_tree(provider) for provider in needs.get(system, ()))

    structure = Structure(own, {name: [Needed((each,)) for each in providers] for name, providers in needs.items()})
    assert f"{promised(structure, 'portal').availability:.4f}" == "0.9728"
    assert f"{along_the_tree('portal'):.4f}" == "0.9459"


def test_a_cycle_works_until_something_fails() -> None:
    structure = Structure({"a": 0.9, "b": 0.8}, {"a": [Needed(("b",))], "b": [Needed(("a",))]})
    assert promised(structure, "a").availability == pytest.approx(0.72)


def test_what_promises_nothing_counts_as_always_working_and_is_named() -> None:
    found = promised(Structure({"a": 0.99}, {"v": [Needed(("a",)), Needed(("b",))]}), "v")
    assert found.availability == pytest.approx(0.99)
    assert found.unstated == ("v", "b")


def test_a_chain_of_two_thousand() -> None:
    names = [f"{number:04}" for number in range(2000)]
    needs = {one: [Needed((other,))] for one, other in pairwise(names)}
    assert promised(Structure(dict.fromkeys(names, 0.9999), needs), names[0]).availability == pytest.approx(
        0.9999**2000
    )


def test_only_what_something_may_stand_in_for_takes_a_diagram() -> None:
    assert formula(series(*[0.999] * 500), "v", most=0).diagram.steps == 0
    with pytest.raises(TooLarge):
        formula(TRAINS, "plant", most=3)


def test_what_is_exact_is_never_left_open() -> None:
    found = promised(series(0.999, 0.999), "v")
    assert not found.may_not_keep(0.998001) and not found.cannot_keep(0.998001)
    assert found.cannot_keep(0.99801) and not found.may_not_keep(0.99801)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Structure({"a": 1.1}), "a: 1.1 is no availability between 0 and 1"),
        (lambda: Structure({"a": float("nan")}), "a: nan is no availability between 0 and 1"),
        (lambda: Needed(("a",), 2), "2 of 1 providers cannot be required"),
        (lambda: Needed(()), "1 of 0 providers cannot be required"),
        (lambda: CommonCause("site", ("a",), 1.5), "site: 1.5 is no share between 0 and 1"),
        (
            lambda: Structure({"a": 0.9}, {}, tuple(CommonCause(name, ("a",), 0.7) for name in ("site", "supplier"))),
            "a: its common causes take more than all its time down",
        ),
    ],
)
def test_what_makes_no_sense(make: object, message: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=f"^{message}$"):
        make()


@settings(deadline=None, max_examples=200)
@given(structures())
def test_it_is_what_counting_every_case_gives(structure: Structure) -> None:
    found: Promise = promised(structure, "a")
    assert found.availability == pytest.approx(counted(structure, "a"))
    assert found.ceiling == pytest.approx(counted(structure, "a", {"a": True}))
    assert found.ceiling >= found.availability - 1e-12


@settings(deadline=None)
@given(structures())
def test_each_importance_is_what_fixing_that_one_gives(structure: Structure) -> None:
    found = promised(structure, "a")
    down = 1 - found.availability
    for one in found.importances:
        if_down, if_never = (1 - counted(structure, "a", {one.system: up}) for up in (False, True))
        assert one.birnbaum == pytest.approx(if_down - if_never, abs=1e-12)
        assert one.raw * down == pytest.approx(if_down)
        assert one.rrw == pytest.approx(down / if_never if if_never > 1e-12 else float("inf"))


@settings(deadline=None)
@given(structures())
def test_asking_for_one_importance_gives_the_first_of_all(structure: Structure) -> None:
    assert promised(structure, "a", Effort(importances=1)).importances == promised(structure, "a").importances[:1]
