"""Messages go to public addresses and nowhere else, however the address is written."""

from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from fairclaim.runtime.webhooks.address import (
    Egress,
    Resolve,
    is_public,
    judged_addresses,
    parse_target,
    system_resolve,
)
from fairclaim.runtime.webhooks.errors import AddressRefusedError

PUBLIC = ["1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "::ffff:1.1.1.1"]
NOT_PUBLIC = [
    "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0",  # noqa: S104  (listed as refused)
    "255.255.255.255",
    "224.0.0.1", "239.1.1.1", "192.0.0.8", "192.88.99.1", "198.18.0.1", "203.0.113.1", "240.0.0.1",
    "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fc00::1", "fec0::1", "ff02::1",
    "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001::1", "2001:db8::1",
]  # fmt: skip


def resolve_to(*addresses: str) -> Resolve:
    def resolve(host: str, port: int) -> Sequence[str]:
        assert (host, port) == ("shop.example", 443)
        return addresses

    return resolve


@pytest.mark.parametrize("text", PUBLIC)
def test_public_addresses_are_called(text: str) -> None:
    assert is_public(ip_address(text))
    assert judged_addresses("shop.example", 443, Egress(), resolve_to(text)) == (str(ip_address(text)),)


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_addresses_of_our_own_networks_are_not(text: str) -> None:
    assert not is_public(ip_address(text))
    with pytest.raises(AddressRefusedError) as refused:
        judged_addresses("shop.example", 443, Egress(), resolve_to("1.1.1.1", text))
    assert refused.value.why == "not-public"


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "127.0.0.1"])
def test_other_spellings_of_this_machine_are_not_called(host: str) -> None:
    with pytest.raises(AddressRefusedError):
        judged_addresses(host, 443, Egress(), system_resolve)


def test_a_setting_for_tests_lets_this_machine_in_and_nothing_else() -> None:
    egress = Egress(allows_loopback=True)
    assert judged_addresses("127.0.0.1", 9, egress, system_resolve) == ("127.0.0.1",)
    for text in ("10.0.0.1", "169.254.169.254"):
        with pytest.raises(AddressRefusedError):
            judged_addresses("shop.example", 443, egress, resolve_to(text))


def test_a_name_without_addresses_is_told_apart() -> None:
    def fail(_host: str, _port: int) -> Sequence[str]:
        raise OSError

    for resolve in (fail, resolve_to()):
        with pytest.raises(AddressRefusedError) as refused:
            judged_addresses("shop.example", 443, Egress(), resolve)
        assert refused.value.why == "unresolved"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://shop.example/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://shop.example/", "scheme"),
        ("shop.example", "scheme"),
        ("https://user@shop.example/", "user"),
        ("https://a:b@shop.example/", "user"),
        ("https:///hook", "host"),
        ("https://shop.example:99999/", "host"),
        ("https://[::1/", "host"),
        ("https://shop.example\\@10.0.0.1/", "user"),
        ("https://shop.example\\.example/", "host"),
        ("https://商店.example/", "host"),
        ("https://shop.example/a b", "host"),
        ("https://shop.example:22/", "port"),
        ("https://shop.example:5432/", "port"),
    ],
)
def test_urls_that_are_not_plain_are_refused(url: str, why: str) -> None:
    with pytest.raises(AddressRefusedError) as refused:
        parse_target(url, Egress())
    assert refused.value.why == why


def test_plain_urls_are_read() -> None:
    target = parse_target("https://shop.example/hook?x=1", Egress())
    assert (target.host, target.port, target.is_encrypted) == ("shop.example", 443, True)
    assert parse_target("http://shop.example:8080/", Egress()).port == 8080
