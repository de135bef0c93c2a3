"""A field of JSON that lies encrypted in the database: what other systems trust us with, such as the key to ask them.

Encrypted by Fernet (AES-128-CBC with HMAC-SHA-256) under a key derived from SECRET_KEY. Who has a copy of the database,
or a backup of it, reads nothing; who also has SECRET_KEY does. Once SECRET_KEY is replaced the values must be entered
anew.
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_PURPOSE = b"samdrift.sealed"

if TYPE_CHECKING:
    _Field = models.JSONField[Any, Any]  # what it holds, to whoever reads it
else:
    _Field = models.TextField  # what it is, to the database


class SealedJSONField(_Field):
    """Any JSON value. It cannot be searched. Raises ValueError where it was sealed under another SECRET_KEY."""

    def get_prep_value(self, value: Any) -> str:
        return _fernet().encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()

    def from_db_value(self, value: str | None, expression: object, connection: BaseDatabaseWrapper) -> Any:
        if value is None:
            return None  # the row was joined to, and is not there
        try:
            return json.loads(_fernet().decrypt(value.encode()))
        except InvalidToken:
            raise ValueError("it was sealed under another SECRET_KEY; enter it anew") from None


def _fernet() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=_PURPOSE).digest()
    return Fernet(base64.urlsafe_b64encode(key))
