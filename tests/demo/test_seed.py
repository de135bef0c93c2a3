from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from samdrift.accounts import tokens
from samdrift.accounts.models import AuditEntry, Person, Role
from samdrift.demo import facts
from samdrift.demo.seed import Simulator, seed
from samdrift.monitoring.models import Source

NOW = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def seeded(home: Path) -> dict[str, Any]:
    return seed(home, base_url="http://127.0.0.1:8000", simulator=Simulator(8999, "key"), now=NOW)


def opens(made: dict[str, Any]) -> bool:
    """Whether every password and token that was told is the one that works."""
    people = made["people"].values()
    pushed = [(name, each["token"]) for name, each in made["sources"].items() if "token" in each]
    return all(Person.objects.get(email=each["email"]).check_password(each["password"]) for each in people) and all(
        tokens.matches(token, Source.objects.get(slug=name).token_hash) for name, token in pushed
    )


def test_it_tells_one_person_of_each_role_and_every_source(tmp_path: Path) -> None:
    made = seeded(tmp_path)
    assert set(made["people"]) == set(Role.values)
    assert set(made["sources"]) == {"alertmanager", "events", "oneview"}
    assert facts.read(tmp_path) == made
    assert (tmp_path / facts.FILE).stat().st_mode & 0o777 == 0o600
    assert opens(made)


def test_what_was_noted_down_goes_on_working(tmp_path: Path) -> None:
    assert seeded(tmp_path) == seeded(tmp_path)


def test_what_was_lost_is_made_anew_and_audited(tmp_path: Path) -> None:
    before = seeded(tmp_path)
    (tmp_path / facts.FILE).unlink()
    made = seeded(tmp_path)
    assert opens(made) and not opens(before)
    assert AuditEntry.objects.filter(action="accounts.change_password").count() == len(Role.values)
