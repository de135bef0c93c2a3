"""Asks over HTTP, within limits of where, how long and how much."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path

import httpcore
import httpx

from samdrift.outgoing.allowed import Allowed
from samdrift.outgoing.ask import Answer, Ask, OutgoingError
from samdrift.outgoing.connection import Deadline, GuardedBackend
from samdrift.vocabulary import Sentence, sentence

MEGABYTE = 1_000_000


class Outgoing:
    """Asks other machines. Public addresses, and those in `allow`; http and https; no redirects; no proxies.

    `allow`: host names, addresses or networks, each with or without `:port`. `seconds` limits the whole request, from
    the name look-up to the last byte; `size` limits the body in bytes, as sent and decompressed. `ca_file` replaces the
    machine's own certificate authorities. One Outgoing may be used by many threads.
    """

    def __init__(
        self,
        allow: Sequence[str] = (),
        *,
        seconds: float = 5.0,
        size: int = 5 * MEGABYTE,
        ca_file: Path | None = None,
    ) -> None:
        self._allowed = Allowed.parse(allow)
        self._seconds, self._size = seconds, size
        self._tls = ssl.create_default_context(cafile=ca_file)

    def request(self, ask: Ask) -> Answer:
        """The answer, if its status is 2xx. Raises OutgoingError for everything else."""
        url = _checked(ask.url)
        try:
            return self._send(ask, url, Deadline(self._seconds))
        except OutgoingError as error:
            raise OutgoingError(_at(url, error.sentence), error.answer) from error
        except httpcore.TimeoutException as error:
            raise OutgoingError(
                _at(url, sentence("No answer within %(seconds)s seconds.", seconds=f"{self._seconds:g}"))
            ) from error
        except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol, ValueError) as error:
            # Its own words may quote a header's value, which may be a secret.
            raise OutgoingError(_at(url, sentence("The method or a header cannot be sent over HTTP."))) from error
        except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
            raise OutgoingError(
                _at(url, sentence("The connection failed: %(words)s.", words=_first_line(error)))
            ) from error

    def _send(self, ask: Ask, url: httpx.URL, deadline: Deadline) -> Answer:
        # Only gzip is asked for: its unpacking can be stopped at the limit, which brotli's here cannot.
        given = {name.lower(): value for name, value in ask.headers.items()}
        headers = {"accept": "application/json", **given, "accept-encoding": "gzip"}
        request = httpx.Request(ask.method, url, headers=headers, content=ask.body)
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        backend = GuardedBackend(self._allowed, deadline)
        with (
            httpcore.ConnectionPool(ssl_context=self._tls, network_backend=backend, max_connections=1) as pool,
            pool.stream(request.method, target, headers=request.headers.raw, content=ask.body) as response,
        ):
            found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            if 300 <= response.status <= 399:
                raise OutgoingError(
                    sentence(
                        "It answered with a redirect (%(status)s), and redirects are not followed.",
                        status=str(response.status),
                    )
                )
            pieces = _unpacked(response.iter_stream(), found.get("content-encoding", "identity"), self._size)
            answer = Answer(response.status, found, _joined(pieces, self._size))
        if not 200 <= answer.status <= 299:
            raise OutgoingError(sentence("It answered %(status)s.", status=_status(answer.status)), answer)
        return answer


def _checked(text: str) -> httpx.URL:
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise OutgoingError(sentence("The address is not a URL.")) from error
    if url.scheme not in ("http", "https"):
        raise OutgoingError(
            sentence("The address begins with %(scheme)s; expected http or https.", scheme=repr(url.scheme[:20]))
        )
    if not url.host:
        raise OutgoingError(sentence("The address names no host."))
    if url.port is not None and not 1 <= url.port <= 65535:
        raise OutgoingError(sentence("The port %(port)s is not from 1 to 65535.", port=str(url.port)))
    if url.userinfo:
        raise OutgoingError(sentence("The address holds a user name or password; put it in a header instead."))
    return url


def _unpacked(pieces: Iterator[bytes], encoding: str, size: int) -> Iterator[bytes]:
    """Pieces of the body, never more than one byte over `size` from one packed piece."""
    if encoding.lower() in ("", "identity"):
        yield from pieces
        return
    if encoding.lower() not in ("gzip", "x-gzip"):
        raise OutgoingError(
            sentence(
                "The answer is compressed with %(encoding)s, which we did not ask for.", encoding=repr(encoding[:20])
            )
        )
    gzip = zlib.decompressobj(wbits=31)
    for piece in pieces:
        try:
            yield gzip.decompress(piece, size + 1)
        except zlib.error as error:
            raise OutgoingError(sentence("The answer claims to be gzip but is not.")) from error
    if not gzip.eof:
        raise OutgoingError(sentence("The answer breaks off in the middle of its gzip data."))


def _joined(pieces: Iterator[bytes], size: int) -> bytes:
    body = bytearray()
    for piece in pieces:
        body += piece
        if len(body) > size:
            raise OutgoingError(sentence("The answer is larger than %(size)s bytes.", size=size))
    return bytes(body)


def _at(url: httpx.URL, what: Sentence) -> Sentence:
    """Scheme, host and port only: a path or query may hold a secret."""
    place = f"{url.scheme}://{url.netloc.decode('ascii', 'replace')}"
    return sentence("%(place)s: %(what)s", place=place, what=what)


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _first_line(error: Exception) -> str:
    line = (str(error).splitlines() or [""])[0].rstrip(".")
    return line or type(error).__name__
