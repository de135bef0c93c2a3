"""Bearer tokens of machines: made here, shown once, kept only as a hash."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "sd_"
"""Lets secret scanners, and people, recognise a token that leaked."""


def new_token() -> str:
    """A new token with 256 bits from the operating system's generator."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """SHA-256 of `token`, in hex.

    A salt and a slow hash protect secrets that can be guessed. Nobody guesses 256 random bits, and a fast hash
    lets every push be checked.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def matches(token: str, kept: str) -> bool:
    """True where `kept` is the hash of `token`; takes equally long whichever character differs."""
    return secrets.compare_digest(hash_token(token), kept)
