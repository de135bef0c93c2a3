"""The difference between two contents, as values and in plain words."""

from __future__ import annotations

from typing import Any

import pytest

from samdrift.portfolio.document.changes import changes
from samdrift.portfolio.document.changes_sentences import SENTENCES
from samdrift.portfolio.document.changes_words import in_words
from samdrift.portfolio.document.nouns import ENTRY, THE, THE_OF
from samdrift.portfolio.document.places import FIELDS
from samdrift.vocabulary import Language, Text
from tests.portfolio.documents import both, document

Content = dict[str, Any]

NAMES = {
    "cpr": Text("CPR", "CPR"),
    "mitid": Text("MitID", "MitID"),
    "mitid/login": Text("Log ind", "Sign in"),
    "new": Text("Ny", "New"),
}
EVIDENCE = {"basis": "assumed"}


def dependency(id: str, **fields: Any) -> Content:
    entry = {"id": id, "on": id, "criticality": "high", "why": both("Log in"), "pattern": "real_time"}
    return {**entry, "evidence": EVIDENCE, **fields}


def exchange(**fields: Any) -> Content:
    entry = {"id": "names", "data": both("Names"), "over": "cpr", "direction": "in", "personal_data": "ordinary"}
    return {**entry, "evidence": EVIDENCE, **fields}


def service(**fields: Any) -> Content:
    return {"id": "login", "name": both("Login"), "purpose": both("Do it"), "without": both("You cannot."), **fields}


LEAST = document("a", services=("login", "sign")).content()


def content(**fields: Any) -> Content:
    return {**LEAST, **fields}


def said(before: Content, after: Content, language: Language = "da") -> list[str]:
    return [in_words(each, language, NAMES) for each in changes(before, after)]


CPR = [dependency("cpr")]


