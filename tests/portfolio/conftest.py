from __future__ import annotations

from datetime import UTC, datetime

import pytest

from samdrift.accounts.models import Organisation, Person, Role

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def secretary(db: None) -> Person:
    agency = Organisation.objects.create(slug="agency", name_da="Styrelsen", name_en="The agency")
    return Person.objects.create(email="s@example.dk", name="Signe", role=Role.SECRETARIAT, organisation=agency)
