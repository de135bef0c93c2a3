"""Who publishes the site, and how to reach them: what the settings say of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from samdrift.vocabulary import Text

SETTINGS = {
    "SAMDRIFT_PUBLISHER": "Who publishes the site; Danish|English where the two differ. Unset: the site says so",
    "SAMDRIFT_CONTACT": "Where readers write about the site, an e-mail address or https://…. Default: none",
    "SAMDRIFT_ACCESSIBILITY_STATEMENT": "The publisher's accessibility statement, https://…. Default: none",
    "SAMDRIFT_PRIVACY_POLICY": "The publisher's privacy policy, https://…. Default: none",
    "SAMDRIFT_SECURITY_CONTACT": "Where weaknesses are reported, mailto:… or https://…; unset: no security.txt",
}
_ADDRESS = re.compile(r"https://[^\s/]+\S*")
_MAILBOX = re.compile(r"[^\s@:/?&]+@[^\s@:/?&]+")


@dataclass(frozen=True, slots=True)
class Imprint:
    """`contact` and `security_contact` are as a link names them: mailto: or https:."""

    publisher: Text | None = None
    contact: str = ""
    accessibility_statement: str = ""
    privacy_policy: str = ""
    security_contact: str = ""

    @property
    def contact_words(self) -> str:
        return self.contact.removeprefix("mailto:")


def read(environ: Mapping[str, str]) -> Imprint:
    """Raises ValueError with the name of the setting and what it should be."""
    contact = environ.get("SAMDRIFT_CONTACT", "")
    return Imprint(
        publisher=_publisher(environ.get("SAMDRIFT_PUBLISHER", "")),
        contact=_link("SAMDRIFT_CONTACT", f"mailto:{contact}" if _MAILBOX.fullmatch(contact) else contact),
        accessibility_statement=_address("SAMDRIFT_ACCESSIBILITY_STATEMENT", environ),
        privacy_policy=_address("SAMDRIFT_PRIVACY_POLICY", environ),
        security_contact=_link("SAMDRIFT_SECURITY_CONTACT", environ.get("SAMDRIFT_SECURITY_CONTACT", "")),
    )


def _publisher(names: str) -> Text | None:
    danish, divider, english = (part.strip() for part in names.partition("|"))
    if not danish and not divider:
        return None
    if not danish or "|" in english or bool(divider) != bool(english):
        raise ValueError(f"SAMDRIFT_PUBLISHER is {names!r}; expected one name, or Danish|English.")
    return Text(danish, english or danish)


def _link(name: str, link: str) -> str:
    mailbox = link.removeprefix("mailto:") if link.startswith("mailto:") else ""
    if link and not _ADDRESS.fullmatch(link) and not _MAILBOX.fullmatch(mailbox):
        raise ValueError(f"{name} is {link!r}; expected an e-mail address or https://….")
    return link


def _address(name: str, environ: Mapping[str, str]) -> str:
    address = environ.get(name, "")
    if address and not _ADDRESS.fullmatch(address):
        raise ValueError(f"{name} is {address!r}; expected https://….")
    return address
