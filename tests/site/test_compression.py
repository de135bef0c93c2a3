"""What the portal tells everyone alike is compressed, and nothing that is told to one person."""

from __future__ import annotations

import gzip

import brotli
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from samdrift.site.compression import CompressionMiddleware

EXPLORED = ("/udforsk/kort/", "/en/explore/map/", "/udforsk/dataudveksling/", "/en/explore/data-exchange/")
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.django_db
@pytest.mark.parametrize("path", EXPLORED)
@pytest.mark.parametrize(
    ("accepted", "coding"), [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip")]
)
def test_what_anyone_may_explore_is_compressed(client: Client, path: str, accepted: str, coding: str) -> None:
    plain = client.get(path)
    packed = client.get(path, headers={"Accept-Encoding": accepted})
    assert packed.headers["Content-Encoding"] == coding
    assert UNPACK[coding](packed.content) == plain.content
    assert packed.headers["Content-Length"] == str(len(packed.content))
    assert len(packed.content) < len(plain.content) / 2
    assert "Accept-Encoding" in plain.headers["Vary"] and "Accept-Encoding" in packed.headers["Vary"]
    assert not packed.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/konto/login/", "/desk/"])
def test_a_page_with_somebodys_token_is_not(client: Client, path: str) -> None:
    answer = client.get(path, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("accepted", ["", "identity", "deflate", "*;q=0", "br;q=2"])
def test_who_takes_nothing_else_gets_it_as_it_is(accepted: str) -> None:
    assert "Content-Encoding" not in passed(accepted, {"Cache-Control": "public, max-age=5"}).headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache-Control": "private"},
        {"Cache-Control": "no-store"},
        {},
        {"Cache-Control": "public, max-age=5", "Content-Type": "image/png"},
        {"Cache-Control": "public, max-age=5", "Content-Encoding": "gzip"},
    ],
)
def test_what_shared_caches_may_not_keep_is_left_alone(headers: dict[str, str]) -> None:
    answer = passed("br", headers)
    assert answer.content == PAGE
    assert answer.headers.get("Content-Encoding") == headers.get("Content-Encoding")


def test_an_answer_that_sets_a_cookie_is_left_alone() -> None:
    def view(_: HttpRequest) -> HttpResponse:
        response = HttpResponse(PAGE, headers={"Cache-Control": "public"})
        response.set_cookie("sessionid", "x")
        return response

    assert CompressionMiddleware(view)(request("br")).content == PAGE


PAGE = b"<p>Alle systemer virker.</p>" * 100


def request(accepted: str) -> HttpRequest:
    return RequestFactory().get("/", headers={"Accept-Encoding": accepted})


def passed(accepted: str, headers: dict[str, str]) -> HttpResponse:
    return CompressionMiddleware(lambda _: HttpResponse(PAGE, headers=headers))(request(accepted))
