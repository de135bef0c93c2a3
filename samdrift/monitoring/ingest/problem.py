"""Answers to senders: RFC 9457 problem details, or what was accepted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.utils import translation

from samdrift.monitoring.observation import Refused
from samdrift.monitoring.words import in_words
from samdrift.vocabulary import Sentence, sentence

_UNREAD = {HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}
"""Answered before the body is read. The server then ends the connection, which the sender must not use again."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What `body` says in sentences is put in the sender's language."""

    status: HTTPStatus
    body: dict[str, Any]
    headers: tuple[tuple[bytes, bytes], ...] = ()

    @property
    def media_type(self) -> bytes:
        return b"application/json" if self.status < 400 else b"application/problem+json"

    @property
    def said(self) -> Sentence:
        """For those who look after the source."""
        detail: Sentence = self.body["detail"]
        return detail

    def encoded(self, language: str) -> bytes:
        with translation.override(language):
            return json.dumps(self.body, ensure_ascii=False, default=in_words).encode()


def problem(status: HTTPStatus, title: str, detail: str | Sentence, **more: Any) -> Answer:
    """`title` names the kind of problem; `detail` says what to do."""
    said = detail if isinstance(detail, Sentence) else Sentence(detail)
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
        status,
        {"type": "about:blank", "title": Sentence(title), "status": int(status), "detail": said, **more},
        headers,
    )


def refused(error: Refused) -> Answer:
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The message was not understood, and nothing of it was stored",
        error.sentence,
        field=error.field,
        value=error.value,
        expected=error.expected,
    )


def broken_off() -> Refused:
    return Refused("body", sentence("only its beginning"), "the whole message")


UNAUTHORIZED = problem(
    HTTPStatus.UNAUTHORIZED,
    "Unknown source or wrong token",
    "Send `Authorization: Bearer <token>` with the token of this source, as shown when it was made.",
)
TOO_LARGE = problem(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "The message is too large",
    "A message may hold at most 8,000,000 bytes, and 1,000,000 while its token is not known to be right. "
    "Send several smaller ones.",
)
ENCODED = problem(
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "Compressed messages are not understood",
    "The message was compressed. Send it uncompressed, without Content-Encoding.",
)
GO_ON = Answer(HTTPStatus.CONTINUE, {})
"""To a message that has only begun: its token is right."""
UNAVAILABLE = problem(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The message could not be stored",
    "Nothing of it was stored. Send it again in a few seconds.",
)
METHOD = problem(HTTPStatus.METHOD_NOT_ALLOWED, "Only POST is accepted here", "Send the message with POST.")
NOT_FOUND = problem(HTTPStatus.NOT_FOUND, "There is no such address", "Send messages to /ingest/<source>.")
PAUSED = problem(
    HTTPStatus.CONFLICT,
    "The source is paused",
    "Somebody paused the source on the desk, so the message was not stored. Resume the source there.",
)
SETTINGS = problem(
    HTTPStatus.CONFLICT,
    "The source is not set up",
    "The settings of the source are not valid, so the message was not stored. Correct them on the desk.",
)
FAILED = problem(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something went wrong here",
    "The message was not stored. The fault is ours and is in our log. Sending the same message again will not help.",
)
