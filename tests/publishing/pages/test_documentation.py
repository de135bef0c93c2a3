from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from samdrift.portfolio.document import SystemDocument
from samdrift.publishing.pages import Pages
from samdrift.vocabulary import LANGUAGES, Audience, Language
from tests.portfolio.documents import both, document
from tests.publishing.telling import CONFIRMED, WHOLE, demo, described

PAGES = Pages("https://drift.example.dk")
OTHER = document("other")
FOR_PARTNERS = (
    *("suppliers.name.", "suppliers.delivers.", "contacts.phone.", "contacts.email."),
    *("dependencies.fallback.description.", "7 timer", "17 minutter", "21. januar 2019"),
)
INTERNAL = ("sites.name.", "22. februar 2020", "sources.hidden.")
FOR_ALL = (
    *("note.", "identity.purpose.", "9. februar 2018", "owner.name.", "owner.jointly_with.", "operator."),
    *("contacts.function.", "contacts.reach_for.", "contacts.hours."),
    *("services.name.", "services.purpose.", "services.without.", "services.instead."),
    *("services.protocol.", "services.hours.", "99,95 %"),
    *("interfaces.name.", "https://example.dk/interface", "interfaces.audience.", "groups.name."),
    *("Kritisk", "dependencies.why.", "Kan mærkes efter 3 døgn", "dependencies.evidence.", "https://example.dk/law"),
    *("exchanges.data.", "CPR-nummer", "Fil", "exchanges.legal_basis.", "exchanges.format.", "exchanges.frequency."),
    "sources.statement.",
)


def page(audience: Audience = Audience.PUBLIC, language: Language = "da") -> str:
    html = unescape(PAGES.documentation(described(WHOLE, OTHER, audience=audience).documents["whole"], language))
    return html.replace("\xa0", " ")


def text(html: str) -> str:
    """What a reader reads."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_public_reads_what_is_for_all_and_nothing_else() -> None:
    read = page()
    assert [each for each in FOR_ALL if each not in read] == []
    assert [each for each in (*FOR_PARTNERS, *INTERNAL) if each in read] == []


def test_what_advice_rests_on_is_named_and_led_to() -> None:
    assert "Hvad rådet forudsætter OTHER : login mitid/login" in text(page()), "of MitID there is no document here"
    assert re.search(r'<a [^>]*href="/systemer/other/dokumentation/"[^>]*>OTHER</a>: login', page())
    assert "What the advice rests on OTHER : login" in text(page(language="en"))


@pytest.mark.parametrize(("needs", "words"), [([], "Ingenting: Det gælder altid."), (None, "")])
def test_advice_that_rests_on_nothing_is_told_from_advice_of_which_that_is_not_said(
    needs: list[str] | None, words: str
) -> None:
    service = {"id": "login", **{field: both("x") for field in ("name", "purpose", "without", "instead")}}
    services = [service if needs is None else {**service, "instead_needs": needs}]
    mitid = SystemDocument.model_validate(document("mitid").content() | {"services": services})
    read = text(PAGES.documentation(described(mitid).documents["mitid"], "da"))
    assert ("Hvad rådet forudsætter" in read) == bool(words)
    assert words in read


def test_partners_read_what_is_for_them() -> None:
    read = page(Audience.PARTNERS)
    assert [each for each in (*FOR_ALL, *FOR_PARTNERS) if each not in read] == []
    assert [each for each in INTERNAL if each in read] == []


def test_the_owners_people_read_everything() -> None:
    read = page(Audience.INTERNAL)
    assert [each for each in (*FOR_ALL, *FOR_PARTNERS, *INTERNAL) if each not in read] == []


def test_each_language_has_its_own_words_throughout() -> None:
    danish, english = (page(Audience.INTERNAL, language) for language in LANGUAGES)
    assert "en services.purpose." not in danish
    assert "da services.purpose." not in english
    assert not re.findall(r"\bda \w+\.", english)
    assert "99.95%" in english


def test_sections_come_in_the_templates_order() -> None:
    found = re.findall(r'<h2 id="([\w-]+)"', page(Audience.INTERNAL))
    assert found == [
        *("identity", "life-cycle", "owner", "contacts", "services", "interfaces", "dependencies"),
        *("exchanges", "preparedness", "sources"),
    ]


def test_what_does_not_apply_is_said() -> None:
    bare = document("bare", not_applicable=["interfaces", "operator", "preparedness.crisis"])
    told = described(bare, audience=Audience.PARTNERS).documents["bare"]
    read = text(PAGES.documentation(told, "da"))
    assert "Operatør Ikke relevant for dette system." in read
    assert "Brugergrænseflader Ikke relevant for dette system." in read
    assert "Krisestyringsplan Ikke relevant for dette system." in read
    assert "Nødplan" not in read


def test_what_needs_the_system_is_read_from_the_others() -> None:
    read = text(PAGES.documentation(described(WHOLE, OTHER).documents["other"], "da"))
    assert "Hvad der bruger OTHER" in read
    assert "Hel : da services.name." in read
    assert "da dependencies.why." in read
    assert "Det er nok" not in read, "a group is the other's own arrangement"


@pytest.mark.parametrize(
    ("confirmed", "today", "words"),
    [
        (None, date(2026, 11, 23), "Aldrig bekræftet."),
        (
            CONFIRMED,
            date(2027, 11, 2),
            "Senest bekræftet 3. november 2026 af Systemforvaltning. Bekræftelsen gælder til 3. november 2027.",
        ),
        (
            CONFIRMED,
            date(2027, 11, 3),
            "Senest bekræftet 3. november 2026 af Systemforvaltning. Bekræftelsen udløb 3. november 2027.",
        ),
    ],
)
def test_it_says_whether_anybody_stands_by_it(confirmed: object, today: date, words: str) -> None:
    by_slug = {"whole": CONFIRMED} if confirmed else {}
    told = described(WHOLE, OTHER, confirmed=by_slug, today=today).documents["whole"]
    read = text(PAGES.documentation(told, "da"))
    assert words in read
    assert "Revision 1, gældende fra 1. november 2026 kl. 10.58." in read
    assert "Dokumentet besvarer" in read


def test_a_reader_is_led_on() -> None:
    read = page()
    for address in (
        "/systemer/whole/",
        "/systemer/whole/dokumentation.pdf",
        "/api/v1/systems/whole/document.yaml",
        "/udforsk/systemer/whole/",
        "/en/systems/whole/documentation/",
        "/systemer/other/dokumentation/",
    ):
        assert f'href="{address}"' in read, address


def test_what_has_no_status_page_is_not_led_to_one() -> None:
    external = document(
        "outside", identity={"slug": "outside", "name": {"da": "U", "en": "O"}, "purpose": {"da": "u", "en": "o"},
                             "scope": "external"}
    )  # fmt: skip
    read = PAGES.documentation(described(external).documents["outside"], "da")
    assert 'href="/systemer/outside/"' not in read


def test_what_is_assumed_is_marked_in_words_wherever_it_stands() -> None:
    told = demo()
    for slug, each in told.documents.items():
        assumed = sum(
            dependency.known.assumed + dependency.assumed_criticality
            for edge in (*each.relations.needs, *each.relations.needed_by)
            for dependency in [edge.dependency]
        )
        assumed += sum(flow.exchange.known.assumed for flow in each.relations.flows)
        assumed += sum(statement.known.assumed for statement in each.system.statements)
        assert PAGES.documentation(each, "da").count('<span class="assumed">antaget</span>') == assumed, slug
