"""Canonical addresses."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.traffic.hosts import canonical_address, number_hosts


@given(st.ip_addresses())
def test_canonical_text_is_idempotent_and_ignores_spelling(address: ipaddress.IPv4Address) -> None:
    """Long, short and upper-case spellings have one canonical text, which is its own canonical text."""
    spellings = {str(address), address.exploded, address.exploded.upper(), f" {address} "}
    (canonical,) = {canonical_address(text) for text in spellings}
    assert canonical is not None
    assert canonical == canonical_address(canonical)


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_its_ipv4_host(address: ipaddress.IPv4Address) -> None:
    """A dual-stack sensor's two ways of reporting a host are one host."""
    assert str(address) == canonical_address(f"::ffff:{address}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2001:DB8:0:0:0:0:0:1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("01.2.3.4", None),
        ("1.2.3", None),
        ("10.0.0.0/8", None),
        ("host.example", None),
        ("", None),
        ("1.2.3.4\x00", None),
        ("\u0661.2.3.4", None),
    ],
)
def test_spellings_and_malformed_addresses(text: str, expected: str | None) -> None:
    """What is no address has no host."""
    assert expected == canonical_address(text)


@given(st.lists(st.sampled_from(["10.0.0.2", "10.0.0.10", "::1", "0::1", "bad", "::ffff:10.0.0.2"])))
def test_numbers_do_not_depend_on_order(written: list[str]) -> None:
    """Hosts are numbered by their texts, so that a shuffled input numbers them alike."""
    assert number_hosts(written, keep_malformed=False) == number_hosts(
        written[::-1] * 2, keep_malformed=False
    )


def test_malformed_addresses_can_be_hosts_of_their_own() -> None:
    """Where the rule keeps them, a malformed address is a host of that name."""
    assert number_hosts(["gw", "10.0.0.1"], keep_malformed=True).hosts == ["10.0.0.1", "gw"]
    assert number_hosts(["gw", "10.0.0.1"], keep_malformed=False).number == [0, None]
