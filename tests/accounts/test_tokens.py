from __future__ import annotations

import base64
import re

from samdrift.accounts import tokens


def test_a_token_is_recognisable_and_has_256_bits() -> None:
    token = tokens.new_token()
    assert token.startswith("sd_")
    assert len(base64.urlsafe_b64decode(token.removeprefix("sd_") + "=")) == 32
    assert tokens.new_token() != token


def test_the_hash_is_sha_256_in_hex() -> None:
    # The example of FIPS 180-2, appendix B.1.
    assert tokens.hash_token("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert re.fullmatch("[0-9a-f]{64}", tokens.hash_token(tokens.new_token()))


def test_only_the_token_itself_matches() -> None:
    token = tokens.new_token()
    kept = tokens.hash_token(token)
    assert tokens.matches(token, kept)
    assert not tokens.matches(token + "x", kept)
    assert not tokens.matches("", kept)
    assert not tokens.matches(kept, kept)
    assert not tokens.matches("", "")
    assert not tokens.matches("æøå", kept)
