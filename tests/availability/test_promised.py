"""Promised availability, held against published numbers and against counting every case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import pairwise, product
from math import comb, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samdrift.availability.promised import Effort, Promise, downtime_budget, promised, promised_each
from samdrift.availability.promised_diagram import TooLarge
from samdrift.availability.promised_formula import formula
from samdrift.availability.promised_sampling import sampled
from samdrift.availability.promised_structure import CommonCause, Needed, Structure

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


TRAINS = Structure(
    {"P1": 0.4, "P2": 0.3, "V1": 0.6, "V2": 0.5},
    {
        "plant": [Needed(("one", "two"))],
        "one": [Needed(("V1",)), Needed(("P1",))],
        "two": [Needed(("V2",)), Needed(("P2",))],
    },
)


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


DICE = Effort(steps=0, samples=20_000)


def test_beyond_the_limit_dice_are_thrown_and_the_error_is_told() -> None:
    exact, thrown = promised(TRAINS, "plant"), promised(TRAINS, "plant", Effort(steps=3))
    assert exact.standard_error == 0 < thrown.standard_error < 0.001
    assert abs(thrown.availability - exact.availability) < 4 * thrown.standard_error
    assert thrown.importances == () and thrown == promised(TRAINS, "plant", Effort(steps=3))


def test_what_all_together_may_cost_is_limited_too() -> None:
    names = ["one", "plant", "two"]
    steps = formula(TRAINS, "plant", 1_000).diagram.steps
    enough = promised_each(TRAINS, names, Effort(steps_in_all=steps))
    assert [enough[name].standard_error for name in names] == [0, 0, 0]
    short = promised_each(TRAINS, names, Effort(steps_in_all=steps - 1))
    assert [name for name in names if short[name].standard_error] == ["plant"], "the others have no groups"


def test_dice_that_showed_no_failure_are_not_taken_for_certainty() -> None:
    thrown = promised(Structure({"a": 0.999_999, "b": 0.999_999}, {"v": [Needed(("a", "b"))]}), "v", DICE)
    assert thrown.standard_error > 0
    assert thrown.least < 0.9999 < thrown.most == pytest.approx(1)


def test_a_system_of_which_no_case_can_be_drawn_leaves_everything_open() -> None:
    thrown = promised(Structure({"v": 0.0, "a": 0.9, "b": 0.9}, {"v": [Needed(("a", "b"))]}), "v", DICE)
    assert (thrown.least, thrown.most) == pytest.approx((0, 1))


@pytest.mark.parametrize("effort", [Effort(), DICE])
def test_a_common_cause_strikes_a_system_that_never_fails_by_itself(effort: Effort) -> None:
    structure = Structure(
        {"v": 0.9, "a": 0.9, "b": 0.9}, {"v": [Needed(("a", "b"))]}, (CommonCause("maker", ("v", "a"), 0.8),)
    )
    found = promised(structure, "v", effort)
    assert found.ceiling == pytest.approx(0.92 * (1 - 0.02 * 0.1), abs=0.01 if found.standard_error else 1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_dice_give_no_verdict_that_is_not_significant(seed: int) -> None:
    """Twenty seeds, of which some show less than what is possible."""
    needs = {"v": [Needed((f"a{number}", f"b{number}")) for number in range(10)]}
    own = {f"{letter}{number}": 1 - 0.00005**0.5 for letter in "ab" for number in range(10)}
    thrown = promised(Structure(own, needs), "v", Effort(steps=0, samples=20_000, seed=seed))
    assert not thrown.cannot_keep(0.9994), "0.9995 is possible"
    assert thrown.may_not_keep(0.9994)
    assert thrown.cannot_keep(0.99999)
    assert not thrown.cannot_keep(0.995) and not thrown.may_not_keep(0.995)


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


NAMES = "abcde"


@st.composite
def structures(draw: st.DrawFn) -> Structure:
    own = {name: draw(st.floats(0.1, 1)) for name in NAMES}
    needs: dict[str, list[Needed]] = {}
    for _ in range(draw(st.integers(0, 6))):
        consumer, *others = draw(st.permutations(NAMES))
        many = draw(st.integers(1, 3))
        needs.setdefault(consumer, []).append(Needed(tuple(others[:many]), draw(st.integers(1, many))))
    members = st.lists(st.sampled_from(NAMES), unique=True, max_size=3).map(tuple)
    causes = [CommonCause(name, draw(members), draw(st.floats(0, 0.5))) for name in ("site", "supplier")]
    return Structure(own, needs, tuple(causes[: draw(st.integers(0, 2))]))


def counted(structure: Structure, system: str, forced: Mapping[str, bool] | None = None) -> float:
    """Every combination of what can fail, one by one; `forced` are up or down by themselves in all of them."""
    total = 0.0
    alone = {name: structure.alone(name) for name in NAMES} | {name: float(up) for name, up in (forced or {}).items()}
    chances = [*alone.values(), *(1 - structure.together(cause) for cause in structure.common)]
    for case in product((True, False), repeat=len(chances)):
        up = dict(zip(NAMES, case, strict=False))
        struck = [
            cause.members for cause, spared in zip(structure.common, case[len(NAMES) :], strict=True) if not spared
        ]
        works = {name: up[name] and not any(name in members for members in struck) for name in NAMES}
        for _ in NAMES:
            works = {
                name: works[name]
                and all(
                    sum(works[p] for p in need.providers) >= need.required for need in structure.needs.get(name, ())
                )
                for name in NAMES
            }
        if works[system]:
            total += prod(chance if held else 1 - chance for chance, held in zip(chances, case, strict=True))
    return total


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


@settings(deadline=None, max_examples=25)
@given(structures())
def test_dice_agree_within_their_error(structure: Structure) -> None:
    thrown = sampled(structure, list(NAMES), samples=20_000, seed=1)
    for name in NAMES:
        assert abs(thrown[name].share - counted(structure, name, {name: True})) <= 6 * thrown[name].standard_error
