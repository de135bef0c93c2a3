from __future__ import annotations

import gzip
import socket
import threading
import time
from typing import Any

import pytest

from samdrift.outgoing import Ask, Outgoing, OutgoingError
from tests.outgoing.servers import answering, serving

LOOPBACK = Outgoing(["127.0.0.1"])


def url(port: int, host: str = "127.0.0.1") -> str:
    return f"http://{host}:{port}/rest?key=secret-in-query"


def test_an_answer_comes_back_whole() -> None:
    with serving(answering(b'{"a":1}', content_type="application/json")) as (port, heads):
        answer = LOOPBACK.request(Ask(url(port), "POST", {"X-API-Key": "k"}, b"question"))
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b'{"a":1}', "application/json")
    head = heads[0].lower()
    assert head.startswith(b"post /rest?key=secret-in-query http/1.1")
    assert b"x-api-key: k" in head
    assert b"content-length: 8" in head


def test_loopback_is_refused_unless_allowed() -> None:
    with serving(answering()) as (port, heads):
        with pytest.raises(OutgoingError, match=r"127\.0\.0\.1, which is not a public address"):
            Outgoing().request(Ask(url(port)))
        assert heads == []
        assert LOOPBACK.request(Ask(url(port))).body == b"{}"


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:127.0.0.1]", "0"])
def test_no_spelling_of_loopback_gets_through(host: str) -> None:
    with serving(answering()) as (port, heads):
        with pytest.raises(OutgoingError, match="not a public address"):
            Outgoing().request(Ask(url(port, host)))
        assert heads == []


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that gives an allowed address first, and another ever after, does not bring the client there."""
    real, first = socket.getaddrinfo, ["127.0.0.5"]

    def rebinding(host: str, port: int, *args: Any, **kwargs: Any) -> Any:
        address = (first.pop() if first else "127.0.0.1") if host == "monitor.example" else host
        return real(address, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with serving(answering(b"the inside")) as (port, heads):
        with pytest.raises(OutgoingError, match="refused"):  # nobody listens at the address that was allowed
            Outgoing(["127.0.0.5"]).request(Ask(url(port, "monitor.example")))
        assert (first, heads) == ([], [])
        with pytest.raises(OutgoingError, match=r"monitor\.example is at 127\.0\.0\.1"):
            Outgoing(["127.0.0.5"]).request(Ask(url(port, "monitor.example")))
        assert heads == []
        assert Outgoing(["monitor.example"]).request(Ask(url(port, "monitor.example"))).body == b"the inside"
        assert b"host: monitor.example" in heads[0].lower()


def test_a_name_with_one_private_address_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, 80)) for text in ("193.0.6.139", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)
    with pytest.raises(OutgoingError, match=r"monitor\.example is at 10\.0\.0\.1"):
        Outgoing().request(Ask("http://monitor.example/"))


def test_a_dead_address_gives_way_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answering(b"second")) as (port, _):
        both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (text, port)) for text in ("127.0.0.9", "127.0.0.1")]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: both)
        assert Outgoing(["127.0.0.0/8"]).request(Ask(url(port, "monitor.example"))).body == b"second"


def test_a_redirect_is_an_error_and_is_not_followed() -> None:
    with serving(answering(b"inside")) as (inside, heads):
        redirect = answering(b"", "302 Found", location=f"http://127.0.0.1:{inside}/")
        with serving(redirect) as (port, _), pytest.raises(OutgoingError, match=r"redirect \(302\)"):
            LOOPBACK.request(Ask(url(port)))
        assert heads == []


def test_no_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answering(b"proxy")) as (proxy, heads), serving(answering(b"direct")) as (port, _):
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy}")
        assert LOOPBACK.request(Ask(url(port))).body == b"direct"
        assert heads == []


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("file:///etc/passwd", "begins with 'file'"),
        ("ftp://127.0.0.1/", "begins with 'ftp'"),
        ("gopher://127.0.0.1:70/", "begins with 'gopher'"),
        ("/relative", "begins with ''"),
        ("http://", "names no host"),
        ("http://me:secret@127.0.0.1/", "user name or password"),
        ("http://[::1", "not a URL"),
        ("http://127.0.0.1:99999/", "port 99999"),
        ("http://no-such-name.invalid/", "does not resolve"),
        ("http://" + "a" * 70 + ".example/", "."),
    ],
)
def test_an_address_that_cannot_be_asked_is_refused_in_words(address: str, said: str) -> None:
    with pytest.raises(OutgoingError, match=said):
        LOOPBACK.request(Ask(address))


def test_only_a_good_status_is_an_answer() -> None:
    refusing, said = answering(b"busy", "503 Service Unavailable"), "answered 503 Service Unavailable"
    with serving(refusing) as (port, _), pytest.raises(OutgoingError, match=said) as raised:
        LOOPBACK.request(Ask(url(port)))
    assert "secret" not in str(raised.value)
    assert raised.value.answer is not None
    assert raised.value.answer.body == b"busy"


def test_nobody_listening() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(OutgoingError, match="refused"):
        LOOPBACK.request(Ask(url(port)))


def test_a_secret_in_a_header_that_cannot_be_sent_is_not_repeated() -> None:
    ask = Ask(url(1), headers={"X-API-Key": "geheim\r\nHost: evil"}, body=b"geheim")
    with serving(answering()) as (port, _), pytest.raises(OutgoingError) as raised:
        LOOPBACK.request(Ask(url(port), headers=ask.headers))
    assert "geheim" not in f"{raised.value} {ask}"


class TestSize:
    limited = Outgoing(["127.0.0.1"], size=1000)

    def test_exactly_the_limit_is_taken(self) -> None:
        with serving(answering(b"x" * 1000)) as (port, _):
            assert len(self.limited.request(Ask(url(port))).body) == 1000

    def test_one_byte_more_is_not(self) -> None:
        with (
            serving(answering(b"x" * 1001)) as (port, _),
            pytest.raises(OutgoingError, match="larger than 1,000 bytes"),
        ):
            self.limited.request(Ask(url(port)))

    def test_an_endless_answer_is_cut(self) -> None:
        def endless(stream: socket.socket, head: bytes) -> None:
            stream.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            while True:
                stream.sendall(b"x" * 100)

        with serving(endless) as (port, _), pytest.raises(OutgoingError, match="larger than"):
            self.limited.request(Ask(url(port)))

    def test_gzip_is_unpacked(self) -> None:
        with serving(answering(gzip.compress(b"x" * 1000), content_encoding="gzip")) as (port, heads):
            assert self.limited.request(Ask(url(port))).body == b"x" * 1000
        assert b"accept-encoding: gzip\r\n" in heads[0].lower()

    def test_a_gzip_bomb_is_not_unpacked_beyond_the_limit(self) -> None:
        bomb = gzip.compress(bytes(900_000))
        assert len(bomb) < 1000
        with (
            serving(answering(bomb, content_encoding="gzip")) as (port, _),
            pytest.raises(OutgoingError, match="larger"),
        ):
            self.limited.request(Ask(url(port)))

    @pytest.mark.parametrize(
        ("body", "encoding", "said"),
        [
            (b"not gzip", "gzip", "but is not"),
            (gzip.compress(b"x" * 100, mtime=0)[:-9], "gzip", "middle"),
            (b"x", "br", "'br', which we did not ask for"),
        ],
    )
    def test_broken_compression(self, body: bytes, encoding: str, said: str) -> None:
        with serving(answering(body, content_encoding=encoding)) as (port, _), pytest.raises(OutgoingError, match=said):
            self.limited.request(Ask(url(port)))


def hold(until: threading.Event) -> None:
    until.wait(10)


class TestTime:
    hasty = Outgoing(["127.0.0.1"], seconds=0.3)

    def test_silence(self) -> None:
        done = threading.Event()
        with serving(lambda stream, head: hold(done)) as (port, _):
            with pytest.raises(OutgoingError, match=r"within 0\.3 seconds"):
                self.hasty.request(Ask(url(port)))
            done.set()

    @pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"], ids=["head", "body"])
    def test_a_trickle_does_not_hold_it(self, head: bytes) -> None:
        def trickle(stream: socket.socket, _: bytes) -> None:
            stream.sendall(head)
            for _piece in range(100):
                stream.sendall(b"x")
                time.sleep(0.05)

        with serving(trickle) as (port, _), pytest.raises(OutgoingError, match=r"within 0\.3 seconds"):
            self.hasty.request(Ask(url(port)))

    def test_a_name_server_that_hangs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        done = threading.Event()
        monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: done.wait(10) and [])
        with pytest.raises(OutgoingError, match="not resolved within"):
            self.hasty.request(Ask("http://monitor.example/"))
        done.set()


def test_a_server_that_speaks_no_http() -> None:
    with serving(lambda stream, head: stream.sendall(b"220 smtp ready\r\n")) as (port, _), pytest.raises(OutgoingError):
        LOOPBACK.request(Ask(url(port)))


def test_a_server_that_hangs_up_in_the_middle() -> None:
    def half(stream: socket.socket, head: bytes) -> None:
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    with serving(half) as (port, _), pytest.raises(OutgoingError):
        LOOPBACK.request(Ask(url(port)))
