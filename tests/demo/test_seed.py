from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from samdrift.accounts import tokens
from samdrift.accounts.models import AuditEntry, Person, Role
from samdrift.demo import facts
from samdrift.demo.invented.monitoring import SOURCE
from samdrift.demo.portfolio import FOLDER
from samdrift.demo.seed import Simulator, seed
from samdrift.monitoring.models import Source, Transition
from samdrift.portfolio.actions import import_documents
from samdrift.portfolio.document import load_folder
from samdrift.portfolio.gate import SystemGate
from samdrift.portfolio.models import ChangeReport, Confirmation, System
from samdrift.portfolio.queries import contents_in_force, portfolio_in_force
from samdrift.portfolio.queries.freshness import Freshness, standings
from samdrift.vocabulary import Audience

NOW = datetime(2026, 11, 23, 9, 58, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def seeded(home: Path, *, now: datetime = NOW, history: bool = False) -> dict[str, Any]:
    """Without a history, which takes longer to invent than all the rest."""
    return seed(home, base_url="http://127.0.0.1:8000", simulator=Simulator(8999, "key"), now=now, history=history)


def opens(made: dict[str, Any]) -> bool:
    """Whether every password and token that was told is the one that works."""
    people = made["people"].values()
    pushed = [(name, each["token"]) for name, each in made["sources"].items() if "token" in each]
    return all(Person.objects.get(email=each["email"]).check_password(each["password"]) for each in people) and all(
        tokens.matches(token, Source.objects.get(slug=name).token_hash) for name, token in pushed
    )


def test_it_tells_one_person_of_each_role_two_more_owners_and_every_source(tmp_path: Path) -> None:
    made = seeded(tmp_path)
    assert set(made["people"]) == set(Role.values) | {"system_owner_2", "system_owner_3"}
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
    assert AuditEntry.objects.filter(action="accounts.change_password").count() == len(made["people"])


@pytest.mark.parametrize(
    ("owner", "system"), [("system_owner", "mitid"), ("system_owner_2", "cvr"), ("system_owner_3", "cpr")]
)
def test_each_owner_may_edit_a_system_that_others_need(tmp_path: Path, owner: str, system: str) -> None:
    person = Person.objects.get(email=seeded(tmp_path)["people"][owner]["email"])
    assert SystemGate(person, System.objects.get(slug=system)).may_edit()
    assert not SystemGate(person, System.objects.get(slug="sundhed-dk")).may_edit()


def test_most_documents_are_confirmed_one_has_expired_and_two_never_were(tmp_path: Path) -> None:
    seeded(tmp_path)
    seeded(tmp_path)
    standing = {each.slug: each.freshness for each in standings(NOW)}
    assert {slug for slug, each in standing.items() if each is Freshness.NEVER} == {"sundhed-dk", "serviceplatformen"}
    assert {slug for slug, each in standing.items() if each is Freshness.EXPIRED} == {"datafordeleren"}
    assert {slug for slug, each in standing.items() if each is Freshness.SOON} == {"cpr"}
    assert Confirmation.objects.count() == len(standing) - 2


def test_there_is_an_earlier_day_to_look_back_at(tmp_path: Path) -> None:
    seeded(tmp_path)
    assert portfolio_in_force(NOW - timedelta(days=365), Audience.PUBLIC).edges


def test_what_a_person_changed_stays(tmp_path: Path) -> None:
    seeded(tmp_path)
    person = Person.objects.get(role=Role.SECRETARIAT)
    document = next(each for each in load_folder(FOLDER) if each.slug == "cpr")
    import_documents(documents=[document.model_copy(update={"note": None})], actor=person, now=NOW)
    seeded(tmp_path)
    assert "note" not in contents_in_force(NOW + timedelta(hours=1), Audience.PUBLIC)["cpr"]


def test_what_the_files_say_anew_is_taken_in(tmp_path: Path) -> None:
    document = next(each for each in load_folder(FOLDER) if each.slug == "cpr")
    older = document.model_copy(update={"note": None})
    import_documents(documents=[older], actor=None, now=NOW - timedelta(days=1))
    seeded(tmp_path)
    assert "note" in contents_in_force(NOW + timedelta(hours=1), Audience.PUBLIC)["cpr"]
    assert not Confirmation.objects.filter(system__slug="cpr").exists()


def test_what_was_there_before_gets_no_invented_history(tmp_path: Path) -> None:
    assert "invented_before" not in seeded(tmp_path)
    made = seeded(tmp_path, now=NOW + timedelta(days=1), history=True)
    assert "invented_before" not in made
    assert not Transition.objects.exists() and not ChangeReport.objects.exists()
    assert not Source.objects.filter(slug=SOURCE).exists()


def test_nor_does_a_real_installation(tmp_path: Path) -> None:
    import_documents(documents=load_folder(FOLDER), actor=None, now=NOW)
    made = seeded(tmp_path, now=NOW + timedelta(days=1), history=True)
    assert "invented_before" not in made
    assert not Transition.objects.exists() and not ChangeReport.objects.exists()
