"""Answers to senders: RFC 9457 problem details, or what was accepted."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from samdrift.monitoring.observation import Refused
from samdrift.vocabulary import Sentence

_UNREAD = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
"""Answered before the body is read. The server then ends the connection, which the sender must not use again."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: HTTPStatus
    body: dict[str, Any]
    headers: tuple[tuple[bytes, bytes], ...] = ()
    why: Sentence | None = None
    """Where it differs from message to message."""

    @property
    def media_type(self) -> bytes:
        return b"application/json" if self.status < 400 else b"application/problem+json"

    @property
    def said(self) -> Sentence:
        """For those who look after the source."""
        return self.why or Sentence(str(self.body.get("detail", "")))

    def encoded(self) -> bytes:
        return json.dumps(self.body, ensure_ascii=False).encode()


def problem(status: HTTPStatus, title: str, detail: str, **more: Any) -> Answer:
    """`title` names the kind of problem; `detail` says what to do."""
    headers: tuple[tuple[bytes, bytes], ...] = ()
    if status == HTTPStatus.UNAUTHORIZED:
        headers = ((b"www-authenticate", b'Bearer realm="ingest"'),)
    elif status == HTTPStatus.SERVICE_UNAVAILABLE:
        headers = ((b"retry-after", b"5"),)
    elif status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = ((b"allow", b"POST"),)
    if status in _UNREAD:
        headers = (*headers, (b"connection", b"close"))
    return Answer(
        status, {"type": "about:blank", "title": title, "status": int(status), "detail": detail, **more}, headers
    )


def refused(error: Refused) -> Answer:
    answer = problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The message was not understood; nothing of it was taken",
        f"{error}.",
        field=error.field,
        value=error.value,
        expected=error.expected,
    )
    return replace(answer, why=error.sentence)


UNAUTHORIZED = problem(
    HTTPStatus.UNAUTHORIZED,
    "Unknown source or wrong token",
    "Send `Authorization: Bearer <token>` with the token of this source, as shown when it was made.",
)
TOO_LARGE = problem(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "The message is too large",
    "A message holds at most 8,000,000 bytes, and 1,000,000 until its token is known to be right; send several.",
)
ENCODED = problem(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "Compressed messages are not understood",
    "Send it uncompressed, without Content-Encoding.",
)
GO_ON = Answer(HTTPStatus.CONTINUE, {})
"""To a message that has only begun: its token is right."""
UNAVAILABLE = problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The message could not be stored",
    "Nothing of it was taken; send it again in a few seconds.",
)
METHOD = problem(HTTPStatus.METHOD_NOT_ALLOWED, "Only POST is understood here", "Send the message with POST.")
NOT_FOUND = problem(HTTPStatus.NOT_FOUND, "No such address", "Messages are sent to /ingest/<source>.")
PAUSED = problem(
    HTTPStatus.CONFLICT, "The source is paused", "Its owner paused it on the desk; nothing was taken. Resume it there."
)
SETTINGS = problem(
    HTTPStatus.CONFLICT,
    "The source is not set up",
    "Its settings are not valid; nothing was taken. Its owner can mend them on the desk.",
)
FAILED = problem(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "The message failed here",
    "Nothing of it was taken. The fault is ours and is logged; sending the same again will not help.",
)
