"""Where reckoning a promise out takes too long, dice are thrown: the answer says how far it may be off."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from samdrift.availability.promised import Effort, promised, promised_each
from samdrift.availability.promised_formula import formula
from samdrift.availability.promised_sampling import sampled
from samdrift.availability.promised_structure import CommonCause, Needed, Structure
from tests.availability.structures import NAMES, TRAINS, counted, structures

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


@settings(deadline=None, max_examples=25)
@given(structures())
def test_dice_agree_within_their_error(structure: Structure) -> None:
    thrown = sampled(structure, list(NAMES), samples=20_000, seed=1)
    for name in NAMES:
        assert abs(thrown[name].share - counted(structure, name, {name: True})) <= 6 * thrown[name].standard_error
