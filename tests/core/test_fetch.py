"""Asking the outside: only where the rules allow, nowhere else after, and never longer or more than was asked."""

from collections.abc import Iterator
from pathlib import Path
from socket import create_server

import pytest

from hackathon.core.config import Settings
from hackathon.core.outbound import Answer, OutboundFailed, OutboundRefused, OutboundRules, Request, fetch
from tests.installation import make_settings
from tests.servers.git_http import Trap
from tests.servers.web import Asked, Authority, Proxy, WebServer, serving

NAME = "forge.example"


def at_home(_host: str, _port: int) -> tuple[str, ...]:
    return ("127.0.0.1",)


def opening(*origins: str, ca_bundle: Path | None = None) -> OutboundRules:
    return OutboundRules(allowed_origins=frozenset(origins), ca_bundle=ca_bundle)


@pytest.fixture
def secure_server(authority: Authority) -> Iterator[WebServer]:
    server = WebServer(authority.certificate(NAME))
    with serving(server):
        yield server


def test_fetch_of_an_allowed_origin_asks_it_and_gives_its_answer(web_server: WebServer) -> None:
    web_server.status, web_server.headers = 201, {"X-Made": "yes"}
    request = Request(
        f"{web_server.origin}/hooks/ä b".replace(" ", "%20") + "?x=1#part",
        method="POST",
        headers={"Content-Type": "application/json"},
        body=b"{}",
    )

    answer = fetch(opening(web_server.origin), request)

    kept = {name: answer.headers[name] for name in ("x-made", "content-length")}
    assert Answer(answer.status, kept, answer.body) == Answer(201, {"x-made": "yes", "content-length": "5"}, b"hello")
    assert web_server.asked == [
        Asked(
            "POST",
            "/hooks/%C3%A4%20b?x=1",
            {
                "host": f"127.0.0.1:{web_server.server_port}",
                "accept-encoding": "identity",
                "user-agent": "hackathon",
                "content-type": "application/json",
                "content-length": "2",
            },
            b"{}",
        )
    ]


def test_fetch_of_a_redirect_gives_it_and_goes_nowhere(web_server: WebServer) -> None:
    with Trap().set() as trap:
        web_server.status, web_server.headers = 302, {"Location": f"http://127.0.0.1:{trap.port}/secret"}

        answer = fetch(opening(web_server.origin), Request(web_server.origin))

    assert (answer.status, trap.visits) == (302, 0)


def test_fetch_of_a_private_address_connects_to_nothing() -> None:
    with Trap().set() as trap, pytest.raises(OutboundRefused, match=r"forge\.example is inside a private network"):
        fetch(OutboundRules(), Request(f"https://{NAME}/"), resolve=at_home)

    assert trap.visits == 0


def test_fetch_ignores_the_proxies_of_the_environment(web_server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    with Trap().set() as trap:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")

        answer = fetch(opening(web_server.origin), Request(web_server.origin))

    assert (answer.status, trap.visits) == (200, 0)


def test_fetch_takes_an_answer_of_the_size_allowed_and_refuses_a_larger_one(web_server: WebServer) -> None:
    rules, web_server.body = opening(web_server.origin), b"x" * 1000

    assert len(fetch(rules, Request(web_server.origin, max_bytes=1000)).body) == 1000
    with pytest.raises(OutboundFailed, match=r"^The answer of 127\.0\.0\.1 is too large\.$"):
        fetch(rules, Request(web_server.origin, max_bytes=999))


@pytest.mark.parametrize("mood", ["silent", "drips"])
def test_fetch_of_an_answer_that_does_not_end_gives_up(web_server: WebServer, mood: str) -> None:
    setattr(web_server, mood, True)

    with pytest.raises(OutboundFailed, match=r"^127\.0\.0\.1 did not answer in time\.$"):
        fetch(opening(web_server.origin), Request(web_server.origin, seconds=0.3))


def test_fetch_of_a_handshake_that_does_not_end_gives_up() -> None:
    with create_server(("127.0.0.1", 0)) as mute:
        origin = f"https://127.0.0.1:{mute.getsockname()[1]}"

        with pytest.raises(OutboundFailed, match=r"^127\.0\.0\.1 did not answer in time\.$"):
            fetch(opening(origin), Request(origin, seconds=0.3))


def test_fetch_where_nobody_listens_says_so(web_server: WebServer) -> None:
    web_server.server_close()

    with pytest.raises(OutboundFailed, match=r"^127\.0\.0\.1 could not be reached, or broke off\.$"):
        fetch(opening(web_server.origin), Request(web_server.origin))


def test_fetch_under_the_companys_authority_checks_the_name(authority: Authority, secure_server: WebServer) -> None:
    right, wrong = (f"https://{name}:{secure_server.server_port}" for name in (NAME, "other.example"))
    rules = opening(right, wrong, ca_bundle=authority.bundle)

    answer = fetch(rules, Request(right), resolve=at_home)

    assert (answer.status, secure_server.asked[0].headers["host"]) == (200, right.removeprefix("https://"))
    with pytest.raises(
        OutboundFailed, match=r"^The certificate of other\.example is not trusted, or is another host's"
    ):
        fetch(rules, Request(wrong), resolve=at_home)
    with pytest.raises(OutboundFailed, match=r"^The certificate of forge\.example is not trusted"):
        fetch(opening(right), Request(right), resolve=at_home)
    assert len(secure_server.asked) == 1


def test_fetch_through_a_proxy_lets_it_find_the_host_and_checks_the_certificate_itself(
    authority: Authority, secure_server: WebServer
) -> None:
    proxy = Proxy(secure_server.server_port)
    rules = OutboundRules(
        allowed_hosts=frozenset({NAME, "other.example"}),
        proxy=f"http://hub:p%40ss@127.0.0.1:{proxy.server_port}",
        ca_bundle=authority.bundle,
    )

    with serving(proxy):
        answer = fetch(rules, Request(f"https://{NAME}/x"))
        with pytest.raises(OutboundFailed, match=r"^The certificate of other\.example"):
            fetch(rules, Request("https://other.example/x"))
        proxy.refuses = True
        with pytest.raises(OutboundFailed, match=r"^forge\.example could not be reached"):
            fetch(rules, Request(f"https://{NAME}/x"))

    assert answer.body == b"hello"
    assert [(each.path, each.headers["host"]) for each in secure_server.asked] == [("/x", NAME)]
    assert proxy.asked == [(f"{name}:443", "Basic aHViOnBAc3M=") for name in (NAME, "other.example", NAME)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, OutboundRules()),
        ({"proxy": "http://proxy:3128"}, OutboundRules(allowed_hosts=frozenset(), proxy="http://proxy:3128")),
        (
            {
                "outbound_allowed_hosts": frozenset({NAME}),
                "outbound_allowed_origins": frozenset({"http://chat.example:8065"}),
                "git_allowed_hosts": frozenset({"git.example"}),
                "ca_bundle": Path("ca.pem"),
            },
            OutboundRules(
                allowed_origins=frozenset({"http://chat.example:8065"}),
                allowed_hosts=frozenset({NAME}),
                ca_bundle=Path("ca.pem"),
            ),
        ),
    ],
)
def test_rules_of_settings_are_those_for_everything_but_git(
    tmp_path: Path, given: dict[str, object], expected: OutboundRules
) -> None:
    settings: Settings = make_settings(tmp_path, "sqlite://", **given)

    assert OutboundRules.of(settings) == expected
