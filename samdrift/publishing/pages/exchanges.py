"""The catalogue of data exchanges: which data goes from where to where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext, ngettext, pgettext

from samdrift.portfolio.derived import Flow, Portfolio, SystemModel
from samdrift.portfolio.document.labels import label, word
from samdrift.portfolio.document.relations import PersonalData
from samdrift.publishing.pages.documentation_parts import Cell, Table, linked, said
from samdrift.publishing.pages.evidence import source
from samdrift.publishing.pages.places import Address
from samdrift.publishing.pages.sentences import capital
from samdrift.vocabulary import Language


@dataclass(frozen=True, slots=True)
class From:
    """All that goes from one system."""

    anchor: str
    name: str
    address: str
    table: Table


@dataclass(frozen=True, slots=True)
class Crossing:
    """How much goes from the row's system to the column's. Nothing does where `count` is 0."""

    count: int
    anchor: str
    words: str


@dataclass(frozen=True, slots=True)
class Matrix:
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Crossing, ...]], ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """`summary` counts what is shown; `matrix` is None where nothing is."""

    summary: str
    sources: tuple[From, ...]
    matrix: Matrix | None


def read(flows: Sequence[Flow], portfolio: Portfolio, language: Language, address: Address) -> Catalogue:
    """Of `flows`, some or all of the portfolio's: by where they come from, then by where they go, each in the order of
    systems, then of documents."""
    place = {system.slug: position for position, system in enumerate(portfolio.systems)}
    ordered = sorted(flows, key=lambda flow: (place[flow.source.slug], place[flow.target.slug]))
    sources = tuple(
        _from(list(group), language, address) for _, group in groupby(ordered, key=lambda flow: flow.source.slug)
    )
    return Catalogue(_summary(ordered, language), sources, _matrix(ordered, place, language) if ordered else None)


def _from(flows: list[Flow], language: Language, address: Address) -> From:
    system = flows[0].source
    columns = (
        label("exchanges.data", language),
        pgettext("data", "To"),
        label("exchanges.pattern", language),
        label("exchanges.personal_data", language),
        label("exchanges.evidence", language),
    )
    name = system.name.in_(language)
    caption = gettext("From %(name)s") % {"name": name}
    table = Table(caption, columns, tuple(row(flow, flow.target, language, address) for flow in flows), _anchors(flows))
    return From(f"fra-{system.slug}", name, address(system.slug), table)


def row(flow: Flow, other: SystemModel, language: Language, address: Address) -> tuple[Cell, ...]:
    """The data, the system at the other end, the pattern, the personal data in it, and how it is known."""
    exchange = flow.exchange
    frequency = (said(capital(exchange.frequency.in_(language))),) if exchange.frequency else ()
    basis = (said(exchange.legal_basis),) if exchange.legal_basis else ()
    return (
        (said(exchange.data.in_(language)), *((said(exchange.format),) if exchange.format else ())),
        (linked(other.name.in_(language), address(other.slug)),),
        (said(capital(word(exchange.pattern, language))), *frequency),
        (said(capital(word(exchange.personal_data, language))), *basis),
        (source(exchange.known),),
    )


def _anchors(flows: Sequence[Flow]) -> tuple[str, ...]:
    """Of each pair of systems the first row."""
    first: dict[str, int] = {}
    for position, flow in enumerate(flows):
        first.setdefault(_pair(flow.source.slug, flow.target.slug), position)
    names = {position: pair for pair, position in first.items()}
    return tuple(names.get(position, "") for position in range(len(flows)))


def _pair(source_slug: str, target_slug: str) -> str:
    # No slug has a full stop in it.
    return f"{source_slug}.{target_slug}"


def _summary(flows: Sequence[Flow], language: Language) -> str:
    if not flows:
        return gettext("No data exchanges found.")
    ends = {system.slug for flow in flows for system in (flow.source, flow.target)}
    personal = sum(flow.exchange.personal_data is not PersonalData.NONE for flow in flows)
    assumed = sum(flow.exchange.known.assumed for flow in flows)
    going = ngettext(
        "%(count)d exchange of data between %(systems)d systems.",
        "%(count)d exchanges of data between %(systems)d systems.",
        len(flows),
    ) % {"count": len(flows), "systems": len(ends)}
    holding = ngettext("%(count)d contains personal data.", "%(count)d contain personal data.", personal) % {
        "count": personal
    }
    known = ngettext("%(count)d is assumed.", "%(count)d are assumed.", assumed) % {"count": assumed}
    return f"{going} {holding} {known}"


def _matrix(flows: Sequence[Flow], place: Mapping[str, int], language: Language) -> Matrix:
    counts = Counter((flow.source.slug, flow.target.slug) for flow in flows)
    names = {system.slug: system.name.in_(language) for flow in flows for system in (flow.source, flow.target)}
    sources, targets = ({pair[end] for pair in counts} for end in (0, 1))
    across = sorted(targets, key=lambda slug: place[slug])
    return Matrix(
        tuple(names[slug] for slug in across),
        tuple(
            (names[down], tuple(_crossing(down, to, counts[down, to], names) for to in across))
            for down in sorted(sources, key=lambda slug: place[slug])
        ),
    )


def _crossing(down: str, to: str, count: int, names: Mapping[str, str]) -> Crossing:
    if not count:
        return Crossing(0, "", "")
    words = ngettext("%(count)d from %(source)s to %(target)s", "%(count)d from %(source)s to %(target)s", count)
    return Crossing(count, _pair(down, to), words % {"count": count, "source": names[down], "target": names[to]})
