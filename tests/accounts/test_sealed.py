from __future__ import annotations

import pytest
from django.db import connection
from django.test import override_settings

from samdrift.monitoring.models import Source
from tests.cast import source

pytestmark = pytest.mark.django_db

HEADERS = {"headers": {"X-API-Key": "Ærteskud-1"}}


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT settings FROM monitoring_source")
        return str(cursor.fetchone())


def test_what_we_are_trusted_with_is_read_back_and_is_nowhere_in_the_database() -> None:
    source(settings=HEADERS)
    assert Source.objects.get().settings == HEADERS
    assert "teskud" not in stored() and "API-Key" not in stored()


def test_the_same_is_sealed_otherwise_each_time() -> None:
    one = source(settings=HEADERS)
    before = stored()
    one.save()
    assert stored() != before


def test_under_another_key_it_says_so() -> None:
    source(settings=HEADERS)
    with override_settings(SECRET_KEY="another" * 8), pytest.raises(ValueError, match="another SECRET_KEY"):
        Source.objects.get()
