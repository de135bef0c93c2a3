"""What a request asks for, and which form of a page answers it."""

from __future__ import annotations

from samdrift.edge.asgi_types import Scope
from samdrift.edge.encoding import ranking
from samdrift.edge.forms import Form, Page


def asked(scope: Scope) -> tuple[bytes, bytes]:
    """Accept-Encoding and If-None-Match, each b"" where absent; a header given in several lines is one list."""
    accepted = held = b""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            accepted = accepted + b"," + value if accepted else value
        elif name == b"if-none-match":
            held = held + b"," + value if held else value
    return accepted, held


def pick(page: Page, accepted: bytes) -> Form | None:
    """The form a reader likes best, or None where none is acceptable."""
    forms = page.forms
    for coding in ranking(accepted):
        if coding in forms:
            return forms[coding]
    return None
