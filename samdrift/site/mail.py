"""The mail server, as one address says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

_PORTS = {"smtp": 25, "smtps": 465}
_EXPECTED = "expected smtp://user:password@host:587?starttls&from=drift@example.dk, or smtps://…"


@dataclass(frozen=True, slots=True)
class MailServer:
    """`tls` from the first byte, or `starttls` after the greeting. `sender` is the address that mail comes from."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool
    starttls: bool
    sender: str

    @classmethod
    def parse(cls, url: str) -> MailServer:
        """Raises ValueError with a sentence that does not repeat the password."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError(_EXPECTED) from None
        options = parse_qs(parts.query, keep_blank_values=True)
        unknown = sorted(options.keys() - {"starttls", "from"})
        if parts.scheme not in _PORTS or not parts.hostname or parts.path not in {"", "/"} or parts.fragment:
            raise ValueError(_EXPECTED)
        if unknown:
            raise ValueError(f"{unknown[0]!r} is not known; {_EXPECTED}")
        tls, starttls = parts.scheme == "smtps", "starttls" in options
        if tls and starttls:
            raise ValueError("smtps:// is encrypted from the first byte and takes no starttls")
        user = unquote(parts.username or "")
        sender = options.get("from", [user if "@" in user else f"samdrift@{parts.hostname}"])[0]
        if sender.count("@") != 1 or any(each.isspace() for each in sender):
            raise ValueError(f"from is {sender!r}; expected an e-mail address")
        return cls(
            host=parts.hostname,
            port=port or _PORTS[parts.scheme],
            user=user,
            password=unquote(parts.password or ""),
            tls=tls,
            starttls=starttls,
            sender=sender,
        )
