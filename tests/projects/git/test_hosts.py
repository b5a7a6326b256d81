"""Private git hosts: their token opens them, goes to them alone, and is seen by nobody."""

import re
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.jobs import JobContext
from hackathon.core.outbound import OutboundRules
from hackathon.core.secrets import Vault
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account, SiteRole
from hackathon.projects.git.commands import HostDraft, open_host
from hackathon.projects.git.gateway import GitSettings
from hackathon.projects.git.jobs import git_settings_of
from hackathon.projects.git.rules import GitRefused, Reason
from hackathon.projects.repositories.gateway import mirror, read_overview
from tests.factories import make_account
from tests.servers.git_http import MoodyGitServer, commit_and_push, make_repository
from tests.servers.web import Authority, Proxy, serving

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
TOKEN = "glpat-read-only-0123456789"
BASIC = "Basic " + b64encode(f"oauth2:{TOKEN}".encode()).decode()
BEARER = f"Bearer {TOKEN}"


@pytest.fixture
def admin(session: Session) -> Account:
    return make_account(session, "Adam", SiteRole.ADMIN)


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Callable[..., MoodyGitServer]]:
    """Start git hosts that each serve a repository `team.git`."""
    with ExitStack() as stack:

        def start(name: str, **options: object) -> MoodyGitServer:
            (tmp_path / name).mkdir()
            server = MoodyGitServer(tmp_path / name, **options)  # type: ignore[arg-type]
            commit_and_push(make_repository(server.root / "team.git"), {"README.md": name}, name)
            stack.enter_context(server.running())
            return server

        yield start


@pytest.fixture
def opened(working: Working, admin: Account, jobs: JobContext) -> Callable[..., GitSettings]:
    """Open hosts with the token, and return what background work may reach then: these servers, with their tokens."""

    def open_all(*servers: MoodyGitServer, but: MoodyGitServer | None = None, user_name: str = "oauth2") -> GitSettings:
        origins = frozenset(server.origin for server in servers)
        for server in servers:
            if server is not but:
                with working(admin) as work:
                    rules = OutboundRules(allowed_origins=origins)
                    open_host(work, HostDraft(server.origin, TOKEN, user_name), Vault.of(jobs.settings), rules)
        return git_settings_of(replace(jobs, settings=replace(jobs.settings, git_allowed_origins=origins)))

    return open_all


@pytest.mark.parametrize(("user_name", "header"), [("oauth2", BASIC), ("", BEARER)])
def test_private_host_is_read_with_its_token(
    servers: Callable[..., MoodyGitServer], opened: Callable[..., GitSettings], user_name: str, header: str
) -> None:
    private = servers("private")
    private.mood.wants = header
    settings = opened(private, user_name=user_name)

    mirror(private.url("team.git"), settings.root / "1", settings)

    assert [commit.subject for commit in read_overview(settings.root / "1").commits] == ["private"]
    assert set(private.mood.told) == {header}


def test_private_host_without_a_token_asks_for_one(
    servers: Callable[..., MoodyGitServer], opened: Callable[..., GitSettings]
) -> None:
    private = servers("private")
    private.mood.wants = BASIC
    settings = opened(private, but=private)

    with pytest.raises(GitRefused) as refused:
        mirror(private.url("team.git"), settings.root / "1", settings)

    assert (refused.value.reason, set(private.mood.told)) == (Reason.LOGIN_NEEDED, {None})
    assert "ask an administrator to give the platform a token" in refused.value.sentence


def test_token_that_the_host_refuses_is_to_be_renewed(
    servers: Callable[..., MoodyGitServer], opened: Callable[..., GitSettings]
) -> None:
    private = servers("private")
    private.mood.wants = "Basic another"
    settings = opened(private)

    with pytest.raises(GitRefused) as refused:
        mirror(private.url("team.git"), settings.root / "1", settings)

    assert refused.value.reason is Reason.NOT_ADMITTED
    assert TOKEN not in _everything_about(refused.value) + repr(settings)


