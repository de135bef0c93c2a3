"""Refusals: in words to people, and as RFC 9457 problem details to programs, in the language they prefer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus

from samdrift.edge.answers import METHODS, say, tell
from samdrift.edge.asgi_types import Scope, Send
from samdrift.edge.forms import OPEN_TO_ALL, Headers

MEDIA_TYPE = "application/problem+json"
API = "/api/"
_MEMBER = re.compile(r"(da|en|\*)(?:-[a-z0-9-]+)?\s*(?:;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?")


@dataclass(frozen=True, slots=True)
class Refusal:
    """`title` and `detail` are for programs, by language; `words` for people, in both."""

    status: HTTPStatus
    words: str
    title: dict[str, str]
    detail: dict[str, str]


_SHORTLY = {"da": "Prøv igen om lidt.", "en": "Try again shortly."}

NOT_FOUND = Refusal(
    HTTPStatus.NOT_FOUND,
    "Siden findes ikke.\nThere is no such page.\n",
    {"da": "Adressen findes ikke", "en": "No such address"},
    {"da": "Alle adresser står i /api/v1/openapi.json.", "en": "All addresses are listed in /api/v1/openapi.json."},
)
NOT_ALLOWED = Refusal(
    HTTPStatus.METHOD_NOT_ALLOWED,
    "Denne adresse kan kun læses.\nThis address can only be read.\n",
    {"da": "Adressen kan kun læses", "en": "This address can only be read"},
    {"da": f"Her kan du bruge {METHODS}.", "en": f"You can use {METHODS} here."},
)
NOT_ACCEPTABLE = Refusal(
    HTTPStatus.NOT_ACCEPTABLE,
    "Adressen findes ikke i en kodning, som du tager imod.\nThere is no encoding here that you accept.\n",
    {"da": "Svaret findes ikke i en kodning, som du tager imod", "en": "There is no encoding here that you accept"},
    {
        "da": "Tag imod identity, gzip eller br i Accept-Encoding.",
        "en": "Accept identity, gzip or br in Accept-Encoding.",
    },
)
NOTHING_YET = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Samdrift har ikke offentliggjort noget endnu. Prøv igen om lidt.\n"
    "Samdrift has not published anything yet. Please try again shortly.\n",
    {"da": "Intet er offentliggjort endnu", "en": "Nothing has been published yet"},
    _SHORTLY,
)
UNREADABLE = Refusal(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "Siden kan ikke vises lige nu. Prøv igen om lidt.\nThe page cannot be shown just now. Please try again shortly.\n",
    {"da": "Svaret kan ikke læses lige nu", "en": "The answer cannot be read just now"},
    _SHORTLY,
)


async def refuse(refusal: Refusal, scope: Scope, send: Send, headers: Headers = ()) -> None:
    head = scope["method"] == "HEAD"
    if not scope["path"].startswith(API):
        await say(send, int(refusal.status), refusal.words, head=head, headers=headers)
        return
    language = preferred_language(scope)
    fields = {
        "type": "about:blank",
        "title": refusal.title[language],
        "status": int(refusal.status),
        "detail": refusal.detail[language],
    }
    in_language = ((b"content-language", language.encode()), (b"vary", b"Accept-Language"))
    await tell(
        send,
        int(refusal.status),
        fields,
        media_type=MEDIA_TYPE,
        head=head,
        headers=(*headers, *OPEN_TO_ALL, *in_language),
    )


def preferred_language(scope: Scope) -> str:
    """ "da" or "en", by Accept-Language (RFC 9110, section 12.5.4); "en" for programs that say nothing of it."""
    weights: dict[str, float] = {}
    for name, value in scope["headers"]:
        if name == b"accept-language":
            for member in value.decode("latin-1").lower().split(","):
                if asked := _MEMBER.fullmatch(member.strip()):
                    weights[asked[1]] = max(float(asked[2] or 1), weights.get(asked[1], 0.0))
    others = weights.get("*", 0.0)
    return "da" if weights.get("da", others) > weights.get("en", others) else "en"
