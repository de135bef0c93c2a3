from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from samdrift.portfolio.derived import Portfolio
from samdrift.portfolio.formats import archimate, words
from tests.portfolio.formats.exchange_schema import LANG, LOCATION, NAMESPACE, TYPE, faults
from tests.portfolio.formats.portfolios import SMALL, demo, portfolio, portfolios


def read(written: bytes) -> ET.Element:
    return ET.fromstring(written)  # noqa: S314 our own file


def kinds(model: ET.Element) -> Counter[str | None]:
    return Counter(each.get(TYPE) for each in model.iter() if each.get(TYPE))


def texts(element: ET.Element, tag: str) -> dict[str | None, str | None]:
    return {each.get(LANG): each.text for each in element.findall(f"{NAMESPACE}{tag}")}


def properties(element: ET.Element) -> dict[str, str | None]:
    return {
        str(each.get("propertyDefinitionRef")).removeprefix("property-"): each[0].text
        for each in element.iter(f"{NAMESPACE}property")
    }


def by_identifier(model: ET.Element) -> dict[str | None, ET.Element]:
    return {each.get("identifier"): each for each in model.iter() if each.get(TYPE)}


@settings(deadline=None, max_examples=12)
@given(portfolios())
def test_it_has_the_schemas_structure_whatever_the_names(drawn: Portfolio) -> None:
    model = read(archimate.write(drawn))
    assert faults(model) == []
    found = by_identifier(model)
    for system in drawn.systems:
        told = texts(found[f"system-{system.slug}"], "name")
        assert told == {"da": words.in_xml(system.name.da), "en": words.in_xml(system.name.en)}
    count = kinds(model)
    assert count["ApplicationComponent"] == len(drawn.systems)
    assert count["ApplicationService"] == count["Realization"] == sum(len(each.services) for each in drawn.systems)
    assert count["Serving"] == sum(len(words.needing(edge)) for edge in drawn.edges)
    assert count["Flow"] == len(drawn.flows)


@pytest.mark.parametrize("written", [SMALL, demo(), portfolio()], ids=["small", "demo", "nobody"])
def test_no_fault_in_portfolios_that_we_know(written: Portfolio) -> None:
    model = read(archimate.write(written))
    assert faults(model) == []
    assert texts(model, "name")["da"] == "Samdrift: systemer og afhængigheder"
    assert str(model.get(LOCATION)).split()[1].endswith("/archimate3_Model.xsd")


def test_who_is_needed_serves_who_needs_it() -> None:
    found = by_identifier(read(archimate.write(SMALL)))
    login = found["needs-borger-dk.login.overblik"]
    ends = (login.get(TYPE), login.get("source"), login.get("target"))
    assert ends == ("Serving", "service-mitid.login", "service-borger-dk.overblik")
    assert properties(login) == {
        "criticality": "critical",
        "criticality_assumed": "false",
        "pattern": "real_time",
        "assumed": "false",
        "source": "Lov om MitID, § 8",
    }
    sms = found["needs-borger-dk.sms"]
    assert (sms.get("source"), sms.get("target")) == ("system-sms", "system-borger-dk")
    told = properties(sms)
    assert (told["criticality"], told["group"], told["required"], told["tolerance"]) == ("high", "besked", "1", "PT90M")


def test_data_flows_both_ways() -> None:
    found = by_identifier(read(archimate.write(SMALL)))
    there, back = found["data-borger-dk.navn.in"], found["data-borger-dk.navn.out"]
    assert (there.get("source"), there.get("target")) == ("system-cpr", "system-borger-dk")
    assert (back.get("source"), back.get("target")) == ("system-borger-dk", "system-cpr")
    assert texts(there, "name") == {"da": "Navn", "en": "Navn"}
    assert properties(there) == {"pattern": "copy", "personal_data": "cpr_number", "assumed": "true"}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('target="system-borger-dk"', 'target="system-nobody"', "is a Serving between"),
        ('xsi:type="Serving"', 'xsi:type="Needs"', "is a Needs between"),
        ('identifier="system-sms"', 'identifier="system-mail"', "system-mail is there twice"),
        ('identifier="property-owner"', 'identifier="property-boss"', "property-owner is not defined"),
        ("<elements>", "<elements/><elements>", "model has 2 elements"),
        ('<name xml:lang="da">SMS</name>', "<label>SMS</label>", "element has ['label', 'name'"),
        ('identifier="system-sms"', 'identifier="7"', "7 is no xs:ID"),
    ],
)
def test_the_check_of_the_structure_can_fail(old: str, new: str, fault: str) -> None:
    written = archimate.write(SMALL).decode()
    assert old in written
    assert any(fault in each for each in faults(read(written.replace(old, new, 1).encode())))
