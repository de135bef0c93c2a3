"""Documents to test with: one that says the least, and any that the template allows."""

from __future__ import annotations

import string
from datetime import date
from typing import Any

from hypothesis import strategies as st

from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.document.fields import Name, Prose
from samdrift.portfolio.document.template import Identity, Interface, LifeCycle, Owner, Service, Source


def both(text: str) -> dict[str, str]:
    return {"da": text, "en": text}


def document(
    slug: str, *, services: tuple[str, ...] = ("login",), owner: str = "agency", **fields: Any
) -> SystemDocument:
    """The least that a document can say; `fields` are sections that replace its own."""
    least = {
        "template": "1",
        "identity": {"slug": slug, "name": both(slug.upper()), "purpose": both("Log in")},
        "life_cycle": {"status": "in_operation"},
        "owner": {"organisation": owner, "name": both(owner.title())},
        "services": [
            {"id": id, "name": both(id), "purpose": both("Do it"), "without": both("You cannot.")} for id in services
        ],
    }
    return SystemDocument.model_validate({**least, **fields})


_TURNING = "".join(map(chr, (*range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))
_anything = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters=_TURNING)
_awkward = st.sampled_from(
    ["- ", ": ", " #", "'", '"', "%", "@", "no", "~", "1e3", "2023-10-31", "---", "&a", "*a", "!"]
)


def _unfolded(most: int) -> st.SearchStrategy[str]:
    written = st.lists(st.one_of(_awkward, st.text(_anything, max_size=40)), min_size=1, max_size=6).map(" ".join)
    folded = written.map(lambda text: " ".join(part for part in text.split(" ") if part)[:most].strip(" "))
    return folded.filter(bool)


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


_services = st.builds(Service, id=slugs, name=names, purpose=names, without=prose, instead=st.none() | prose)
_interfaces = st.builds(Interface, id=slugs, name=names, address=st.none() | addresses, audience=names)
_sources = st.builds(
    Source,
    statement=prose,
    basis=st.sampled_from(["documented", "assumed"]),
    title=_unfolded(200),
    url=st.none() | addresses,
)


@st.composite
def system_documents(draw: st.DrawFn) -> SystemDocument:
    slug = draw(slugs)
    return SystemDocument(
        template="1",
        note=draw(st.none() | prose),
        identity=Identity(slug=slug, name=draw(names), purpose=draw(names)),
        life_cycle=draw(life_cycles(slug)),
        owner=Owner(organisation=draw(slugs), name=draw(names), jointly_with=draw(_some(names))),
        operator=draw(st.none() | names),
        suppliers=draw(_some(names)),
        services=draw(_some(_services, min_size=1, unique_by=lambda service: service.id)),
        interfaces=draw(_some(_interfaces, unique_by=lambda interface: interface.id)),
        sources=draw(_some(_sources)),
    )
