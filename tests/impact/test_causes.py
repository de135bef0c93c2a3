"""The cause behind what is seen, even where nobody watches it."""

from __future__ import annotations

import random

import pytest

from samdrift.impact import Dependency, Graph, Odds, joint_causes, probable_causes, spread
from samdrift.vocabulary import Criticality, Level

GRAPH = Graph.of(
    ["post", "borger", "nemlog-in", "mitid", "cpr", "kort"],
    [
        Dependency("nemlog-in", ("mitid",)),
        Dependency("post", ("nemlog-in",)),
        Dependency("borger", ("nemlog-in",)),
        Dependency("borger", ("cpr",)),
    ],
)


def test_what_nobody_watches_is_found_and_told_with_what_it_cannot_be_told_from() -> None:
    best, *others = probable_causes(GRAPH, ["post", "borger", "nemlog-in"], unobserved=["mitid"])
    assert best.systems == ("mitid", "nemlog-in")
    assert (best.score, best.explains, best.silent, best.unexplained) == (1.0, ("borger", "nemlog-in", "post"), (), ())
    assert [cause.systems for cause in others] == [("borger",), ("post",), ("cpr",)]
    assert others[2].silent == ("cpr",) and others[2].unexplained == ("nemlog-in", "post")


def test_a_tie_is_broken_by_the_likelihood() -> None:
    first, *_ = probable_causes(GRAPH, ["post", "borger"], unobserved=["nemlog-in"], odds=Odds(priors={"borger": 0.3}))
    assert first.systems == ("nemlog-in",)
    tied = Graph.of("abc", [Dependency("a", ("b",)), Dependency("a", ("c",))])
    assert [cause.systems for cause in probable_causes(tied, ["a"])] == [("a",), ("b",), ("c",)]
    assert [cause.systems for cause in probable_causes(tied, ["a"], odds=Odds(priors={"c": 0.2}))][1] == ("c",)


def test_several_causes_are_taken_one_after_another() -> None:
    causes = joint_causes(GRAPH, ["nemlog-in", "post", "borger", "kort"], unobserved=["mitid"])
    assert [cause.systems for cause in causes] == [("mitid", "nemlog-in"), ("kort",)]
    assert causes[-1].unexplained == ()
    assert joint_causes(GRAPH, ["nemlog-in", "post", "borger", "kort"], unobserved=["mitid"], most=1) == causes[:1]


def test_whoever_is_seen_to_work_comes_after_all_others() -> None:
    """Whatever it explains; and also among those that are sought for what is left."""
    fail = ["nemlog-in", "post", "kort"]
    graph = Graph.of(GRAPH.names, [*GRAPH.dependencies, Dependency("kort", ("mitid",))])
    assert probable_causes(graph, fail, unobserved=["mitid", "borger"])[0].systems == ("mitid",)
    found = probable_causes(graph, fail, unobserved=["borger"])
    assert [cause.systems for cause in found] == [("nemlog-in",), ("kort",), ("post",), ("mitid",)]
    assert found[-1].score > found[0].score
    joint = joint_causes(graph, fail, unobserved=["borger"], first=found[2])
    assert [cause.systems for cause in joint] == [("post",), ("kort",), ("nemlog-in",)]


def test_of_those_that_cannot_be_told_apart_one_seen_to_work_comes_last() -> None:
    round_about = Graph.of("abc", [Dependency("a", ("b",)), Dependency("b", ("a",)), Dependency("c", ("a",))])
    assert probable_causes(round_about, ["b", "c"])[0].systems == ("b", "a")


def test_those_sought_together_may_begin_with_another_than_the_best() -> None:
    _, second, *_ = probable_causes(GRAPH, ["post", "borger", "nemlog-in", "kort"], unobserved=["mitid"])
    joint = joint_causes(GRAPH, ["post", "borger", "nemlog-in", "kort"], unobserved=["mitid"], first=second)
    assert joint[0] == second
    assert joint[-1].unexplained == ()


def test_nothing_fails_for_no_reason() -> None:
    assert probable_causes(GRAPH, []) == () == joint_causes(GRAPH, [])


@pytest.mark.parametrize("chance", [0, 1, -0.1, float("nan")])
def test_a_chance_is_between_none_and_certain(chance: float) -> None:
    with pytest.raises(ValueError, match="is no chance between 0 and 1"):
        Odds(missed=chance)


def portfolio(draw: random.Random, size: int = 40) -> Graph:
    """Layers of systems that need a few of those below them."""
    names = [f"s{number:02}" for number in range(size)]
    needs = []
    for number, name in enumerate(names[4:], 4):
        for provider in draw.sample(names[max(0, number - 12) : number], draw.choice([1, 1, 2, 3])):
            criticality = draw.choices(list(Criticality), [6, 3, 1])[0]
            needs.append(Dependency(name, (provider,), criticality))
    return Graph.of(names, needs)


def naive(graph: Graph, seen: set[str]) -> list[str]:
    """Failing, with no failing dependency."""
    return [
        name
        for name in seen
        if not any(seen.intersection(need.providers) for need in graph.needs_of(graph.number(name)))
    ]


@pytest.mark.parametrize(("silence_is_known", "share"), [(True, 0.99), (False, 0.9)])
def test_the_root_that_nobody_watches_is_found(silence_is_known: bool, share: float) -> None:
    """One in five of the others is silent, known to be so or taken to work. The naive rule cannot name what it does
    not see."""
    draw = random.Random(82)
    cases = right = naively = 0
    while cases < 300:
        graph = portfolio(draw)
        root = draw.choice(graph.names)
        felt = [one.system for one in spread(graph, {root: Level.MAJOR_OUTAGE}).affected()]
        silent = {name for name in graph.names if draw.random() < 0.2}
        seen = set(felt) - silent
        if len(seen) < 3:
            continue
        cases += 1
        unobserved = silent | {root} if silence_is_known else {root}
        right += root in probable_causes(graph, seen, unobserved=unobserved)[0].systems
        naively += root in naive(graph, seen)
    assert naively == 0
    assert right / cases > share


def test_who_works_by_a_check_that_sees_only_itself_speaks_against_nothing_else() -> None:
    graph = Graph.of("abcr", [Dependency(name, ("r",)) for name in "abc"])
    watched = probable_causes(graph, "ab", unobserved="r")[0]
    assert (watched.systems, watched.silent) == (("r",), ("c",))
    blind = probable_causes(graph, "ab", unobserved="r", blind={"c": ["c"]})[0]
    assert (blind.systems, blind.silent, blind.score) == (("r",), (), 1.0)
    sighted = probable_causes(graph, "ab", unobserved="r", blind={"c": ["c", "r"]})[0]
    assert sighted == watched, "a failure that its check sees"


def test_who_works_by_a_blind_check_is_no_cause_itself() -> None:
    graph = Graph.of("abr", [Dependency(name, ("r",)) for name in "ab"])
    assert probable_causes(graph, "ab", blind={"r": ["r"]})[-1].systems == ("r",)
