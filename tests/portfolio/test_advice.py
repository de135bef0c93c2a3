"""What a document says that the advice of its services rests on."""

from __future__ import annotations

from typing import Any

import pytest

from samdrift.portfolio.derived import read_out
from samdrift.portfolio.document import Faults, SystemDocument, yaml
from samdrift.portfolio.document.audience import seen_by
from samdrift.portfolio.document.merge import Conflicts, Merged, merge
from samdrift.portfolio.document.references import dangling
from samdrift.portfolio.document.rules_of_answers import may_be_told_to_others
from samdrift.portfolio.forms import draft
from samdrift.portfolio.forms.draft_form import DraftForm, typed_in
from samdrift.portfolio.forms.offered import Offered
from samdrift.portfolio.forms.pages import page_named
from samdrift.portfolio.forms.questions import of_entry
from samdrift.vocabulary import Audience
from tests import cast
from tests.portfolio.documents import both, document

NOT_SAID = object()


def service(id: str, needs: object = NOT_SAID, *, advice: bool = True) -> dict[str, Any]:
    said = {"id": id, "name": both(id), "purpose": both("Do it"), "without": both("You cannot.")}
    said |= {"instead": both("Call.")} if advice else {}
    return said | ({} if needs is NOT_SAID else {"instead_needs": needs})


def mitid(*needs: object, **fields: Any) -> SystemDocument:
    services = [service("login", *needs), service("renew", advice=False)]
    return SystemDocument.model_validate(document("mitid", **fields).content() | {"services": services})


def needs_of(content: dict[str, Any]) -> Any:
    return content["services"][0].get("instead_needs", NOT_SAID)


def model_of(content: dict[str, Any]) -> tuple[str, ...] | None:
    model = read_out(content, audience=Audience.PUBLIC, revision=1, in_force_from=cast.NOON, names={})
    return model.services[0].instead_needs


def test_nothing_is_another_thing_than_not_said() -> None:
    for needs, read in ((NOT_SAID, None), ([], ()), (["cpr", "mitid/renew"], ("cpr", "mitid/renew"))):
        written = mitid(needs)
        again = yaml.read(yaml.write(written), "mitid.yaml")
        assert again == written
        assert model_of(again.content()) == read


DOWN = "what can work while this service does not"
OWN = "one of the services of mitid: login, renew"
REFERENCE = "a system or one of its services, as mitid or mitid/login"


@pytest.mark.parametrize(
    ("needs", "place", "expected"),
    [
        (["mitid/login"], "[0]", DOWN),
        (["cpr", "mitid"], "[1]", DOWN),
        (["mitid/gone"], "[0]", OWN),
        (["MitID"], "[0]", REFERENCE),
        ("cpr", "", "a list"),
    ],
)
def test_what_advice_cannot_rest_on_is_a_fault(needs: object, place: str, expected: str) -> None:
    content = mitid().content()
    content["services"][0]["instead_needs"] = needs
    with pytest.raises(Faults) as raised:
        yaml.read(yaml.write_content(content), "mitid.yaml")
    found = [(each.field, each.expected) for each in raised.value.faults]
    assert found == [(f"services[0].instead_needs{place}", expected)]


def test_to_say_what_advice_rests_on_without_any_is_a_fault() -> None:
    for needs in ([], ["cpr"]):
        content = mitid().content() | {"services": [service("login", needs, advice=False)]}
        with pytest.raises(Faults) as raised:
            yaml.read(yaml.write_content(content), "mitid.yaml")
        assert [each.field for each in raised.value.faults] == ["services[0].instead_needs"]
        assert "without instead" in raised.value.faults[0].expected


def test_what_no_document_describes_is_named_as_with_every_reference() -> None:
    contents = {"mitid": mitid(["cpr/look-up", "cpr/gone", "cvr", "mitid/renew"]).content()}
    contents["cpr"] = document("cpr", services=("look-up",)).content()
    found = [(named, fault.field, fault.expected) for named, fault in dangling(contents, known="a system that we know")]
    assert found == [
        ("cpr", "services[0].instead_needs[1]", "one of the services of cpr: look-up"),
        ("cvr", "services[0].instead_needs[2]", "a system that we know"),
    ]


def test_whoever_is_not_told_the_advice_is_not_told_what_it_rests_on() -> None:
    hidden = {"field": "services.instead", "audience": "partners"}
    content = mitid(["cpr"], audiences=[hidden]).content()
    assert needs_of(seen_by(content, Audience.PARTNERS)) == ["cpr"]
    assert needs_of(seen_by(content, Audience.PUBLIC)) is NOT_SAID
    assert "services.instead_needs" not in may_be_told_to_others(SystemDocument), "advice would look unconditional"


def test_two_changes_of_it_are_never_put_together() -> None:
    base, theirs, mine = (mitid(each).content() for each in (["cpr"], ["cpr", "cvr"], []))
    found = merge(base, theirs, mine)
    assert isinstance(found, Conflicts)
    assert [str(each.place) for each in found.conflicts] == ["services[login].instead_needs"]
    assert isinstance(merge(base, base, mine), Merged)


def form_of(entry: dict[str, Any], typed: dict[str, str]) -> DraftForm:
    content = mitid().content()
    page = page_named("tjenester")
    assert page
    questions = of_entry(page, entry, Offered(content, "da", (), (), content))
    return DraftForm(questions, typed_in(questions, entry) | typed, language="da", told=content)


@pytest.mark.parametrize(
    ("typed", "needs"),
    [
        ({}, NOT_SAID),
        ({"0": "-"}, []),
        ({"0": "mitid/renew"}, ["mitid/renew"]),
        ({"2": "cpr", "0": "mitid/renew"}, ["mitid/renew", "cpr"]),
        ({"0": "-", "1": "cpr"}, ["-", "cpr"]),
    ],
)
def test_each_of_the_three_can_be_typed(typed: dict[str, str], needs: object) -> None:
    form = form_of(service("login"), {f"instead_needs-{place}": value for place, value in typed.items()})
    assert form.is_valid()
    assert form.piece().get("instead_needs", NOT_SAID) == needs


def test_own_services_and_others_are_offered() -> None:
    content = mitid().content()
    cpr = read_out(document("cpr").content(), audience=Audience.PUBLIC, revision=1, in_force_from=cast.NOON, names={})
    offered = Offered(content, "da", (cpr,), (), content).options("services.instead_needs")
    assert offered == [
        ("Dette system", [("mitid/login", "login"), ("mitid/renew", "renew")]),
        ("CPR", [("cpr", "CPR som helhed"), ("cpr/login", "CPR: login")]),
    ]


def test_a_draft_keeps_what_is_said_to_be_nothing() -> None:
    assert needs_of(draft.in_order(mitid([]).content())) == []
