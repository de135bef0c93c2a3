"""A small portfolio in force, and people who ask about it.

portal ── critical ──▶ broker/login ── critical ──▶ mitid/login
   │                                                  ▲
   ├── high, any of two ──▶ sms, mail ────────────────┘ (critical, both)
   └── high, a daily copy ──▶ cpr
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from samdrift.accounts.models import Role
from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.document import SystemDocument
from samdrift.portfolio.queries import portfolio_in_force
from samdrift.publishing.partners import kept
from samdrift.publishing.views import fragility
from samdrift.vocabulary import Audience
from tests.portfolio.desk.browsing import Browser
from tests.portfolio.documents import both, document
from tests.publishing.exploring import BEGUN, CHANGED, NOW, dependency, forget, person, take_in


def named(slug: str, name: str, **fields: Any) -> SystemDocument:
    least = document(slug).content()
    identity = {"slug": slug, "name": both(name), "purpose": both("Brug")}
    return SystemDocument.model_validate({**least, "identity": identity, **fields})


def service(id: str, name: str, **fields: Any) -> dict[str, Any]:
    texts = {"name": both(name), "purpose": both("Brug det"), "without": both("Det kan du ikke.")}
    return {"id": id, **texts, **fields}


MITID = named("mitid", "MitID", services=[service("login", "Login", target="99.9"), service("issue", "Udstedelse")])
BROKER = named(
    "broker",
    "Mægleren",
    services=[service("login", "Login", target="99.95")],
    dependencies=[dependency("mitid/login", id="mitid")],
    suppliers=[{"id": "maker", "name": both("Leverandøren")}],
    sites=[{"id": "cellar", "name": both("Kælderen")}],
)
GATEWAYS = [
    named(slug, name, dependencies=[dependency("mitid/login", id="mitid")])
    for slug, name in (("sms", "Sms"), ("mail", "Mail"))
]
PORTAL = named(
    "portal",
    "Portalen",
    services=[service("post", "Post", target="99.9"), service("notice", "Besked"), service("guide", "Vejledning")],
    groups=[{"id": "notices", "name": both("Beskeder"), "required": 1}],
    dependencies=[
        dependency("broker/login", id="broker", needed_by=["post"]),
        dependency("sms", criticality="high", needed_by=["notice"], group="notices"),
        dependency("mail", criticality="high", needed_by=["notice"], group="notices"),
        dependency("cpr", criticality="high", needed_by=["guide"], tolerance="P1D"),
    ],
)
FIRST = (MITID, *GATEWAYS, named("cpr", "CPR"), named("broker", "Mægleren"))


@pytest.fixture(autouse=True)
def small(db: None, settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Twenty days ago nothing needed MitID but the gateways; ten days ago came all the rest."""
    settings.PUBLISHED = tmp_path
    take_in(*FIRST, at=BEGUN)
    take_in(BROKER, PORTAL, at=CHANGED)
    yield
    forget()
    for cache in (kept.plain_graph, kept.graph, kept.whole_map, kept.weaknesses, kept.promised, fragility._needs):
        cache.cache_clear()


@pytest.fixture
def portfolio() -> Portfolio:
    return portfolio_in_force(NOW, Audience.PARTNERS)


@pytest.fixture
def reader() -> Browser:
    return Browser(person())


@pytest.fixture
def secretariat() -> Browser:
    return Browser(person(Role.SECRETARIAT))
