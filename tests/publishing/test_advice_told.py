"""From a word of monitoring to the advice that the public reads, on every page and in every feed."""

from __future__ import annotations

import json

import pytest

from samdrift.publishing import expecting, publisher
from samdrift.publishing.pages import addresses
from samdrift.vocabulary import Level
from tests.publishing.installation import Installation
from tests.publishing.raising import Injected


def told(installation: Installation, name: str, advice: str) -> set[str]:
    """Where `advice` for the service can be read, of all places where it belongs."""
    slug, _, id = name.partition("/")
    pages = installation.edition().pages
    places = {addresses.page("front", "da"), addresses.page("system", "da", slug)}
    places |= {addresses.feed(slug), addresses.SITE_FEEDS["da"]}
    read = {place: pages[place].forms["identity"].body.decode() for place in places}
    services = json.loads(pages[addresses.document(slug)].forms["identity"].body)["services"]
    read[addresses.document(slug)] = str(next(each["instead"] for each in services if each["id"] == id))
    return {place for place, words in read.items() if advice in words}


EVERYWHERE = 5

OTHER_WAY = "Prøv en anden indgang til din post"


LEANING = [
    ("borger-dk/post", OTHER_WAY, ("mitid/login", "nemlog-in/login")),
    ("digital-post/laesning", OTHER_WAY, ("mitid/login",)),
    ("borger-dk/mit-overblik", "Du kan stadig læse vejledningen på borger.dk.", ("borger-dk/vejledning",)),
    ("mitid/udstedelse", "Har du allerede et MitID, virker det stadig.", ("mitid/login",)),
]


def test_it_goes_in_the_generation_that_tells_what_it_leans_on_and_comes_back(whole: Installation) -> None:
    whole.all_is_well()
    seconds = 10
    for failing, advice, leans_on in LEANING:
        whole.said(failing, seconds, Level.MAJOR_OUTAGE)
        whole.turn(seconds + 1)
        assert len(told(whole, failing, advice)) == EVERYWHERE, failing
        for each in leans_on:
            whole.said(each, seconds + 2, Level.MAJOR_OUTAGE)
            published = whole.turn(seconds + 3)
            assert published is not None
            assert whole.edition().manifest.generation == published.generation
            assert told(whole, failing, advice) == set(), (failing, each)
            whole.said(each, seconds + 4, Level.OPERATIONAL)
            whole.turn(seconds + 5)
            assert len(told(whole, failing, advice)) == EVERYWHERE, (failing, each)
            seconds += 10
        whole.said(failing, seconds, Level.OPERATIONAL)
        seconds += 10


def test_those_whose_advice_leans_on_something_else_are_left_as_they_are(whole: Installation) -> None:
    whole.all_is_well()
    before = whole.objects()
    whole.said("cvr/opslag", 10, Level.DEGRADED)
    whole.turn(11)
    documents = [addresses.document(slug) for slug in ("sundhed-dk", "nemhandel", "borger-dk")]
    after = whole.objects()
    assert [each for each in documents if after[each] != before[each]] == []
    assert after[addresses.document("datafordeleren")] != before[addresses.document("datafordeleren")]


def test_many_who_may_feel_it_do_not_hold_up_those_in_trouble(
    whole: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publisher, "REACHED", 1)
    whole.all_is_well()
    whole.said("virk-dk/post", 10, Level.MAJOR_OUTAGE)
    whole.turn(11)
    assert len(told(whole, "virk-dk/post", "Prøv en anden indgang til posten")) == EVERYWHERE
    whole.said("mitid/login", 20, Level.MAJOR_OUTAGE)
    whole.turn(21)
    assert told(whole, "virk-dk/post", "Prøv en anden indgang til posten") == set()


def test_where_what_is_expected_cannot_be_known_no_advice_is_given(
    whole: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole.all_is_well()
    whole.said("borger-dk/post", 10, Level.MAJOR_OUTAGE)
    with monkeypatch.context() as patch:

        def broken(*_: object) -> None:
            raise Injected

        patch.setattr(expecting, "_is_told", broken)
        patch.setattr(expecting, "_telling", broken)
        whole.turn(11)
        assert whole.system("borger-dk")["services"][-1]["level"] == "major_outage"
        assert told(whole, "borger-dk/post", OTHER_WAY) == set()
    whole.turn(22)
    assert len(told(whole, "borger-dk/post", OTHER_WAY)) == EVERYWHERE
