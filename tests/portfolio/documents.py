"""Documents to test with: one that says the least, and any that the template allows."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from unicodedata import category

from hypothesis import strategies as st

from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.evidence import Evidence
from samdrift.portfolio.document.fields import Name, Prose
from samdrift.portfolio.document.relations import Dependency, Exchange, Fallback, Group
from samdrift.portfolio.document.sections import (
    Contact,
    Identity,
    Interface,
    LifeCycle,
    Owner,
    Plan,
    Preparedness,
    Service,
    Site,
    Source,
    Supplier,
)
from samdrift.portfolio.document.template import ToldTo
from samdrift.vocabulary import Criticality


def both(text: str) -> dict[str, str]:
    return {"da": text, "en": text}


def document(
    slug: str,
    *,
    services: Sequence[str] = ("login",),
    weights: Mapping[str, str] | None = None,
    owner: str = "agency",
    **fields: Any,
) -> SystemDocument:
    """The least that a document can say; `fields` are sections that replace its own. `weights` are the criticalities of
    its services."""
    least = {
        "template": "1",
        "identity": {"slug": slug, "name": both(slug.upper()), "purpose": both("Log in")},
        "life_cycle": {"status": "in_operation"},
        "owner": {"organisation": owner, "name": both(owner.title())},
        "services": [
            {"id": id, "name": both(id), "purpose": both("Do it"), "without": both("You cannot.")}
            | ({"criticality": weights[id]} if weights and id in weights else {})
            for id in services
        ],
    }
    return SystemDocument.model_validate({**least, **fields})


_UNSEEN = "".join(
    map(chr, (0x200B, *range(0x2028, 0x202F), *range(0x2060, 0x2070), *range(0xFDD0, 0xFDF0), 0xFEFF, 0xFFFE, 0xFFFF))
)
_FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
_anything = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=_UNSEEN)
_awkward = st.sampled_from(
    ["- ", ": ", " #", "'", '"', "%", "@", "no", "~", "1e3", "2023-10-31", "---", "&a", "*a", "!"]
)


def _unfolded(most: int) -> st.SearchStrategy[str]:
    written = st.lists(st.one_of(_awkward, st.text(_anything, max_size=40)), min_size=1, max_size=6).map(" ".join)
    folded = written.map(lambda text: " ".join(part for part in text.split(" ") if part)[:most].strip(" "))
    return folded.filter(_can_be_seen)


def _can_be_seen(text: str) -> bool:
    return any(category(each)[0] in "LNPS" and each not in _FILLERS for each in text)


slugs = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)
names = st.builds(Name, da=_unfolded(200), en=_unfolded(200))
prose = st.builds(Prose, da=_unfolded(1000), en=_unfolded(1000))
days = st.dates(min_value=date(1900, 1, 1))
addresses = st.text(string.ascii_letters + string.digits + "#?&=:%~'\"", max_size=120).map(
    "https://example.dk/{}".format
)


def _some(one: st.SearchStrategy[Any], most: int = 3, **bounds: Any) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(one, max_size=most, **bounds).map(tuple)


@st.composite
def life_cycles(draw: st.DrawFn, slug: str) -> LifeCycle:
    status = draw(st.sampled_from(["planned", "in_operation", "retired"]))
    start, end = sorted((draw(days), draw(days)))
    return LifeCycle(
        status=status,
        in_operation_since=draw(st.sampled_from([None, start])),
        retired_on=end if status == "retired" else None,
        successor=draw(st.none() | slugs.filter(lambda other: other != slug)),
    )


durations = st.from_regex(r"P(?:[1-9]\d{0,2}D|T[1-9]\d{0,3}[HM])", fullmatch=True)
percents = st.from_regex(r"(?:100|[1-9]?\d(?:\.\d{1,4})?)", fullmatch=True)
_lines = st.none() | _unfolded(200)
_evidence = st.builds(
    Evidence, basis=st.sampled_from(["documented", "assumed"]), title=_unfolded(200), url=st.none() | addresses
)
_audiences = st.sampled_from(["public", "partners", "internal"])
_services = st.builds(
    Service,
    id=slugs,
    name=names,
    purpose=names,
    without=prose,
    instead=st.none() | prose,
    criticality=st.none() | st.sampled_from(Criticality),
    protocol=_lines,
    hours=st.none() | names,
    target=st.none() | percents,
    recovery_time=st.none() | durations,
    recovery_point=st.none() | durations,
)
_interfaces = st.builds(Interface, id=slugs, name=names, address=st.none() | addresses, audience=names)
_sources = st.builds(Source, statement=prose, evidence=_evidence, told_to=_audiences)
_suppliers = st.builds(Supplier, id=slugs, name=names, delivers=st.none() | names)
_sites = st.builds(Site, id=slugs, name=names)
_contacts = st.builds(
    Contact, id=slugs, function=names, reach_for=names, hours=st.none() | names, phone=_lines, email=_lines
)
_plans = st.none() | st.builds(Plan, dated=days, last_tested=st.none() | days)


@st.composite
def _dependencies(draw: st.DrawFn, slug: str, services: tuple[Service, ...], group: Group | None) -> Dependency:
    """Those in a group are needed by the whole system, are high and public, as the rules want them alike."""
    other = draw(slugs.filter(lambda each: each != slug))
    ids = [service.id for service in services]
    return Dependency(
        id=draw(slugs),
        on=draw(st.sampled_from([other, f"{other}/login"])),
        needed_by=() if group else tuple(draw(st.lists(st.sampled_from(ids), unique=True))),
        criticality="high" if group else draw(st.sampled_from(["critical", "high", "low"])),
        criticality_basis=draw(st.sampled_from(["documented", "assumed"])),
        why=draw(prose),
        pattern=draw(st.sampled_from(["real_time", "copy", "event", "file"])),
        tolerance=draw(st.none() | durations),
        fallback=draw(st.none() | st.builds(Fallback, description=prose, quality=st.just("degraded"))),
        group=group.id if group else None,
        evidence=draw(_evidence),
        told_to="public" if group else draw(_audiences),
    )


@st.composite
def _advice_of(draw: st.DrawFn, service: Service, slug: str) -> Service:
    """With some word, or none, on what its advice rests on, where it has any."""
    other = slugs.filter(lambda each: each != slug)
    needs = st.none() | _some(st.one_of(other, other.map("{}/login".format)))
    return service.model_copy(update={"instead_needs": draw(needs) if service.instead else None})


@st.composite
def _exchanges(draw: st.DrawFn, over: str) -> Exchange:
    return Exchange(
        id=draw(slugs),
        data=draw(names),
        over=over,
        direction=draw(st.sampled_from(["in", "out", "both"])),
        personal_data=draw(st.sampled_from(["none", "ordinary", "cpr_number", "criminal", "sensitive"])),
        pattern=draw(st.sampled_from([None, "file"])),
        legal_basis=draw(_lines),
        format=draw(_lines),
        frequency=draw(st.none() | names),
        evidence=draw(_evidence),
        told_to=draw(_audiences),
    )


@st.composite
def system_documents(draw: st.DrawFn) -> SystemDocument:
    slug = draw(slugs)
    bare = draw(_some(_services, min_size=1, unique_by=lambda service: service.id))
    services = tuple(draw(_advice_of(each, slug)) for each in bare)
    groups = draw(_some(st.builds(Group, id=slugs, name=names, required=st.just(1)), most=1))
    own = st.lists(_dependencies(slug, services, None), max_size=2)
    standing_in = st.lists(_dependencies(slug, services, groups[0]), min_size=1, max_size=2) if groups else st.just([])
    dependencies = tuple({each.id: each for each in (*draw(own), *draw(standing_in))}.values())
    groups = groups if any(each.group for each in dependencies) else ()
    exchanges = [draw(_exchanges(each.id)) for each in dependencies]
    return SystemDocument(
        template="1",
        note=draw(st.none() | prose),
        identity=Identity(
            slug=slug, name=draw(names), purpose=draw(names), scope=draw(st.sampled_from(["shared", "external"]))
        ),
        life_cycle=draw(life_cycles(slug)),
        owner=Owner(organisation=draw(slugs), name=draw(names), jointly_with=draw(_some(names))),
        operator=draw(st.none() | names),
        suppliers=draw(_some(_suppliers, unique_by=lambda each: each.id)),
        sites=draw(_some(_sites, unique_by=lambda each: each.id)),
        contacts=draw(_some(_contacts, unique_by=lambda each: each.id)),
        services=services,
        interfaces=draw(_some(_interfaces, unique_by=lambda interface: interface.id)),
        groups=groups,
        dependencies=dependencies,
        exchanges=tuple({each.id: each for each in exchanges}.values()),
        preparedness=draw(st.none() | st.builds(Preparedness, crisis=_plans, contingency=_plans, recovery=_plans)),
        sources=draw(_some(_sources)),
        audiences=draw(
            _some(
                st.builds(ToldTo, field=st.sampled_from(["operator", "services.target"]), audience=_audiences),
                unique_by=lambda each: each.field,
            )
        ),
    )
