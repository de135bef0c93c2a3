"""If-None-Match (RFC 9110, section 13.1.2).

If-Modified-Since is left out on purpose: it counts whole seconds, and two generations may fall within one.
"""

from __future__ import annotations

import re

_TAG = re.compile(rb'(?:W/)?("[^"]*")')


def unchanged(if_none_match: bytes, etag: bytes) -> bool:
    """True if the reader already holds what `etag` names (weak comparison, as the standard asks)."""
    if if_none_match.strip() == b"*":
        return True
    return etag in _TAG.findall(if_none_match)
