"""What to believe of a system and its services, from the logs of the signals that watch them. Pure.

Four steps, each for any stretch of time:

1. *Confirm* (confirming.py). A new level is believed once it has stood for its signal's confirm time.
2. *Vote.* At each moment every signal votes with its believed level. The worst level counts, the last word of a silent
   signal too: bad news does not end by silence. A fault is observed when a signal that is heard says so; that all is
   well is observed only when every signal that counts is heard.
3. *Abstain.* A source that speaks only of faults says nothing by being silent after "resolved"; such a signal counts
   only where nothing else watches. If it is silent because something was lost, it does not abstain. A signal that a
   person ended abstains too, whatever it said last.
4. *Look back.* What a signal says afterwards of a time in which it did not count counts for that time only where
   nothing else was heard: no word erases what others measured.

A service that no signal watches by itself, or only such as abstain, takes the votes given on its system as a whole.
A system is as its services make it by their weights (`impact.composition`), and at least as badly off as what is
reported of it as a whole. Trouble is planned only if it was announced itself. Of the same thing the worst vote counts,
so announced trouble includes what others report milder there, and what is as bad or worse without being announced is
not planned. Among what makes a system worse, its services and the whole of it, trouble that was not announced comes
before trouble that was, whatever their levels; the work is told beside it (`snapshot.planned_work`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from samdrift.impact import DEFAULT, Transfer, Weight, share
from samdrift.status.confirming import Afterwards, Said, Word, confirm
from samdrift.vocabulary import Criticality, Level, Period, State, StatePeriod

SYSTEM = ""
"""The component that is the system as a whole."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One signal's watch over `service` (or SYSTEM) from `start` until `end`; None is without bound.

    `log` is in order of time. `faults_only`: the source speaks only of faults.
    """

    service: str
    log: tuple[Word, ...]
    confirm: timedelta
    faults_only: bool = False
    start: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """Histories from the given start, by service. `whole` is what was reported of the system as a whole, services
    aside; empty where nothing was, or where the system has no services. `wake_at` is when an unconfirmed level will be
    believed."""

    histories: dict[str, tuple[StatePeriod, ...]]
    whole: tuple[StatePeriod, ...]
    wake_at: datetime | None


@dataclass(frozen=True, slots=True)
class Vote:
    """What one signal says at one moment. `heard`: it is not silent. `abstains`: counts only where no other does.
    `afterwards`: it was said only later, of a time in which the signal did not count."""

    level: Level
    planned: bool
    heard: bool
    abstains: bool = False
    afterwards: Afterwards | None = None


def settle(
    services: Mapping[str, Weight],
    watches: Sequence[Watch],
    start: datetime,
    now: datetime,
    transfer: Transfer = DEFAULT,
) -> Settled:
    """What to believe of the system and each of `services` from `start` on; the last period of each is open. Other
    services that are watched have a history too, but the system does not consist of them.

    Nothing is said of the time before the first word: a component's history begins with it.
    """
    confirmed: list[_Confirmed] = [(watch, *confirm(watch.log, watch.confirm, now)) for watch in watches]
    others = {watch.service for watch in watches} - {SYSTEM, *services}
    pieces: dict[str | None, list[tuple[datetime, State | None]]] = {
        name: [] for name in (SYSTEM, *services, *others, *([None] if services else []))
    }
    for moment in sorted({start, *_moments(confirmed, start)}):
        states = _believe_of_then(services, _votes(confirmed, moment), transfer)
        for name, own in pieces.items():
            state = states.get(name)
            if not own or own[-1][1] != state:
                own.append((moment, state))
    whole = _periods(pieces.pop(None, []))
    wakes = [wake for _, _, wake in confirmed if wake is not None]
    histories = {name: _periods(piece) for name, piece in pieces.items() if name is not None}
    return Settled(histories, whole, min(wakes, default=None))


def combine(votes: Iterable[Vote]) -> State | None:
    """The belief that follows from `votes` on one thing; None where there are none."""
    all_votes = list(votes)
    counting = [vote for vote in all_votes if not vote.abstains] or all_votes
    if not counting:
        return None
    heard = [vote for vote in counting if vote.heard]
    in_trouble = [vote for vote in heard if vote.level] or [vote for vote in counting if vote.level]
    if in_trouble:
        worst = max(vote.level for vote in in_trouble)
        saying_so = [vote for vote in in_trouble if vote.level == worst]
        return State(worst, all(vote.heard and vote.planned for vote in saying_so), saying_so[0].heard)
    return State(Level.OPERATIONAL, any(vote.planned for vote in heard), observed=len(heard) == len(counting))


def compose(parts: Iterable[State]) -> State:
    """The state of what consists of `parts`, at least one: the worst trouble that was not announced, else the worst.
    What is observed comes before what was last heard."""
    states = list(parts)
    trouble = [state for state in states if state.level]
    if not trouble:
        planned = any(state.planned for state in states)
        return State(Level.OPERATIONAL, planned, all(state.observed for state in states))
    observed = [state for state in trouble if state.observed] or trouble
    foremost = [state for state in observed if not state.planned] or observed
    return State(max(state.level for state in foremost), foremost[0].planned, foremost[0].observed)


_Confirmed = tuple[Watch, tuple[Said, ...], datetime | None]
_Votes = Mapping[str, list[Vote]]


def _moments(confirmed: Iterable[_Confirmed], start: datetime) -> Iterable[datetime]:
    for watch, words, _ in confirmed:
        for moment in (watch.start, watch.end, *(said.at for said in words)):
            if moment is not None and moment > start:
                yield moment


def _votes(confirmed: Iterable[_Confirmed], moment: datetime) -> _Votes:
    votes: dict[str, list[Vote]] = {}
    for watch, words, _ in confirmed:
        if (watch.start and moment < watch.start) or (watch.end and moment >= watch.end):
            continue
        vote = _vote(watch, words, moment)
        if vote is not None:
            votes.setdefault(watch.service, []).append(vote)
    return votes


def _vote(watch: Watch, said: Sequence[Said], moment: datetime) -> Vote | None:
    index = bisect_right(said, moment, key=lambda each: each.at)
    if not index:
        return None
    last = said[index - 1]
    resolved = watch.faults_only and not last.heard and not last.doubted and last.level is Level.OPERATIONAL
    counted = last.afterwards is Afterwards.WORKED and not watch.faults_only
    return Vote(last.level, last.planned, last.heard, resolved or last.ended, None if counted else last.afterwards)


def _believe_of_then(
    services: Mapping[str, Weight], votes: _Votes, transfer: Transfer
) -> dict[str | None, State | None]:
    """What was said afterwards counts only for what nobody observed then."""
    states = _believe(services, votes, transfer)
    if not any(vote.afterwards for own in votes.values() for vote in own):
        return states
    then = _believe(services, {name: list(_of_then(own)) for name, own in votes.items()}, transfer)
    return states | {name: state for name, state in then.items() if state and state.observed}


def _of_then(votes: Iterable[Vote]) -> Iterator[Vote]:
    for vote in votes:
        if vote.afterwards is None:
            yield vote
        elif vote.afterwards is Afterwards.WORKED:
            yield Vote(Level.OPERATIONAL, planned=False, heard=False, abstains=True)


def _believe(services: Mapping[str, Weight], votes: _Votes, transfer: Transfer) -> dict[str | None, State | None]:
    """By service; SYSTEM is the system, None what is reported of it as a whole."""
    of_whole = votes.get(SYSTEM, [])
    states: dict[str | None, State | None] = {None: combine(of_whole)}
    for service in services:
        own = votes.get(service, [])
        states[service] = combine(own if _counts(own) else own + of_whole)
    parts = list(_parts(services, states, votes, transfer))
    named = (SYSTEM, *services)
    states[SYSTEM] = compose(parts) if parts else combine(vote for name in named for vote in votes.get(name, []))
    return states | {name: combine(own) for name, own in votes.items() if name not in named}


def _parts(
    services: Mapping[str, Weight], states: Mapping[str | None, State | None], votes: _Votes, transfer: Transfer
) -> Iterator[State]:
    whole = states[None]
    if whole and _counts(votes.get(SYSTEM, [])):
        yield whole
    for service, weight in services.items():
        state = states[service]
        if state and _is_part(votes.get(service, [])):
            yield State(share(weight, state.level, transfer), state.planned, state.observed)
    known = [state for service in services if (state := states[service])]
    if known and len(known) == len(services) and any(_counts(votes.get(service, [])) for service in services):
        level = transfer.felt(Criticality.CRITICAL, min(state.level for state in known))
        if level:
            yield State(level, all(state.planned for state in known), any(state.observed for state in known))


def _counts(votes: Sequence[Vote]) -> bool:
    return any(not vote.abstains for vote in votes)


def _is_part(votes: Sequence[Vote]) -> bool:
    """Of what the system is made from: also what is not known any more because a person ended the word of its fault."""
    return any(not vote.abstains or vote.level for vote in votes)


def _periods(pieces: Sequence[tuple[datetime, State | None]]) -> tuple[StatePeriod, ...]:
    ends: list[datetime | None] = [*(moment for moment, _ in pieces[1:]), None]
    return tuple(
        StatePeriod(Period(moment, end), state)
        for (moment, state), end in zip(pieces, ends, strict=False)
        if state is not None
    )
