"""What programs get that ask for what is not there."""

from __future__ import annotations

import json

import pytest

from samdrift.edge.app import EdgeApp
from samdrift.edge.refusals import preferred_language
from tests.edge.asking import Answer, ask, scope, with_edge
from tests.edge.published import Published

TITLES = {
    "da": {404: "Adressen findes ikke", 405: "Adressen kan kun læses"},
    "en": {404: "No such address", 405: "This address can only be read"},
}


def answer_to(published: Published, path: str, method: str = "GET", **headers: str) -> Answer:
    async def asking(app: EdgeApp) -> Answer:
        return await ask(app, path, method, **headers)

    return with_edge(published.root, asking)


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/api/v1/nope", "GET", 404),
        ("/api/", "GET", 404),
        ("/api/v2/components/1.json", "GET", 404),
        ("/api/v1/status.json", "POST", 405),
        ("/api/v1/nope", "DELETE", 405),
    ],
)
def test_the_api_answers_with_a_problem_in_the_language_asked_for(
    published: Published, path: str, method: str, status: int, language: str
) -> None:
    published.publish()
    answer = answer_to(published, path, method, accept_language=language)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    told = json.loads(answer.body)
    assert (told["type"], told["status"], told["title"]) == ("about:blank", status, TITLES[language][status])
    assert told["detail"]
    assert (answer.headers["content-language"], answer.headers["vary"]) == (language, "Accept-Language")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert ("allow" in answer.headers) is (status == 405)


def test_so_it_does_before_anything_is_published_and_with_no_encoding_left(published: Published) -> None:
    early = answer_to(published, "/api/v1/status.json")
    assert (early.status, early.headers["retry-after"]) == (503, "2")
    published.publish()
    refused = answer_to(published, "/api/v1/status.json", accept_encoding="*;q=0")
    assert [json.loads(each.body)["status"] for each in (early, refused)] == [503, 406]


def test_a_head_request_gets_no_body(published: Published) -> None:
    published.publish()
    answer = answer_to(published, "/api/v1/nope", "HEAD")
    assert (answer.status, answer.body) == (404, b"")
    assert int(answer.headers["content-length"]) > 0


def test_people_get_a_page(published: Published) -> None:
    published.publish()
    for path in ("/nope", "/apis", "/en/api/v1/nope"):
        assert answer_to(published, path).headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("da", "da"),
        ("da-DK,da;q=0.9,en-US;q=0.8,en;q=0.7", "da"),
        ("en-GB,en;q=0.9,da;q=0.8", "en"),
        ("DA", "da"),
        ("en;q=0.4, da;q=0.5", "da"),
        ("de, da;q=0.1", "da"),
        ("da;q=0.5, *;q=0.8", "en"),
        ("*, en;q=0.1", "da"),
        ("da;q=0", "en"),
        ("da;q=2", "en"),
        ("dansk", "en"),
        ("de", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_what_the_reader_prefers(accepted: str, language: str) -> None:
    assert preferred_language(scope("/", accept_language=accepted)) == language
