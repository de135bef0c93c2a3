"""A reader who is not signed in gets nothing that is told to partners or internally, from any address."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pypdf import PdfReader

from samdrift.accounts.models import Role
from samdrift.snapshot.generation import object_path
from samdrift.vocabulary import Audience, Level
from tests.portfolio.canary import FIELDS, MAY_BE_TOLD_TO_OTHERS, SINGING, canaries, marked, within
from tests.portfolio.desk.browsing import Browser
from tests.portfolio.documents import document
from tests.publishing.exploring import dependency, forget, person
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
        pages = (page.extract_text() for page in read.pages)
        return "\n".join([str(read.metadata), *_titles(read.outline), *pages])
    return content.decode(errors="replace")


def _titles(outline: Iterable[Any]) -> Iterator[str]:
    for each in outline:
        yield from _titles(each) if isinstance(each, list) else (str(each.title),)


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


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forget()


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


def failing(root: Path, *dependencies: dict[str, Any]) -> Installation:
    """`unseen` and `unheard`, which fail, and `restricted`, which has those dependencies."""
    installation = Installation(root, ("mitid",))
    described = (document("unseen"), document("unheard"), document("restricted", dependencies=dependencies))
    take_in(*described, seconds=-60)
    installation.said("restricted/login", 0, Level.OPERATIONAL)
    for service in ("unseen/login", "unheard/login"):
        installation.said(service, 10, Level.MAJOR_OUTAGE)
    for second in range(11, 21):
        installation.turn(second)
    return installation


def needing(**needs: Audience) -> list[dict[str, Any]]:
    """MitID, as everyone may know, and what `needs` tell of, as those know that they are told to."""
    return [dependency("mitid"), *(dependency(slug, told_to.value) for slug, told_to in needs.items())]


def read_while_failing(root: Path, client: Client, **needs: Audience) -> list[tuple[str, str]]:
    """Address and text of all that everyone may read. The rows are gone afterwards."""
    forget()
    with transaction.atomic():
        read = [*published(failing(root, *needing(**needs))), *asked(client)]
        transaction.set_rollback(True)
    return read


def differing(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> set[str]:
    return {address for address, _ in set(one) ^ set(other)}


def test_a_failure_behind_a_hidden_need_is_to_the_public_as_if_there_were_no_need(
    client: Client, tmp_path: Path
) -> None:
    without = read_while_failing(tmp_path / "without", client)
    hidden = read_while_failing(tmp_path / "hidden", client, unseen=Audience.PARTNERS, unheard=Audience.INTERNAL)
    assert differing(hidden, without) == set()
    own = [text for address, text in hidden if "/restricted" in address]
    assert own
    assert not [text for text in own if "UNSEEN" in text or "UNHEARD" in text]
    # What everyone may know is told everywhere, so that the above can fail.
    for known in ("unseen", "unheard"):
        assert differing(read_while_failing(tmp_path / known, client, **{known: Audience.PUBLIC}), without) > {
            *("/", "/kort/", "/systemer/restricted/", f"/systemer/{known}/", "/udforsk/kort/"),
            *("/api/v1/status.json", "/api/v1/systems/restricted.json", "/api/v1/dependencies.json"),
        }


def test_a_fallback_counts_in_public_and_not_a_word_of_it_is_told(client: Client, tmp_path: Path) -> None:
    sung = {"description": {"da": "CANARY", "en": "CANARY"}, "quality": "degraded"}
    needs = [dependency("unseen", fallback=sung), dependency("unheard", "partners", fallback=sung)]
    installation = failing(tmp_path / "published", dependency("mitid"), *needs)
    restricted = installation.system("restricted")["expected"]
    assert (restricted["level"], restricted["because"]) == ("degraded", ["unseen"])
    assert not [address for address, text in (*published(installation), *asked(client)) if "CANARY" in text]


def test_on_the_desk_a_hidden_need_is_seen_by_those_who_may_know(tmp_path: Path) -> None:
    failing(tmp_path / "published", *needing(unseen=Audience.PARTNERS, unheard=Audience.INTERNAL))
    owner, partner = Browser(person(Role.SYSTEM_OWNER, "agency")), Browser(person())
    for reader, names in ((owner, {"UNSEEN", "UNHEARD"}), (partner, {"UNSEEN"})):
        told = reader.read("/desk/systemer/restricted/")
        assert {name for name in ("UNSEEN", "UNHEARD") if name in told} == names
    felt = "1 andet system bliver ramt"
    assert felt in partner.read("/desk/hvad-nu-hvis/?fejl=unseen")
    assert felt not in partner.read("/desk/hvad-nu-hvis/?fejl=unheard")
