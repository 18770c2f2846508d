"""Where messages may go: public addresses, so that a URL cannot make the desk talk to its own network.

A name is resolved once, every address is judged, and the connection is made to the very address that was judged. Python calls
some addresses global that lead elsewhere (translated, tunnelled and local ones); these are listed here.
"""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from fairclaim.runtime.webhooks.errors import AddressRefusedError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

NOT_PUBLIC = tuple(
    ip_network(text)
    for text in (
        "192.0.0.0/24",  # IETF protocol assignments
        "192.88.99.0/24",  # 6to4 relays
        "::/96",  # IPv4-compatible
        "64:ff9b::/96",  # NAT64: any IPv4 address, loopback too
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fec0::/10",  # site-local
    )
)
"""Networks that :attr:`ipaddress.IPv6Address.is_global` lets through.

Source: IANA special-purpose address registries; RFC 6052, 3056, 4380, 3879.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Egress:
    """What the desk may call.

    Parameters
    ----------
    ports : frozenset of int
        Of receivers.
    allows_loopback : bool
        For tests and for trying things out: this machine may be called too, at any port.
    """

    ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    allows_loopback: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that may be called, if its addresses may."""

    host: str
    port: int
    is_encrypted: bool


def parse_target(url: str, egress: Egress) -> Target:
    """Return what a URL points to.

    Raises
    ------
    AddressRefusedError
        If it is not plain http or https, names a user, or a port that is not called.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as exc:
        raise AddressRefusedError("host") from exc
    if parts.scheme not in {"http", "https"}:
        raise AddressRefusedError("scheme")
    if parts.username is not None or parts.password is not None:
        raise AddressRefusedError("user")
    if not parts.hostname or not url.isascii() or any(char <= " " or char == "\\" for char in url):
        raise AddressRefusedError("host")
    port = port if port is not None else (443 if parts.scheme == "https" else 80)
    if port not in egress.ports and not egress.allows_loopback:
        raise AddressRefusedError("port")
    return Target(parts.hostname, port, parts.scheme == "https")


def judged_addresses(host: str, port: int, egress: Egress, resolve: Resolve) -> tuple[str, ...]:
    """Return the addresses of a host, all of which may be called.

    Raises
    ------
    AddressRefusedError
        If it has none, or one that may not be called: a name that leads both ways is not trusted half.
    """
    try:
        found = resolve(host, port)
        addresses = [ip_address(text.partition("%")[0]) for text in found]
    except (OSError, UnicodeError, ValueError) as exc:
        raise AddressRefusedError("unresolved") from exc
    if not addresses:
        raise AddressRefusedError("unresolved")
    for address in addresses:
        if not (is_public(address) and port in egress.ports) and not (
            egress.allows_loopback and _unmapped(address).is_loopback
        ):
            raise AddressRefusedError("not-public")
    return tuple(str(address) for address in addresses)


def is_public(address: Address) -> bool:
    """Tell whether an address belongs to the public internet."""
    plain = _unmapped(address)
    return plain.is_global and not plain.is_multicast and not any(plain in network for network in NOT_PUBLIC)


def system_resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system for a host's addresses."""
    return tuple(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


def _unmapped(address: Address) -> Address:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
