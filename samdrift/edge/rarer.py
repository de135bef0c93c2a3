"""Requests that are not a plain reading of a published address."""

from __future__ import annotations

from urllib.parse import quote

from samdrift.edge.answers import METHODS, respond, say, tell
from samdrift.edge.asgi_types import Receive, Scope, Send
from samdrift.edge.copies import copy
from samdrift.edge.events import Broadcast
from samdrift.edge.forms import SECURITY, Headers, is_open
from samdrift.edge.health import MEDIA_TYPE, health
from samdrift.edge.negotiation import asked, pick
from samdrift.edge.refusals import API, NOT_ALLOWED, NOT_FOUND, NOTHING_YET, UNREADABLE, refuse
from samdrift.edge.serving import Serving
from samdrift.edge.watch import Watch

EVENTS = "/events"
HEALTH = "/healthz"
RETRY_AFTER: Headers = ((b"retry-after", b"2"),)
ALLOW: Headers = ((b"allow", METHODS.encode()),)
# A body that nobody read is still on the line: the next request must come on another.
NOT_READ: Headers = (*ALLOW, (b"connection", b"close"))
PREFLIGHT: Headers = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-allow-methods", METHODS.encode()),
    (b"access-control-allow-headers", b"If-None-Match, Last-Event-ID"),
    (b"access-control-max-age", b"86400"),
)


class Rarer:
    def __init__(self, watch: Watch, broadcast: Broadcast) -> None:
        self._watch = watch
        self._broadcast = broadcast

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        path, head = scope["path"], scope["method"] == "HEAD"
        if scope["method"] == "OPTIONS":
            await respond(send, 204, (*ALLOW, *(PREFLIGHT if is_open(path) else ()), *SECURITY))
        elif scope["method"] not in ("GET", "HEAD"):
            await refuse(NOT_ALLOWED, scope, send, NOT_READ)
        elif path == EVENTS:
            await self._broadcast.answer(receive, send, head=head)
        elif path == HEALTH:
            status, fields = health(self._watch.serving, self._watch.trouble, self._broadcast.listeners)
            await tell(send, status, fields, media_type=MEDIA_TYPE, head=head)
        elif self._watch.serving is None:
            await refuse(NOTHING_YET, scope, send, RETRY_AFTER)
        else:
            await _look_further(self._watch.serving, scope, send)


async def _look_further(serving: Serving, scope: Scope, send: Send) -> None:
    path, head = scope["path"], scope["method"] == "HEAD"
    copied = copy(serving, path)
    if copied is not None:
        headers, body = copied
        await respond(send, 200, headers, b"" if head else body)
    elif path in serving.edition.manifest.entries:
        await refuse(UNREADABLE, scope, send, RETRY_AFTER)
    elif serving.page(f"{path}/") is not None:
        query = b"?" + scope["query_string"] if scope["query_string"] else b""
        await say(send, 308, "", head=head, headers=((b"location", quote(f"{path}/").encode() + query),))
    else:
        await _not_found(serving, scope, send)


async def _not_found(serving: Serving, scope: Scope, send: Send) -> None:
    if scope["path"].startswith(API):
        await refuse(NOT_FOUND, scope, send)
        return
    page = serving.page("/en/404.html" if scope["path"].startswith("/en/") else "/404.html")
    form = pick(page, asked(scope)[0]) if page else None
    if form is None:
        await refuse(NOT_FOUND, scope, send)
    else:
        await respond(send, 404, form.headers + serving.mark, b"" if scope["method"] == "HEAD" else form.body)
