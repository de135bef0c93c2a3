"""Whom a system's trouble may reach, on the system's own page."""

from __future__ import annotations

from dataclasses import replace

from samdrift.publishing.pages.beside import Besides
from samdrift.snapshot.model import Snapshot
from samdrift.vocabulary import Level
from tests import world
from tests.publishing.pages.beside import besides, page, read, relations, system


def with_one_seen() -> Snapshot:
    """As `mitid_felt`, and NemLog-in is itself seen to be partly down since."""
    felt = world.mitid_felt()
    down = world.changed(system(felt, "nemlog-in"), world.PARTIAL, world.BROKEN_AT)
    return world.with_systems(felt, down)


def test_it_says_whom_it_may_reach_and_by_which_way() -> None:
    danish = read(world.mitid_felt(), "mitid")
    assert "Måske: nedbrud NemLog-in bruger MitID." in danish
    assert "Måske: nedbrud borger.dk og Virk bruger NemLog-in, som bruger MitID." in danish
    assert "Datafordeleren kan blive ramt fra 23. november kl. 14.20." in danish
    english = read(world.mitid_felt(), "mitid", "en")
    assert "Perhaps: outage borger.dk and Virk need NemLog-in, which needs MitID." in english


def test_those_it_may_reach_are_links() -> None:
    assert '<a href="/systemer/borger-dk/">borger.dk</a> og <a href="/systemer/virk-dk/">Virk</a> bruger' in page(
        world.mitid_felt(), "mitid"
    )


def test_the_worst_come_first_and_what_is_seen_before_what_is_expected() -> None:
    felt = with_one_seen()
    mild = world.expected(world.cause("mitid", "MitID", world.DOWN))
    virk = world.expecting(system(felt, "virk-dk"), replace(mild, level=Level.DEGRADED))
    told = read(world.with_systems(felt, virk), "mitid")
    places = [
        told.index(each)
        for each in (
            "Delvist nedbrud NemLog-in bruger MitID.",
            "Måske: nedbrud borger.dk bruger NemLog-in, som bruger MitID.",
            "Måske: forringet drift Virk bruger MitID.",
        )
    ]
    assert places == sorted(places)


def test_nothing_is_told_where_it_reaches_nobody_or_the_page_is_old() -> None:
    assert "Hvem det kan ramme" in read(world.mitid_felt(), "mitid")
    assert "Hvem det kan ramme" not in read(world.mitid_felt(), "cpr")
    assert "Hvem det kan ramme" not in read(world.mitid_felt(), "mitid", stale=True)


def test_more_than_anybody_reads_are_counted() -> None:
    felt = world.mitid_felt()
    many = tuple(replace(system(felt, "borger-dk"), slug=f"s{number}") for number in range(61))
    told = read(replace(felt, systems=(*felt.systems, *many)), "mitid")
    assert "Måske: nedbrud 63 systemer bruger NemLog-in, som bruger MitID." in told


def test_what_is_told_of_others_differs_with_their_states_and_with_nothing_else() -> None:
    kept = Besides()
    before = besides(world.mitid_felt(), kept)
    measured = replace(system(world.mitid_felt(), "borger-dk"), uptimes=(), days=())
    assert besides(world.with_systems(world.mitid_felt(), measured), kept) == before
    seen = besides(with_one_seen(), kept)
    own = relations()["nemlog-in"]
    neighbours = {end.slug for edge in (*own.needs, *own.needed_by) for end in (edge.consumer, edge.provider)}
    assert {slug for slug, beside in before.items() if seen[slug] != beside} == before.keys() & neighbours - {
        "nemlog-in"
    }
