"""What a reader may not read is in no model that is made for them."""

from __future__ import annotations

import json

import pytest

from samdrift.portfolio.document.audience import seen_by
from samdrift.vocabulary import Audience
from tests.portfolio.canary import FIELDS, MAY_BE_TOLD_TO_OTHERS, SINGING, canaries, everything, marked, within


def told_to(audience: Audience, *paths: str) -> dict[str, object]:
    return {"audiences": [{"field": path, "audience": audience.value} for path in paths]}


def test_the_canaries_sing_in_every_field() -> None:
    """So that the tests below can fail: each field that may be hidden is heard when it alone sings."""
    own = {"dependencies": None, "exchanges": None, "sources": None}
    for path, field in FIELDS.items():
        if field.section or field.required or path.rpartition(".")[2] in {"told_to", "audiences", "not_applicable"}:
            continue
        content = canaries("a", on="b", singing=within({path})).content()
        heard = json.dumps(content.get(path.partition(".")[0]))
        assert path.partition(".")[0] in own or SINGING.search(heard) or _is_a_choice(path), path


def _is_a_choice(path: str) -> bool:
    references = {"life_cycle.successor", "services.instead_needs"}
    return path in {"identity.scope", "services.criticality", "life_cycle.retired_on", *references}


def test_what_the_template_keeps_from_the_public_the_public_does_not_see() -> None:
    content = canaries("a", on="b", singing=marked).content()
    assert SINGING.search(json.dumps(content))
    assert not SINGING.search(json.dumps(seen_by(content, Audience.PUBLIC)))


@pytest.mark.parametrize("path", MAY_BE_TOLD_TO_OTHERS)
@pytest.mark.parametrize("audience", [Audience.PARTNERS, Audience.INTERNAL])
def test_what_the_document_keeps_from_the_public_the_public_does_not_see(path: str, audience: Audience) -> None:
    singing = within({path} | {each for each in FIELDS if marked(each)})
    content = canaries("a", on="b", singing=singing, **told_to(audience, path)).content()
    assert not SINGING.search(json.dumps(seen_by(content, Audience.PUBLIC)))


def test_everyone_sees_what_is_told_to_them_and_no_more() -> None:
    content = canaries("a", on="b", singing=everything).content()
    seen = [json.dumps(seen_by(content, audience)) for audience in Audience]
    assert len(seen[0]) < len(seen[1]) < len(seen[2])
    assert seen_by(content, Audience.INTERNAL) == content


def test_a_document_may_tell_more_people_than_the_template_does() -> None:
    content = canaries("a", on="b", singing=marked, **told_to(Audience.PUBLIC, "suppliers", "contacts.phone")).content()
    seen = seen_by(content, Audience.PUBLIC)
    assert seen["suppliers"] == content["suppliers"]
    assert seen["contacts"][0]["phone"] == content["contacts"][0]["phone"]
    assert "email" not in seen["contacts"][0]


def test_what_is_not_applicable_is_told_only_to_those_who_are_told_the_answer() -> None:
    given_up = ["sites", "preparedness.crisis", "interfaces"]
    content = canaries(
        "a", on="b", singing=marked, not_applicable=given_up, sites=[], interfaces=[], preparedness={}
    ).content()
    told = {audience: seen_by(content, audience)["not_applicable"] for audience in Audience}
    assert told == {
        Audience.PUBLIC: ["interfaces"],
        Audience.PARTNERS: ["preparedness.crisis", "interfaces"],
        Audience.INTERNAL: given_up,
    }
