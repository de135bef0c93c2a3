"""Every address of the portal asks who is there, or stands below with the reason why it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

PUBLIC = {
    "konto/login/": "whoever signs in is not signed in yet",
    "konto/logout/": "whoever is not signed in is sent to the front page",
    "konto/inactive/": "tells a deactivated person why the door is closed",
    "konto/signup/": "tells that nobody signs up; people are created by an administrator",
    "konto/sprog/": "choosing a language is for everyone",
    "udforsk/kort/": "the map on any day, of what the documents tell the public",
    "en/explore/map/": "the same in English",
    "udforsk/systemer/<slug:slug>/": "a document on any day, as it is told to the public",
    "en/explore/systems/<slug:slug>/": "the same in English",
    "udforsk/dataudveksling/": "searches the data exchanges that the documents tell the public of",
    "en/explore/data-exchange/": "the same in English",
}
SAMPLES = {"int": "1", "str": "x", "slug": "x", "path": "x/y", "uuid": "00000000-0000-0000-0000-000000000000"}


@dataclass(frozen=True)
class Route:
    """`template` as in urls.py, from the root; `address` with something in every placeholder."""

    template: str
    address: str


def routes(resolver: URLResolver | None = None, before: Route = Route("", "/")) -> Iterator[Route]:
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = entry.pattern
        assert isinstance(pattern, RoutePattern), f"{pattern}: only path() is used, so that this test can walk it"
        template, address = str(pattern), str(pattern)
        for name, converter in pattern.converters.items():
            kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
            address = address.replace(f"<{kind}:{name}>", SAMPLES[kind]).replace(f"<{name}>", SAMPLES[kind])
        here = Route(before.template + template, before.address + address)
        if isinstance(entry, URLPattern):
            yield here
        else:
            yield from routes(entry, here)


ROUTES = {route.template: route for route in routes()}


def refuses(client: Client, method: str, address: str) -> bool:
    """Whether an anonymous request is sent to sign in, or told that it may not, before anything is looked up."""
    answer = client.generic(method, address)
    if answer.status_code == 302:
        return answer.headers["Location"].startswith(settings.LOGIN_URL)
    return answer.status_code in (401, 403)


@pytest.mark.django_db
@pytest.mark.parametrize("template", sorted(ROUTES.keys() - PUBLIC.keys()))
def test_an_anonymous_request_is_refused(template: str, client: Client) -> None:
    address = ROUTES[template].address
    methods = [method for method in ("GET", "POST") if client.generic(method, address).status_code != 405]
    assert methods
    assert [method for method in methods if not refuses(client, method, address)] == []


@pytest.mark.django_db
def test_a_public_address_is_told_from_a_guarded_one(client: Client) -> None:
    """So that the test above can fail."""
    assert not refuses(client, "GET", ROUTES["konto/login/"].address)


def test_every_exception_is_still_an_address() -> None:
    assert PUBLIC.keys() <= ROUTES.keys()


def test_the_walk_sees_the_desk() -> None:
    assert any(template.startswith("desk/") for template in ROUTES)