def test_token_is_sent_to_its_own_host_only(
    servers: Callable[..., MoodyGitServer], opened: Callable[..., GitSettings]
) -> None:
    private, other = servers("private"), servers("other")
    settings = opened(private, other, but=other)

    mirror(private.url("team.git"), settings.root / "1", settings)
    mirror(other.url("team.git"), settings.root / "2", settings)

    assert (set(private.mood.told), set(other.mood.told)) == ({BASIC}, {None})


def test_token_is_not_sent_where_its_host_redirects(
    servers: Callable[..., MoodyGitServer], opened: Callable[..., GitSettings]
) -> None:
    private, other = servers("private"), servers("other")
    private.mood.redirect_to = f"{other.origin}/team.git/info/refs?service=git-upload-pack"
    settings = opened(private, other, but=other)

    with pytest.raises(GitRefused) as refused:
        mirror(private.url("team.git"), settings.root / "1", settings)

    assert (refused.value.reason, other.mood.told) == (Reason.REDIRECTED, [])


def test_token_is_never_on_a_command_line_or_on_disk(
    servers: Callable[..., MoodyGitServer], opened: Callable[..., GitSettings], tmp_path: Path
) -> None:
    private = servers("private")
    settings = opened(private)
    lines = list[str]()
    private.mood.on_request = lambda: lines.extend(_command_lines())

    mirror(private.url("team.git"), settings.root / "1", settings)

    assert any("fetch" in line for line in lines)
    secret = re.compile("|".join(map(re.escape, (TOKEN, BASIC.split()[1]))))
    assert [line for line in lines if secret.search(line)] == []
    assert [path for path in settings.root.rglob("*") if path.is_file() and secret.search(_text(path))] == []


def test_host_with_a_certificate_of_the_company_needs_its_bundle(
    servers: Callable[..., MoodyGitServer], opened: Callable[..., GitSettings], tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    private = servers("private", certificate=authority.certificate("127.0.0.1"))
    settings = opened(private)
    trusting = replace(settings, rules=replace(settings.rules, ca_bundle=authority.bundle))

    with pytest.raises(GitRefused) as refused:
        mirror(private.url("team.git"), settings.root / "1", settings)
    told_before = list(private.mood.told)
    mirror(private.url("team.git"), settings.root / "1", trusting)

    assert (refused.value.reason, told_before) == (Reason.CERTIFICATE, [])
    assert set(private.mood.told) == {BASIC}


def test_host_behind_the_proxy_gets_its_token_and_the_proxy_does_not(
    servers: Callable[..., MoodyGitServer],
    working: Working,
    admin: Account,
    jobs: JobContext,
    tmp_path: Path,
) -> None:
    authority = Authority(tmp_path)
    private = servers("private", certificate=authority.certificate("git.example.org"))
    with working(admin) as work:
        open_host(work, HostDraft("git.example.org", TOKEN, "oauth2"), Vault.of(jobs.settings), OutboundRules())
    with serving(proxy := Proxy(private.server_port)):
        behind = replace(
            jobs.settings,
            proxy=f"http://127.0.0.1:{proxy.server_port}",
            git_allowed_hosts=frozenset({"git.example.org"}),
            ca_bundle=authority.bundle,
        )
        settings = git_settings_of(replace(jobs, settings=behind))
        mirror("https://git.example.org/team.git", settings.root / "1", settings)
        with pytest.raises(GitRefused) as refused:
            mirror("https://elsewhere.example.org/team.git", settings.root / "2", settings)

    assert set(proxy.asked) == {("git.example.org:443", None)}
    assert [told for told in proxy.told if "authorization" in told] == []
    assert set(private.mood.told) == {BASIC}
    assert "elsewhere.example.org is not among the hosts" in refused.value.sentence


def _everything_about(refusal: GitRefused) -> str:
    """Write down a refusal with its causes, as a log would."""
    return "".join(traceback.format_exception(refusal))


def _command_lines() -> Iterator[str]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        # Any program may end between being listed and being read.
        with suppress(FileNotFoundError, ProcessLookupError):
            yield path.read_bytes().replace(b"\0", b" ").decode(errors="replace")


def _text(path: Path) -> str:
    return path.read_bytes().decode(errors="replace")
