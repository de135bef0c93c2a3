from __future__ import annotations

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.map import of_owners, of_systems, view
from samdrift.vocabulary import Criticality
from tests.portfolio.map.cast import demonstration, system


def test_two_dependencies_on_the_same_system_are_one_link_as_critical_as_the_worst() -> None:
    portfolio = Portfolio(
        (
            system("a", [("b", "low", "copy", "assumed"), ("b", "critical", "real_time", "documented")]),
            system("b"),
        )
    )
    (link,) = of_systems(portfolio.systems, portfolio.edges).links
    assert (link.criticality, link.count, link.assumed) == (Criticality.CRITICAL, 2, False)


def test_a_link_is_assumed_only_where_nothing_of_it_is_documented() -> None:
    portfolio = Portfolio((system("a", [("b", "low", "copy", "assumed")] * 1), system("b")))
    (link,) = of_systems(portfolio.systems, portfolio.edges).links
    assert link.assumed


def test_owners_stand_for_their_systems_and_keep_what_is_between_them_inside() -> None:
    whole = view(demonstration())
    graph = of_owners(whole.systems, whole.edges)
    agency = next(node for node in graph.nodes if node.id == "digitaliseringsstyrelsen")
    assert set(agency.systems) == {"borger-dk", "digital-post", "mitid", "nemkonto", "nemlog-in"}
    assert all(link.consumer != link.provider for link in graph.links)
    to_cvr = next(link for link in graph.links if (link.consumer, link.provider) == (agency.id, "erhvervsstyrelsen"))
    assert to_cvr.count == 3  # Digital Post, NemLog-in and NemKonto need CVR


def test_an_owner_is_external_only_where_all_its_systems_are() -> None:
    systems = (
        system("a", owner="o"),
        system("b", owner="o", scope="external"),
        system("c", owner="p", scope="external"),
    )
    assert [node.external for node in of_owners(systems, ()).nodes] == [False, True]