@pytest.mark.parametrize(
    ("before", "after", "danish", "english"),
    [
        (
            {},
            {"dependencies": [dependency("cpr", criticality="critical", needed_by=["login"])]},
            "Tilføjer en kritisk afhængighed af CPR for login.",
            "Adds a critical dependency on CPR for login.",
        ),
        (
            {"dependencies": [dependency("a1", on="mitid/login")]},
            {},
            "Fjerner den høje afhængighed af MitID (Log ind) for hele systemet.",
            "Removes the high dependency on MitID (Sign in) for the whole system.",
        ),
        (
            {"dependencies": [dependency("mitid")]},
            {"dependencies": [dependency("mitid", criticality="critical")]},
            "Ændrer afhængigheden af MitID fra høj til kritisk.",
            "Changes the dependency on MitID from high to critical.",
        ),
        (
            {"dependencies": CPR},
            {"dependencies": [dependency("cpr", on="mitid")]},
            "Ændrer afhængigheden af CPR til en afhængighed af MitID.",
            "Changes the dependency on CPR to a dependency on MitID.",
        ),
        (
            {"dependencies": CPR},
            {"dependencies": [dependency("cpr", needed_by=["login", "sign"])]},
            "Ændrer tjenesterne bag afhængigheden af CPR fra hele systemet til login og sign.",
            "Changes the services behind the dependency on CPR from the whole system to login and sign.",
        ),
        (
            {"dependencies": CPR},
            {"dependencies": [dependency("cpr", tolerance="P1D")]},
            "Angiver tolerancen for afhængigheden af CPR: 1 døgn.",
            "States the tolerance of the dependency on CPR: 1 day.",
        ),
        (
            {"dependencies": CPR},
            {"dependencies": [dependency("cpr", told_to="partners")]},
            "Ændrer målgruppen for afhængigheden af CPR fra alle til samarbejdspartnere.",
            "Changes the audience of the dependency on CPR from everyone to partners.",
        ),
        (
            {"dependencies": CPR},
            {"dependencies": [dependency("cpr", fallback={"description": both("By hand."), "quality": "degraded"})]},
            "Angiver nødløsningen for afhængigheden af CPR: »By hand.« (forringet drift).",
            "States the fallback for the dependency on CPR: “By hand.” (degraded).",
        ),
        (
            {"dependencies": CPR},
            {"dependencies": [dependency("cpr", evidence={"basis": "documented", "title": "A law"})]},
            "Ændrer kilden til afhængigheden af CPR fra antaget til dokumenteret, »A law«.",
            "Changes the source of the dependency on CPR from assumed to documented, “A law”.",
        ),
        (
            {"dependencies": CPR},
            {"dependencies": CPR, "exchanges": [exchange()]},
            "Tilføjer udvekslingen af »Names« med CPR.",
            "Adds the exchange of “Names” with CPR.",
        ),
        (
            {"dependencies": CPR, "exchanges": [exchange()]},
            {"dependencies": CPR, "exchanges": [exchange(personal_data="cpr_number")]},
            "Ændrer personoplysningerne i udvekslingen af »Names« med CPR fra almindelige til CPR-nummer.",
            "Changes the personal data in the exchange of “Names” with CPR from ordinary to CPR number.",
        ),
        (
            {"services": [service(), service(id="power", name={"da": "Digital fuldmagt", "en": "Digital proxy"})]},
            {"services": [service()]},
            "Fjerner tjenesten Digital fuldmagt.",
            "Removes the service Digital proxy.",
        ),
        (
            {"services": [service(target="99.9")]},
            {"services": [service(target="99.95")]},
            "Ændrer servicemålet for Login fra 99,9 % til 99,95 %.",
            "Changes the service level target of Login from 99.9% to 99.95%.",
        ),
        (
            {"services": [service(recovery_time="PT4H")]},
            {"services": [service()]},
            "Fjerner målet for genopretning af Login (4 timer).",
            "Removes the recovery time objective of Login (4 hours).",
        ),
        (
            {"services": [service(), service(id="b")]},
            {"services": [service(id="b"), service()]},
            "Ændrer rækkefølgen under »Tjenester«.",
            "Changes the order under “Services”.",
        ),
        (
            {"operator": {"da": "Driften", "en": "Operators"}},
            {"operator": {"da": "Driften", "en": "Operations"}},
            "Ændrer operatøren på engelsk fra »Operators« til »Operations«.",
            "Changes the operator from “Operators” to “Operations”.",
        ),
        (
            {"life_cycle": {"status": "in_operation"}},
            {"life_cycle": {"status": "in_operation", "in_operation_since": "2021-10-01"}},
            "Angiver dagen, systemet kom i drift: 1. oktober 2021.",
            "States the day the system went into operation: 1 October 2021.",
        ),
        (
            {},
            {"life_cycle": {"status": "in_operation", "successor": "new"}},
            "Angiver systemets afløser: Ny.",
            "States the successor of the system: New.",
        ),
        (
            {},
            {"owner": {**LEAST["owner"], "jointly_with": [both("KL")]}},
            "Tilføjer KL som medejer.",
            "Adds KL as a joint owner.",
        ),
        (
            {},
            {"identity": {**LEAST["identity"], "scope": "external"}},
            "Ændrer systemet fra fælles til eksternt.",
            "Changes the system from shared to external.",
        ),
        (
            {},
            {"preparedness": {"crisis": {"dated": "2024-01-31"}}},
            "Angiver krisestyringsplanen: 31. januar 2024.",
            "States the crisis management plan: 31 January 2024.",
        ),
        (
            {},
            {"not_applicable": ["preparedness.crisis"]},
            "Svarer »ikke relevant« til »Beredskab: Krisestyringsplan«.",
            "Answers “not applicable” to “Preparedness: Crisis management plan”.",
        ),
        (
            {},
            {"audiences": [{"field": "services.recovery_time", "audience": "public"}]},
            "Viser »Tjenester: Mål for genopretning (RTO)« for alle i stedet for samarbejdspartnere.",
            "Shows “Services: Recovery time objective (RTO)” to everyone instead of partners.",
        ),
        (
            {"services": [service(instead=both("Call."))]},
            {"services": [service(instead=both("Call."), instead_needs=[])]},
            "Angiver forudsætningen for rådet ved et udfald af Login: ingenting.",
            "States what the advice rests on in an outage of Login: nothing.",
        ),
        (
            {"services": [service(instead=both("Call."), instead_needs=["mitid/login", "cpr"]), service(id="sign")]},
            {"services": [service(instead=both("Call."), instead_needs=["a/sign"]), service(id="sign")]},
            "Ændrer forudsætningen for rådet ved et udfald af Login fra MitID (Log ind) og CPR til Login.",
            "Changes what the advice rests on in an outage of Login from MitID (Sign in) and CPR to Login.",
        ),
        ({}, {"note": both("Not official.")}, "Angiver forbeholdet: »Not official.«", None),
        (
            {},
            {"sources": [{"statement": both("It is so."), "evidence": EVIDENCE}]},
            "Tilføjer udsagnet »It is so.«",
            "Adds the statement “It is so.”",
        ),
    ],
)
def test_a_change_is_said_in_plain_words(before: Content, after: Content, danish: str, english: str | None) -> None:
    assert said(content(**before), content(**after)) == [danish]
    if english:
        assert said(content(**before), content(**after), "en") == [english]


SAID_OTHERWISE = {
    *("identity", "life_cycle", "owner.jointly_with", "dependencies", "not_applicable", "audiences", "preparedness"),
    *("services", "suppliers", "sites", "contacts", "interfaces", "groups", "exchanges", "sources"),
}
"""Sections that are told field by field or entry by entry."""


@pytest.mark.parametrize(
    "path",
    [path for path in FIELDS if not path.endswith(".id") and ".evidence." not in path and path != "audiences.field"],
)
def test_every_field_has_words_of_its_own(path: str) -> None:
    assert path in THE or path in THE_OF or path in SENTENCES or path in SAID_OTHERWISE
    assert path in FIELDS


def test_every_word_is_of_a_field() -> None:
    assert {*THE, *THE_OF, *ENTRY, *SENTENCES} <= {*FIELDS}
