"""Which addresses may be asked: all public ones, and of the others those that the operator allowed by name."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# IPv6: each holds an IPv4 address that a gateway may unpack, or is retired. 192.0.0.0/24: Python's own tables differ.
_NEVER_PUBLIC = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",
        "::/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2001::/32",
        "2002::/16",
        "fec0::/10",
    )
)
_WITH_PORT = re.compile(r"(?P<host>.+):(?P<port>[0-9]{1,5})")
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_])?\.?")


@dataclass(frozen=True, slots=True)
class Rule:
    """One allowed host name or network, on one port or on all."""

    host: str | None
    network: Network | None
    port: int | None

    @classmethod
    def parse(cls, text: str) -> Rule:
        """`monitor.local`, `10.0.0.0/8`, `127.0.0.1:9090`, `[::1]:9090`. Raises ValueError with one sentence."""
        if network := _network(text):
            return cls(None, network, None)
        place, port = text.lower(), None
        if match := _WITH_PORT.fullmatch(place):
            place, port = match["host"], int(match["port"])
        place = place.removeprefix("[").removesuffix("]")
        if port is not None and not 1 <= port <= 65535:
            raise ValueError(f"{text!r} has a port that is not from 1 to 65535")
        if network := _network(place):
            return cls(None, network, port)
        if not _HOST.fullmatch(place):
            raise ValueError(f"{text!r} is not a host name, an address or a network, with or without :port")
        return cls(place.removesuffix("."), None, port)

    def covers(self, host: str, address: Address, port: int) -> bool:
        if self.port not in (None, port):
            return False
        if self.network is not None:
            return address.version == self.network.version and address in self.network
        return self.host == host


@dataclass(frozen=True, slots=True)
class Allowed:
    """The operator's exceptions from "public addresses only"."""

    rules: tuple[Rule, ...]

    @classmethod
    def parse(cls, texts: Sequence[str]) -> Allowed:
        return cls(tuple(Rule.parse(text) for text in texts))

    def permits(self, host: str, address: Address, port: int) -> bool:
        """True where `address`, to which `host` resolved, may be connected to on `port`."""
        address = plain(address)
        name = host.lower().removesuffix(".")
        return is_public(address) or any(rule.covers(name, address, port) for rule in self.rules)


def plain(address: Address) -> Address:
    """The IPv4 address that the kernel would use for an IPv4-mapped one; else the address itself."""
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def is_public(address: Address) -> bool:
    """False for private, loopback, link-local, shared, multicast, reserved, unspecified and wrapped addresses."""
    if any(address.version == network.version and address in network for network in _NEVER_PUBLIC):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _network(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
