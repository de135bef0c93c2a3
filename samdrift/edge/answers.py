"""Answers that are not published files."""

from __future__ import annotations

import json
from typing import Any

from samdrift.edge.asgi_types import Send
from samdrift.edge.forms import SECURITY, Headers

METHODS = "GET, HEAD, OPTIONS"

TOO_MANY = "Der er for mange, der lytter. Læs siden i stedet.\nToo many are listening. Read the page instead.\n"


async def respond(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def say(send: Send, status: int, words: str, *, head: bool, headers: Headers = ()) -> None:
    headers = ((b"content-type", b"text/plain; charset=utf-8"), *headers)
    await _respond_uncached(send, status, headers, words.encode(), head=head)


async def tell(
    send: Send, status: int, fields: dict[str, Any], *, media_type: str, head: bool, headers: Headers = ()
) -> None:
    body = json.dumps(fields, ensure_ascii=False).encode()
    await _respond_uncached(send, status, ((b"content-type", media_type.encode()), *headers), body, head=head)


async def _respond_uncached(send: Send, status: int, headers: Headers, body: bytes, *, head: bool) -> None:
    always: Headers = (
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    )
    await respond(send, status, (*always, *headers, *SECURITY), b"" if head else body)
