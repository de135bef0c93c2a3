"""A reader who is not signed in gets nothing that is told to partners or internally, from any address."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pypdf import PdfReader

from samdrift.snapshot.generation import object_path
from samdrift.vocabulary import Audience
from tests.portfolio.canary import FIELDS, MAY_BE_TOLD_TO_OTHERS, SINGING, canaries, marked, within
from tests.portfolio.documents import document
from tests.publishing.installation import Installation, take_in
from tests.repo.test_routes import routes

pytestmark = pytest.mark.django_db

PARAMETERS = (
    "",
    "?system=restricted&trin=2&retning=begge",
    "?system=restricted&trin=1&retning=op&niveau=kritisk",
    "?q=canar",
    "?q=kanari",
    "?dato=2024-11-23",
    "?dato=2024-11-22&mod=2024-11-23",
    "?system=restricted&dato=2024-11-22&mod=2024-11-23",
)
"""What the pages that look back and choose are asked. A search repeats what was asked, so the words stop short."""


def published(installation: Installation) -> Iterator[tuple[str, str]]:
    """Address to text of every file of the generation, and of its "not updated since" form."""
    for address, entry in installation.edition().manifest.entries.items():
        for digest in filter(None, (entry.object, entry.stale)):
            yield address, _text(object_path(installation.root, digest).read_bytes(), entry.media_type)


def _text(content: bytes, media_type: str) -> str:
    if media_type == "application/pdf":
        read = PdfReader(io.BytesIO(content))
        return "\n".join([str(read.metadata), str(read.outline), *(page.extract_text() for page in read.pages)])
    return content.decode(errors="replace")


def asked(client: Client) -> Iterator[tuple[str, str]]:
    """Address to text of what the portal answers to everyone."""
    for route in routes():
        if route.template.startswith(("udforsk/", "en/explore/")):
            for parameters in PARAMETERS:
                address = route.address.replace("/x/", "/restricted/") + parameters
                yield address, _text(b"".join(client.get(address)), "text/html")


def telling(installation: Installation, audience: Audience | None, *paths: str) -> None:
    """Two revisions, so that there is a difference to show; `paths` are told to `audience`."""
    singing = within({*paths} | {each for each in FIELDS if marked(each)})
    told = [{"field": path, "audience": audience.value} for path in paths] if audience else []
    take_in(document("restricted"), seconds=-86_000)
    take_in(canaries("restricted", on="mitid", singing=singing, audiences=told), seconds=-60)
    # What is printed follows a few systems at a time.
    for second in range(10):
        installation.turn(second)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "published", ("mitid",))


def singers(found: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(address, match.group()) for address, text in found if (match := SINGING.search(text))]


def test_the_public_hears_no_canary(installation: Installation, client: Client) -> None:
    telling(installation, None)
    assert any("restricted" in address for address, _ in published(installation))
    assert singers(published(installation)) == []
    assert singers(asked(client)) == []


@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.INTERNAL])
def test_what_a_document_restricts_the_public_does_not_hear(
    installation: Installation, client: Client, audience: Audience
) -> None:
    telling(installation, audience, *MAY_BE_TOLD_TO_OTHERS)
    assert singers(published(installation)) == []
    assert singers(asked(client)) == []


def test_canaries_that_everyone_may_hear_are_heard(installation: Installation) -> None:
    """So that the tests above can fail."""
    telling(installation, Audience.PUBLIC, "operator", "suppliers", "preparedness")
    assert singers(published(installation))
