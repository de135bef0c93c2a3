"""The people of the demonstration: one of each role, and owners at other authorities, who are asked to confirm."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from samdrift.accounts.actions import create_person, set_password
from samdrift.accounts.models import Organisation, Person, Role

AGENCY = "digitaliseringsstyrelsen"


@dataclass(frozen=True, slots=True)
class _Cast:
    role: Role
    name: str
    organisation: str = AGENCY


_PEOPLE = {
    "reader": _Cast(Role.READER, "Rikke Læser"),
    "system_owner": _Cast(Role.SYSTEM_OWNER, "Søren Systemejer"),
    "system_owner_2": _Cast(Role.SYSTEM_OWNER, "Eva Systemejer", "erhvervsstyrelsen"),
    "system_owner_3": _Cast(Role.SYSTEM_OWNER, "Carl Systemejer", "cpr-administrationen"),
    "operations": _Cast(Role.OPERATIONS, "Dorthe Drift"),
    "secretariat": _Cast(Role.SECRETARIAT, "Signe Sekretær"),
    "administrator": _Cast(Role.ADMINISTRATOR, "Adam Administrator"),
}


def people(known: dict[str, Any], now: datetime) -> dict[str, dict[str, str]]:
    """Make those who are missing, and tell how each signs in; `known` is what was told before."""
    return {key: _person(key, cast, known, now) for key, cast in _PEOPLE.items()}


def owner_at(organisation: Organisation) -> Person | None:
    """The system owner there, if the demonstration has one."""
    return Person.objects.filter(organisation=organisation, role=Role.SYSTEM_OWNER).order_by("pk").first()


def secretary() -> Person | None:
    return Person.objects.filter(role=Role.SECRETARIAT).order_by("pk").first()


def _person(key: str, cast: _Cast, known: dict[str, Any], now: datetime) -> dict[str, str]:
    email = f"{key.replace('_', '-')}@demo.samdrift.example"
    noted = known.get("people", {}).get(key, {}).get("password")
    person = Person.objects.filter(email=email).first()
    password = noted or f"demo-{secrets.token_hex(8)}"
    if person is None:
        at = Organisation.objects.get(slug=cast.organisation)
        create_person(
            actor=None, email=email, name=cast.name, password=password, role=cast.role, organisation=at, now=now
        )
    elif not noted:
        set_password(actor=None, person=person, password=password, now=now)
    return {"email": email, "password": password}
