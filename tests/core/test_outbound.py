"""Which addresses are reached, and where exactly."""

import pytest

from hackathon.core.outbound import (
    HostUnknown,
    Origin,
    OutboundRefused,
    OutboundRules,
    Pinned,
    Resolve,
    admit,
    is_public,
    origin_of,
)

PUBLIC = "93.184.216.34"
PRIVATE = "10.0.0.7"
FORGE = Origin("https", "forge.example", 443)


def answering(*addresses: str) -> Resolve:
    return lambda _host, _port: addresses


def never(host: str, port: int) -> tuple[str, ...]:
    raise AssertionError(f"{host}:{port} was looked up")


def failing(host: str, port: int) -> tuple[str, ...]:
    raise OSError("no such host")


def test_admit_public_host_pins_its_addresses() -> None:
    found = admit("https://Forge.Example/team/project.git", OutboundRules(), resolve=answering(PUBLIC, "2606:4700::1"))

    assert found == Pinned(FORGE, (PUBLIC, "2606:4700::1"))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "192.88.99.1",
        "fec0::1",
        "64:ff9b:1::a00:1",
        "::ffff:0:10.0.0.1",
        "::10.0.0.1",
        "5f00::1",
        "0.0.0.0",  # noqa: S104 - an address to refuse
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "::ffff:a00:1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_admit_name_with_private_address_refuses(address: str) -> None:
    assert not is_public(address)

    with pytest.raises(OutboundRefused, match=r"forge\.example is inside a private network"):
        admit("https://forge.example/x", OutboundRules(), resolve=answering(PUBLIC, address))


@pytest.mark.parametrize("address", [PUBLIC, "2606:4700::1", "64:ff9b::5db8:d822", "::ffff:93.184.216.34"])
def test_is_public_public_address_is(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host",
    ["2130706433", "0x7f000001", "0x7f.1", "017700000001", "127.1", "0177.0.0.1", "[::ffff:127.0.0.1%25lo]"],
)
def test_admit_number_in_disguise_refuses_without_looking_it_up(host: str) -> None:
    with pytest.raises(OutboundRefused):
        admit(f"https://{host}/x", OutboundRules(), resolve=never)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://ada:secret@forge.example/x", "user name and password"),
        ("https://forge.example@evil.example/x", "user name and password"),
        ("http://forge.example/x", "Only https"),
        ("https://forge.example:8443/x", "Port 8443"),
        ("https://forge.example:22/x", "Port 22"),
        ("ftp://forge.example/x", "not a web address"),
        ("//forge.example/x", "not a web address"),
        ("https:forge.example/x", "not a web address"),
        ("https://forge.example\\.evil.example/x", "not a web address"),
        ("https://forge.example/a b", "not a web address"),
        ("https://forge.example/\r\nHost: evil.example", "not a web address"),
        ("https://forge.example\n/x", "not a web address"),
        ("https://forge.example./x", "not a web address"),
        ("https://fórge.example/x", "not a web address"),
        ("https:///x", "not a web address"),
        ("https://forge.example/" + "x" * 2000, "too long"),
    ],
)
def test_admit_odd_address_refuses_with_its_reason(url: str, sentence: str) -> None:
    with pytest.raises(OutboundRefused, match=sentence) as refused:
        admit(url, OutboundRules(), resolve=never)

    assert "secret" not in refused.value.sentence


def test_admit_unknown_host_says_so_and_may_be_tried_again() -> None:
    with pytest.raises(HostUnknown, match=r"forge\.example was not found"):
        admit("https://forge.example/x", OutboundRules(), resolve=failing)


def test_admit_exact_origin_opens_itself_only() -> None:
    rules = OutboundRules(allowed_origins=frozenset({"http://127.0.0.1:8418"}))

    found = admit("http://127.0.0.1:8418/x.git", rules, resolve=answering("127.0.0.1"))

    assert found == Pinned(Origin("http", "127.0.0.1", 8418), ("127.0.0.1",))
    for other in (
        "https://127.0.0.1:8418/",
        "http://127.0.0.1:8419/",
        "http://localhost:8418/",
        "http://127.0.0.1/",
    ):
        with pytest.raises(OutboundRefused):
            admit(other, rules, resolve=answering("127.0.0.1"))


def test_admit_private_allowed_still_needs_https() -> None:
    rules = OutboundRules(allow_private=True)

    assert admit("https://forge.example/x", rules, resolve=answering(PRIVATE)) == Pinned(FORGE, (PRIVATE,))
    with pytest.raises(OutboundRefused, match="Only https"):
        admit("http://forge.example/x", rules, resolve=never)


def test_admit_host_not_listed_refuses_without_looking_it_up() -> None:
    rules = OutboundRules(allowed_hosts=frozenset({"forge.example"}))

    with pytest.raises(OutboundRefused, match=r"evil\.example is not among the hosts"):
        admit("https://evil.example/x", rules, resolve=never)
    with pytest.raises(OutboundRefused, match="private network"):
        admit("https://forge.example/x", rules, resolve=answering(PRIVATE))


def test_admit_behind_proxy_leaves_names_to_it() -> None:
    rules = OutboundRules(allowed_hosts=frozenset({"forge.example"}), proxy="http://proxy.example:3128")

    assert admit("https://forge.example/x", rules, resolve=never) == Pinned(FORGE, (), "http://proxy.example:3128")
    with pytest.raises(OutboundRefused, match="not among the hosts"):
        admit("https://evil.example/x", rules, resolve=never)


def test_rules_proxy_without_hosts_is_a_wrong_setting() -> None:
    with pytest.raises(ValueError, match="needs a list of the hosts"):
        OutboundRules(proxy="http://proxy.example:3128")


def test_origin_default_ports_and_brackets_are_written_out() -> None:
    origins = [
        str(origin_of(url)) for url in ("https://forge.example", "http://forge.example/x", "https://[2606:4700::1]/")
    ]

    assert origins == ["https://forge.example:443", "http://forge.example:80", "https://[2606:4700::1]:443"]
