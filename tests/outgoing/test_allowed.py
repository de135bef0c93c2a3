from __future__ import annotations

from ipaddress import ip_address

import pytest

from samdrift.outgoing.allowed import Allowed, is_public

NOT_PUBLIC = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0",  # noqa: S104
    "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.0.8", "192.0.2.1", "198.18.0.1", "224.0.0.1", "233.252.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "fe80::1", "fe80::1%lo", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "ff0e::1",
    "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2001:0:4136:e378::1", "2001:db8::1", "::ffff:0:127.0.0.1",
    "100::1",
]  # fmt: skip


@pytest.mark.parametrize("text", [*NOT_PUBLIC, "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe"])
def test_is_refused_unless_allowed(text: str) -> None:
    assert not Allowed.parse([]).permits("monitor.example", ip_address(text), 80)


@pytest.mark.parametrize("text", ["193.0.6.139", "8.8.8.8", "2a00:1450:400f::1", "::ffff:8.8.8.8"])
def test_a_public_address_is_permitted(text: str) -> None:
    assert Allowed.parse([]).permits("monitor.example", ip_address(text), 443)


def test_being_public_is_never_the_property_of_a_listed_address() -> None:
    assert [text for text in NOT_PUBLIC if is_public(ip_address(text))] == []


@pytest.mark.parametrize(
    ("rule", "host", "address", "port", "permitted"),
    [
        ("127.0.0.1", "x", "127.0.0.1", 80, True),
        ("127.0.0.1", "x", "127.0.0.2", 80, False),
        ("127.0.0.1", "x", "::ffff:127.0.0.1", 80, True),
        ("127.0.0.1:9090", "x", "127.0.0.1", 9090, True),
        ("127.0.0.1:9090", "x", "127.0.0.1", 9091, False),
        ("10.0.0.0/8", "x", "10.200.0.1", 80, True),
        ("10.0.0.0/8:443", "x", "10.200.0.1", 80, False),
        ("10.0.0.0/8:443", "x", "10.200.0.1", 443, True),
        ("::1", "x", "::1", 80, True),
        ("[::1]:9090", "x", "::1", 9090, True),
        ("[::1]:9090", "x", "::1", 80, False),
        ("fd00::/8", "x", "fd12::1", 80, True),
        ("fd00::/8", "x", "10.0.0.1", 80, False),
        ("monitor.local", "monitor.local", "10.0.0.1", 80, True),
        ("Monitor.local", "MONITOR.LOCAL.", "10.0.0.1", 80, True),
        ("monitor.local", "evil.monitor.local", "10.0.0.1", 80, False),
        ("monitor.local:8080", "monitor.local", "10.0.0.1", 80, False),
        ("monitor.local:8080", "monitor.local", "10.0.0.1", 8080, True),
    ],
)
def test_a_rule_permits_what_it_names(rule: str, host: str, address: str, port: int, permitted: bool) -> None:
    assert Allowed.parse([rule]).permits(host, ip_address(address), port) is permitted


@pytest.mark.parametrize("text", ["", "http://x", "a b", "host:0", "host:99999", "10.0.0.0/99", "-x", "*"])
def test_a_rule_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        Allowed.parse([text])
