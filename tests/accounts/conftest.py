from __future__ import annotations

import pytest
from pytest_django import Settings

from tests.accounts.cast import Cast, gather


@pytest.fixture
def cast(db: None, settings: Settings) -> Cast:
    # The real hasher is slow on purpose, and no test is about its strength.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return gather()
