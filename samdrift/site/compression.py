"""Compresses what the portal tells everyone alike."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from samdrift.edge.encoding import ranking

SMALLEST = 1_000
"""Bytes; below this little is gained."""
_QUALITY = 5  # packed while a reader waits
_LEVEL = 6


class CompressionMiddleware:
    """Only what shared caches may keep: nothing in it is a secret of anybody's, which the length of a compressed page
    would give away to whoever can make the reader ask for it (BREACH)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not _is_for_all(response) or response.has_header("Content-Encoding") or len(response.content) < SMALLEST:
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        coding = next(
            iter(ranking(request.headers.get("Accept-Encoding", "").encode("latin-1", "replace"))), "identity"
        )
        if coding != "identity":
            response.content = _packed(response.content, coding)
            response.headers["Content-Encoding"] = coding
            response.headers["Content-Length"] = str(len(response.content))
        return response


def _is_for_all(response: HttpResponse) -> bool:
    return (
        not response.streaming
        and response.headers.get("Cache-Control", "").startswith("public")
        and not response.cookies
        and response.headers.get("Content-Type", "").startswith("text/html")
    )


def _packed(content: bytes, coding: str) -> bytes:
    if coding == "br":
        packed: bytes = brotli.compress(content, quality=_QUALITY)
        return packed
    return gzip.compress(content, _LEVEL, mtime=0)
