"""A portfolio like the demonstration's: twelve shared systems, six beside them, and what they need of each other.

Made from documents, as every portfolio is; kept here so that a new demonstration does not change what tests say.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from samdrift.portfolio.derived import Portfolio, SystemModel, read_out
from samdrift.vocabulary import Audience
from tests.portfolio.documents import both, document

IN_FORCE = datetime(2026, 8, 20, 6, 0, tzinfo=UTC)

SHARED = {
    "borger-dk": ("borger.dk", "digitaliseringsstyrelsen"),
    "cpr": ("CPR", "cpr-administrationen"),
    "cvr": ("CVR", "erhvervsstyrelsen"),
    "datafordeleren": ("Datafordeleren", "klimadatastyrelsen"),
    "digital-post": ("Digital Post", "digitaliseringsstyrelsen"),
    "mitid": ("MitID", "digitaliseringsstyrelsen"),
    "nemhandel": ("NemHandel", "erhvervsstyrelsen"),
    "nemkonto": ("NemKonto", "digitaliseringsstyrelsen"),
    "nemlog-in": ("NemLog-in", "digitaliseringsstyrelsen"),
    "serviceplatformen": ("Serviceplatformen", "kombit"),
    "sundhed-dk": ("Sundhed.dk", "sundhed-dk"),
    "virk-dk": ("virk.dk", "erhvervsstyrelsen"),
}
EXTERNAL = {
    "eindkomst": ("eIndkomst", "skatteforvaltningen"),
    "nsp": ("NSP", "sundhedsdatastyrelsen"),
    "pengeinstitutter": ("Pengeinstitutter", "finans-danmark"),
    "sdn": ("Sundhedsdatanettet", "medcom"),
    "skat": ("Skatteforvaltningen", "skatteforvaltningen"),
    "statistik": ("Danmarks Statistik", "danmarks-statistik"),
}
NEEDS = (
    ("borger-dk", "nemlog-in", "critical", "real_time", "documented"),
    ("borger-dk", "digital-post", "high", "real_time", "documented"),
    ("borger-dk", "cpr", "low", "copy", "documented"),
    ("borger-dk", "datafordeleren", "high", "real_time", "documented"),
    ("virk-dk", "nemlog-in", "critical", "real_time", "documented"),
    ("virk-dk", "digital-post", "high", "real_time", "documented"),
    ("virk-dk", "cvr", "critical", "real_time", "documented"),
    ("sundhed-dk", "nemlog-in", "critical", "real_time", "documented"),
    ("sundhed-dk", "nsp", "critical", "real_time", "documented"),
    ("sundhed-dk", "sdn", "critical", "real_time", "documented"),
    ("digital-post", "nemlog-in", "critical", "real_time", "documented"),
    ("digital-post", "cpr", "high", "copy", "assumed"),
    ("digital-post", "cvr", "high", "event", "assumed"),
    ("nemlog-in", "mitid", "critical", "real_time", "documented"),
    ("nemlog-in", "cvr", "high", "real_time", "documented"),
    ("nemlog-in", "cpr", "high", "real_time", "assumed"),
    ("mitid", "cpr", "low", "copy", "assumed"),
    ("nemkonto", "cpr", "high", "copy", "assumed"),
    ("nemkonto", "cvr", "high", "copy", "assumed"),
    ("nemkonto", "pengeinstitutter", "critical", "file", "documented"),
    ("nemkonto", "nemlog-in", "high", "real_time", "assumed"),
    ("cvr", "cpr", "low", "copy", "assumed"),
    ("cvr", "skat", "low", "event", "documented"),
    ("cvr", "statistik", "low", "event", "documented"),
    ("datafordeleren", "cpr", "high", "copy", "documented"),
    ("datafordeleren", "cvr", "high", "copy", "documented"),
    ("datafordeleren", "mitid", "low", "real_time", "documented"),
    ("serviceplatformen", "cpr", "high", "copy", "documented"),
    ("serviceplatformen", "digital-post", "high", "real_time", "assumed"),
    ("serviceplatformen", "eindkomst", "high", "real_time", "documented"),
    ("nsp", "sdn", "critical", "real_time", "documented"),
    ("nsp", "cpr", "high", "copy", "documented"),
    ("nemhandel", "cvr", "low", "copy", "assumed"),
    ("nemhandel", "nemlog-in", "low", "real_time", "assumed"),
    ("eindkomst", "mitid", "critical", "real_time", "documented"),
)
"""Consumer, provider, level, pattern, how it is known."""


def system(
    slug: str,
    needs: Iterable[tuple[str, str, str, str]] = (),
    *,
    name: str | None = None,
    owner: str = "agency",
    scope: str = "shared",
    status: str = "in_operation",
) -> SystemModel:
    """`needs`: provider, level, pattern, how it is known; two on the same provider get different ids."""
    dependencies = [
        {
            "id": f"{provider}-{position}",
            "on": provider,
            "criticality": level,
            "why": both("Brug"),
            "pattern": pattern,
            "evidence": {"basis": basis, **({"title": "Vejledning"} if basis == "documented" else {})},
        }
        for position, (provider, level, pattern, basis) in enumerate(needs)
    ]
    fields: dict[str, Any] = {
        "identity": {"slug": slug, "name": both(name or slug.upper()), "purpose": both("Brug"), "scope": scope},
        "life_cycle": {"status": status, **({"retired_on": "2023-10-31"} if status == "retired" else {})},
    }
    made = document(slug, owner=owner, dependencies=dependencies, **fields)
    return read_out(made.content(), audience=Audience.PUBLIC, revision=1, in_force_from=IN_FORCE, names={})


@cache
def demonstration() -> Portfolio:
    everyone = [(slug, *named, "shared") for slug, named in SHARED.items()]
    everyone += [(slug, *named, "external") for slug, named in EXTERNAL.items()]
    return Portfolio(
        tuple(
            system(slug, (each[1:] for each in NEEDS if each[0] == slug), name=name, owner=owner, scope=scope)
            for slug, name, owner, scope in everyone
        )
    )
