"""The only door to the outside: which addresses may be reached, and where exactly the one asked for is."""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path

from hackathon.core.decisions import Refusal
from hackathon.core.i18n import gettext as _

Resolve = Callable[[str, int], Sequence[str]]

MAX_LENGTH = 2000
DEFAULT_PORTS = {"https": 443, "http": 80}

_URL = re.compile(
    r"(?P<scheme>https?)://"
    r"(?P<host>[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?(?:[/?#].*)?",
    re.IGNORECASE | re.ASCII,
)
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.ASCII)
_NAT64 = IPv6Network("64:ff9b::/96")
# Public numbers under which a cloud answers its own machines with their secrets.
_CLOUD_INTERNAL = frozenset({"168.63.129.16"})


class OutboundRefused(Refusal):
    """The address may not be reached."""


class HostUnknown(OutboundRefused):
    """The name has no address now; it may have one later."""


@dataclass(frozen=True)
class Origin:
    """Scheme, host and port of an address."""

    scheme: str
    host: str
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


@dataclass(frozen=True)
class OutboundRules:
    """What an installation may reach.

    `allowed_origins` are exact (`scheme://host:port`) and open plain http, any port and private addresses
    for themselves alone; they are reached directly, never through the proxy. `allowed_hosts` narrows all the
    rest. Behind a proxy it is the proxy that resolves names: the list of hosts replaces the address check.
    """

    allowed_origins: frozenset[str] = frozenset()
    allowed_hosts: frozenset[str] | None = None
    proxy: str | None = None
    ca_bundle: Path | None = None
    allow_private: bool = False

    def __post_init__(self) -> None:
        if self.proxy and self.allowed_hosts is None:
            raise ValueError("a proxy needs a list of the hosts that may be reached through it")

    def opens(self, origin: Origin) -> bool:
        return origin in {origin_of(each) for each in self.allowed_origins}


@dataclass(frozen=True)
class Pinned:
    """A checked address: connect to these numbers and no others; none when the proxy does the resolving."""

    origin: Origin
    addresses: tuple[str, ...]
    proxy: str | None = None


def resolve_host(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of a host, in its order of preference."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def admit(url: str, rules: OutboundRules, *, resolve: Resolve = resolve_host) -> Pinned:
    """Check one address, raising `OutboundRefused`, and say where to connect for it."""
    origin = origin_of(url)
    if rules.opens(origin):
        return Pinned(origin, _addresses(origin, resolve))
    _require_https(origin)
    _require_listed(origin, rules)
    if rules.proxy:
        return Pinned(origin, (), rules.proxy)
    addresses = _addresses(origin, resolve)
    if not rules.allow_private and not all(is_public(each) for each in addresses):
        raise OutboundRefused(
            _("%(host)s is inside a private network. Use a public one, or ask an administrator to allow it.")
            % {"host": origin.host}
        )
    return Pinned(origin, addresses)


def origin_of(url: str) -> Origin:
    """Read scheme, host and port, refusing whatever two programs might read differently."""
    if len(url) > MAX_LENGTH:
        raise OutboundRefused(_("This address is too long."))
    if "@" in url.partition("://")[2].partition("/")[0]:
        raise OutboundRefused(_("Leave the user name and password out: others see the address."))
    found = _URL.fullmatch(url)
    if not found or not url.isprintable() or "\\" in url or " " in url:
        raise OutboundRefused(_("This is not a web address. It should look like https://host/path."))
    scheme, host = found["scheme"].lower(), found["host"].lower().strip("[]")
    port = int(found["port"] or DEFAULT_PORTS[scheme])
    _require_plain_host(host)
    return Origin(scheme, host, port)


def is_public(address: str) -> bool:
    """Say whether a numeric address, and any other hidden inside it, belongs to the public internet."""
    number = ip_address(address.partition("%")[0])
    return all(
        each.is_global and not each.is_multicast and str(each) not in _CLOUD_INTERNAL for each in _layers(number)
    )


def _require_plain_host(host: str) -> None:
    """Refuse numbers in disguise (decimal, octal, hexadecimal), which programs read each in its own way."""
    if ":" not in host and not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return
    try:
        ip_address(host)
    except ValueError:
        raise OutboundRefused(_("Write the host by its name, not as a number.")) from None


def _require_https(origin: Origin) -> None:
    if origin.scheme != "https":
        raise OutboundRefused(_("Only https:// addresses are reached. Change http:// to https://."))
    if origin.port != DEFAULT_PORTS["https"]:
        raise OutboundRefused(
            _("Port %(port)s is not reached. Use the https port, or ask an administrator to allow it.")
            % {"port": origin.port}
        )


def _require_listed(origin: Origin, rules: OutboundRules) -> None:
    if rules.allowed_hosts is not None and origin.host not in rules.allowed_hosts:
        raise OutboundRefused(
            _("%(host)s is not among the hosts that may be reached. Ask an administrator to add it.")
            % {"host": origin.host}
        )


def _addresses(origin: Origin, resolve: Resolve) -> tuple[str, ...]:
    try:
        found = tuple(resolve(origin.host, origin.port))
    except (OSError, UnicodeError):
        found = ()
    if not found:
        raise HostUnknown(
            _("The host %(host)s was not found. Check the spelling, or try again.") % {"host": origin.host}
        )
    return found


def _layers(number: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """List the address and the IPv4 addresses it carries: mapped, 6to4, Teredo and NAT64."""
    if isinstance(number, IPv4Address):
        return [number]
    if number.ipv4_mapped:
        return [number.ipv4_mapped]
    if number in _NAT64:
        return [IPv4Address(int(number) & 0xFFFFFFFF)]
    carried = [number.sixtofour, *(number.teredo or ())]
    return [number, *(each for each in carried if each)]
