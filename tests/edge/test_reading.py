"""What a reader gets, address by address."""

from __future__ import annotations

import asyncio
import gzip
import hashlib

import brotli
import pytest

from samdrift.edge.app import EdgeApp
from samdrift.edge.headers import SECURITY_HEADERS
from tests.edge.asking import Answer, ask, with_edge
from tests.edge.published import CACHE, Published


def answer_to(published: Published, path: str, method: str = "GET", **headers: str) -> Answer:
    async def asking(app: EdgeApp) -> Answer:
        return await ask(app, path, method, **headers)

    published.publish()
    return with_edge(published.root, asking)


def unpacked(answer: Answer) -> bytes:
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    body: bytes = unpack[answer.headers.get("content-encoding")](answer.body)
    return body


@pytest.mark.parametrize(("accepted", "coding"), [("gzip, br", "br"), ("gzip", "gzip"), ("", None), ("br;q=0", None)])
def test_a_page_in_the_coding_the_reader_takes(published: Published, accepted: str, coding: str | None) -> None:
    answer = answer_to(published, "/", accept_encoding=accepted)
    assert answer.status == 200
    assert answer.headers.get("content-encoding") == coding
    assert unpacked(answer) == published.files["/"].body
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["cache-control"] == CACHE
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["last-modified"].endswith(" GMT")
    assert answer.headers["samdrift-generation"] == "1"
    assert answer.headers["samdrift-confirmed-at"].endswith("Z")
    assert {name: answer.headers[name.lower()] for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_each_coding_has_its_own_tag(published: Published) -> None:
    tags = {
        accepted: answer_to(published, "/", accept_encoding=accepted).headers["etag"] for accepted in ("br", "gzip", "")
    }
    digest = hashlib.sha256(published.files["/"].body).hexdigest()[:32]
    assert tags == {"br": f'"{digest}-br"', "gzip": f'"{digest}-gz"', "": f'"{digest}"'}


def test_who_holds_it_gets_no_body(published: Published) -> None:
    tag = answer_to(published, "/", accept_encoding="br").headers["etag"]
    answer = answer_to(published, "/", accept_encoding="br", if_none_match=f'"other", W/{tag}')
    assert (answer.status, answer.body) == (304, b"")
    assert answer.headers["etag"] == tag
    assert answer.headers["cache-control"] == CACHE
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "content-length" not in answer.headers


def test_who_holds_another_coding_gets_the_body(published: Published) -> None:
    tag = answer_to(published, "/", accept_encoding="gzip").headers["etag"]
    assert answer_to(published, "/", accept_encoding="br", if_none_match=tag).status == 200


def test_head_is_get_without_the_body(published: Published) -> None:
    whole, head = (answer_to(published, "/", method, accept_encoding="br") for method in ("GET", "HEAD"))
    assert (head.status, head.body) == (200, b"")
    same = {name: value for name, value in head.headers.items() if not name.startswith(("samdrift-", "last-"))}
    assert same.items() <= whole.headers.items()


def test_a_file_that_is_not_packed_does_not_vary(published: Published) -> None:
    answer = answer_to(published, "/kalender.ics", accept_encoding="br")
    assert answer.body == b"BEGIN:VCALENDAR"
    assert "vary" not in answer.headers
    assert "content-encoding" not in answer.headers


def test_refusing_every_coding_is_not_acceptable(published: Published) -> None:
    assert answer_to(published, "/kalender.ics", accept_encoding="identity;q=0").status == 406


@pytest.mark.parametrize(
    ("path", "open_to_all"),
    [
        ("/api/v1/status.json", True),
        ("/systemer/mitid/feed.atom", True),
        ("/kalender.ics", True),
        ("/badge/mitid.svg", True),
        ("/", False),
        ("/systemer/mitid/", False),
    ],
)
def test_which_addresses_other_sites_may_read(published: Published, path: str, open_to_all: bool) -> None:
    answer = answer_to(published, path)
    assert answer.status == 200
    assert answer.headers.get("access-control-allow-origin") == ("*" if open_to_all else None)


@pytest.mark.parametrize(
    ("path", "page"),
    [("/findes-ikke", "/404.html"), ("/en/missing/", "/en/404.html"), ("/engelsk", "/404.html"), ("//", "/404.html")],
)
def test_an_unknown_address_says_so_in_its_language(published: Published, path: str, page: str) -> None:
    answer = answer_to(published, path, accept_encoding="br")
    assert answer.status == 404
    assert unpacked(answer) == published.files[page].body


def test_an_unknown_address_without_a_page_for_it(published: Published) -> None:
    del published.files["/404.html"]
    answer = answer_to(published, "/findes-ikke")
    assert answer.status == 404
    assert "Siden findes ikke." in answer.body.decode()


def test_a_forgotten_slash_is_added(published: Published) -> None:
    answer = answer_to(published, "/systemer/mitid")
    assert (answer.status, answer.headers["location"]) == (308, "/systemer/mitid/")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "STRANGE"])
@pytest.mark.parametrize("path", ["/", "/findes-ikke", "/events", "/healthz"])
def test_the_edge_can_only_be_read(published: Published, method: str, path: str) -> None:
    answer = answer_to(published, path, method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(("path", "open_to_all"), [("/api/v1/status.json", True), ("/", False)])
def test_options_tells_other_sites_what_they_may(published: Published, path: str, open_to_all: bool) -> None:
    answer = answer_to(published, path, "OPTIONS")
    assert (answer.status, answer.body) == (204, b"")
    assert ("access-control-allow-methods" in answer.headers) is open_to_all


@pytest.mark.parametrize("path", ["/", "/badge/mitid.svg", "/mirror/manifest.json"])
def test_before_anything_is_published(published: Published, path: str) -> None:
    async def asking(app: EdgeApp) -> Answer:
        return await ask(app, path)

    answer = with_edge(published.root, asking)
    assert (answer.status, answer.headers["retry-after"]) == (503, "2")
    assert "ikke offentliggjort" in answer.body.decode()
    assert "not published" in answer.body.decode()


def test_without_lifespan_the_first_request_starts_it(published: Published) -> None:
    async def asking() -> Answer:
        app = EdgeApp(published.root)
        answer = await ask(app, "/")
        await app.stop()
        return answer

    published.publish()
    assert asyncio.run(asking()).status == 200
