"""The only door to the outside: which addresses may be reached, where exactly one is, and asking there."""

import contextlib
import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from threading import Timer
from urllib.parse import unquote

from urllib3.connection import HTTPConnection, HTTPSConnection, ProxyConfig
from urllib3.exceptions import HTTPError
from urllib3.util import make_headers, parse_url

from hackathon.core.config import Settings
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
# What the standard library calls public, in some of its versions at least, and what leads inside or back all the same.
_INSIDE = tuple(
    map(
        ip_network,
        (
            "168.63.129.16/32",  # under which a cloud answers its own machines with their secrets
            "192.0.0.0/24",  # of protocols; another cloud's answers among them
            "192.88.99.0/24",  # relays of 6to4
            "::/96",  # IPv4 as it was first written in IPv6
            "::ffff:0:0:0/96",  # IPv4, translated
            "64:ff9b:1::/48",  # NAT64 of one's own
            "5f00::/16",  # segments of a route
            "fec0::/10",  # private once, and still where nobody renumbered
        ),
    )
)


class OutboundRefused(Refusal):
    """The address may not be reached."""


class HostUnknown(OutboundRefused):
    """The name has no address now; it may have one later."""


class OutboundFailed(Refusal):
    """The address may be reached, but gave no whole answer in time; it may later."""


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

    @classmethod
    def of(cls, settings: Settings) -> "OutboundRules":
        """Return the rules for everything but git; behind a proxy nothing is reached until its host is listed."""
        hosts = settings.outbound_allowed_hosts
        return cls(
            allowed_origins=settings.outbound_allowed_origins,
            allowed_hosts=frozenset() if settings.proxy and hosts is None else hosts,
            proxy=settings.proxy,
            ca_bundle=settings.ca_bundle,
        )

    def opens(self, origin: Origin) -> bool:
        return origin in {origin_of(each) for each in self.allowed_origins}


@dataclass(frozen=True)
class Pinned:
    """A checked address: connect to these numbers and no others; none when the proxy does the resolving."""

    origin: Origin
    addresses: tuple[str, ...]
    proxy: str | None = None


@dataclass(frozen=True)
class Request:
    """What is asked of the outside, how large the answer may be, and how many seconds it may take in all."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    max_bytes: int = 1024 * 1024
    seconds: float = 20


@dataclass(frozen=True)
class Answer:
    """What came back; names of headers are lower case. A redirect is an answer like any other."""

    status: int
    headers: Mapping[str, str]
    body: bytes


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


def fetch(rules: OutboundRules, request: Request, *, resolve: Resolve = resolve_host) -> Answer:
    """Ask an address that the rules admit, where it was found at that moment, and follow it nowhere else.

    Raises `OutboundRefused` when it may not be reached, `OutboundFailed` when there was no whole answer in time.
    Never call it inside a unit of work.
    """
    pinned = admit(request.url, rules, resolve=resolve)
    alarm = _Alarm(request.seconds)
    try:
        return _asked(_line(pinned, rules, alarm), request)
    except (OSError, HTTPException, HTTPError) as trouble:
        raise OutboundFailed(_what_failed(trouble, alarm) % {"host": pinned.origin.host}) from trouble
    finally:
        alarm.off()


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
        each.is_global and not each.is_multicast and not any(each in network for network in _INSIDE)
        for each in _layers(number)
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


class _TooLargeError(OSError):
    """The answer is larger than was asked for."""


class _Alarm:
    """Ends a connection when the time for all of it is over, whatever it is waiting for then."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds
        self._timer: Timer | None = None
        self._line: socket.socket | None = None
        self.rang = False

    def left(self) -> float:
        return max(self._ends - time.monotonic(), 0.001)

    def watch(self, connected: socket.socket) -> None:
        # A duplicate, since TLS takes the socket itself away while it shakes hands.
        self._line = connected.dup()
        self._timer = Timer(self.left(), self._ring)
        self._timer.daemon = True
        self._timer.start()

    def off(self) -> None:
        if self._timer and self._line:
            self._timer.cancel()
            self._line.close()

    def _ring(self) -> None:
        self.rang = True
        if self._line:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


class _PlainLine(HTTPConnection):
    """A connection to checked numbers and no others, ended by its alarm."""

    pinned: Pinned
    alarm: _Alarm

    def _new_conn(self) -> socket.socket:
        places = self.pinned.addresses or (self.host,)
        connected = _connected(places, self.port, self.alarm)
        self.alarm.watch(connected)
        return connected


class _SecureLine(HTTPSConnection, _PlainLine):
    """The same with TLS: name and certificate are those of the address that was asked for."""


def _asked(line: _PlainLine, request: Request) -> Answer:
    with contextlib.closing(line):
        target = parse_url(request.url).request_uri
        headers = {"User-Agent": "hackathon", **request.headers}
        line.request(
            request.method, target, body=request.body, headers=headers, preload_content=False, decode_content=False
        )
        answer = line.getresponse()
        body = answer.read(request.max_bytes + 1)
        # A connection that was cut looks like the end of an answer of unknown length.
        if line.alarm.rang:
            raise TimeoutError
        if len(body) > request.max_bytes:
            raise _TooLargeError
        return Answer(answer.status, {name.lower(): value for name, value in answer.headers.items()}, body)


def _line(pinned: Pinned, rules: OutboundRules, alarm: _Alarm) -> _PlainLine:
    line: _PlainLine
    if pinned.proxy:
        line = _through(pinned.proxy, pinned.origin, _trusted(rules))
    elif pinned.origin.scheme == "https":
        line = _SecureLine(pinned.origin.host, pinned.origin.port, ssl_context=_trusted(rules))
    else:
        line = _PlainLine(pinned.origin.host, pinned.origin.port)
    line.pinned, line.alarm = pinned, alarm
    return line


def _through(proxy_url: str, origin: Origin, trusted: ssl.SSLContext) -> _SecureLine:
    proxy = parse_url(proxy_url)
    port = proxy.port or DEFAULT_PORTS[proxy.scheme or "http"]
    config = ProxyConfig(trusted, use_forwarding_for_https=False, assert_hostname=None, assert_fingerprint=None)
    line = _SecureLine(proxy.host or "", port, proxy=proxy, proxy_config=config, ssl_context=trusted)
    credentials = make_headers(proxy_basic_auth=unquote(proxy.auth)) if proxy.auth else None
    line.set_tunnel(origin.host, origin.port, headers=credentials, scheme=proxy.scheme or "http")
    return line


def _trusted(rules: OutboundRules) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=rules.ca_bundle)


def _connected(places: Sequence[str], port: int, alarm: _Alarm) -> socket.socket:
    *others, last = places
    for place in others:
        with contextlib.suppress(OSError):
            return socket.create_connection((place, port), alarm.left())
    return socket.create_connection((last, port), alarm.left())


def _what_failed(trouble: Exception, alarm: _Alarm) -> str:
    if alarm.rang or isinstance(trouble, TimeoutError):
        return _("%(host)s did not answer in time.")
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return _("The certificate of %(host)s is not trusted, or is another host's.")
    if isinstance(trouble, _TooLargeError):
        return _("The answer of %(host)s is too large.")
    return _("%(host)s could not be reached, or broke off.")
