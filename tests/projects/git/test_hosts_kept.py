"""Private git hosts as administrators keep them: encrypted, recorded, never shown again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.checks import Unwell
from hackathon.core.decisions import Denied, Invalid, Missing
from hackathon.core.facts import FactRow
from hackathon.core.jobs import JobContext
from hackathon.core.outbound import OutboundRules, origin_of
from hackathon.core.secrets import Vault
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account, SiteRole
from hackathon.projects.git.commands import HostDraft, close_host, open_host
from hackathon.projects.git.gateway import Remote
from hackathon.projects.git.jobs import git_settings_of
from hackathon.projects.git.models import GitHost
from hackathon.projects.git.queries import check_hosts, tokens_by_origin
from hackathon.projects.git.rules import GitRefused, HostToken, Reason
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.queries import QueryCounter

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
RULES = OutboundRules()
VAULT = Vault(("a key of then",))
HOST = "https://git.example.org"
TOKEN = "glpat-read-only-0123456789"
DRAFT = HostDraft(HOST, TOKEN, "oauth2")


@pytest.fixture
def admin(session: Session) -> Account:
    return make_account(session, "Adam", SiteRole.ADMIN)


@pytest.fixture
def host_id(working: Working, admin: Account) -> int:
    """Open a host."""
    with working(admin) as work:
        return open_host(work, DRAFT, VAULT, RULES).id


def test_open_host_keeps_the_token_encrypted_and_records_no_secret(
    session: Session, admin: Account, host_id: int
) -> None:
    host = session.get_one(GitHost, host_id)
    fact = session.scalars(select(FactRow).where(FactRow.stream_kind == "git_host")).one()

    kept = (host.origin, host.user_name, host.given_by, host.given_at)
    assert kept == ("https://git.example.org:443", "oauth2", admin.id, NOON)
    assert (TOKEN in host.sealed_token, VAULT.open(host.sealed_token)) == (False, TOKEN)
    assert (fact.kind, fact.actor_id, fact.audience) == ("projects.git.host_opened", admin.id, "admins")
    assert fact.payload == f'{{"host":"{HOST}","subject_id":{host_id}}}'


def test_open_host_again_replaces_the_token(session: Session, working: Working, admin: Account, host_id: int) -> None:
    with working(admin) as work:
        open_host(work, HostDraft("git.example.org", "another", ""), VAULT, RULES)

    token_for = tokens_by_origin(session, VAULT)
    assert token_for(origin_of(HOST)) == HostToken("another", "")
    assert [host.id for host in session.scalars(select(GitHost))] == [host_id]


def test_token_is_for_its_exact_origin(session: Session, host_id: int) -> None:
    token_for = tokens_by_origin(session, VAULT)

    others = (
        "http://git.example.org",
        "https://git.example.org:8443",
        "https://x.git.example.org",
        "https://example.org",
    )
    assert token_for(origin_of("https://GIT.example.org/team.git")) == HostToken(TOKEN, "oauth2")
    assert [token_for(origin_of(other)) for other in others] == [None] * 4


@pytest.mark.parametrize(
    ("field", "draft"),
    [
        ("address", replace(DRAFT, address="http://git.example.org")),
        ("address", replace(DRAFT, address="https://user@git.example.org")),
        ("address", replace(DRAFT, address="git example")),
        ("token", replace(DRAFT, token="x\r\nX-Evil: 1")),
        ("token", replace(DRAFT, token="x y")),
        ("user_name", replace(DRAFT, user_name="a:b")),
        ("user_name", replace(DRAFT, user_name="ä")),
    ],
)
def test_open_host_refuses_what_no_header_can_hold(
    session: Session, working: Working, admin: Account, field: str, draft: HostDraft
) -> None:
    with pytest.raises(Invalid) as refused, working(admin) as work:
        open_host(work, draft, VAULT, RULES)

    assert (refused.value.field, session.scalars(select(GitHost)).all()) == (field, [])


def test_close_host_forgets_the_token_and_is_recorded(
    session: Session, working: Working, admin: Account, host_id: int
) -> None:
    with working(admin) as work:
        close_host(work, host_id)

    kinds = session.scalars(select(FactRow.kind).where(FactRow.stream_kind == "git_host").order_by(FactRow.id)).all()
    assert (session.get(GitHost, host_id), kinds) == (None, ["projects.git.host_opened", "projects.git.host_closed"])
    with pytest.raises(Missing), working(admin) as work:
        close_host(work, host_id)


def test_hosts_are_opened_and_closed_by_administrators_only(session: Session, working: Working, host_id: int) -> None:
    others = [make_account(session, role, role) for role in SiteRole if role != SiteRole.ADMIN]

    for other in others:
        with pytest.raises(Denied), working(other) as work:
            open_host(work, DRAFT, VAULT, RULES)
        with pytest.raises(Denied), working(other) as work:
            close_host(work, host_id)

    assert session.get(GitHost, host_id) is not None


def test_changed_secret_key_reads_tokens_as_long_as_the_old_one_is_named(
    session: Session, jobs: JobContext, host_id: int
) -> None:
    changed = replace(jobs.settings, secret_key="a key of today")
    both = replace(changed, old_secret_key="a key of then")

    assert check_hosts(both, session) == "1 private hosts, all tokens can be read"
    with pytest.raises(Unwell, match=r"The tokens of https://git\.example\.org were stored under another key"):
        check_hosts(changed, session)
    with pytest.raises(GitRefused) as refused:
        Remote.at(f"{HOST}/team.git", replace(git_settings_of(replace(jobs, settings=changed)), resolve=_public))
    assert refused.value.reason is Reason.KEY_CHANGED


def test_page_takes_a_token_and_never_shows_it(
    browser: Callable[[Account | None], Browser], session: Session, admin: Account
) -> None:
    visitor = browser(admin)

    given = visitor.post("/admin/git-hosts", {"address": HOST, "user_name": "oauth2", "token": TOKEN})
    page = visitor.get("/admin/git-hosts")
    refused = visitor.post("/admin/git-hosts", {"address": "http://x.example", "user_name": "", "token": TOKEN})

    assert (given.status_code, refused.status_code) == (302, 422)
    assert (HOST in page.text, "oauth2" in page.text, "Adam" in page.text) == (True, True, True)
    assert TOKEN not in page.text + refused.text
    assert session.scalars(select(GitHost.origin)).all() == ["https://git.example.org:443"]


def test_page_asks_as_many_queries_for_many_hosts_as_for_one(
    browser: Callable[[Account | None], Browser], working: Working, admin: Account, queries: QueryCounter
) -> None:
    visitor, counts = browser(admin), []

    for number in range(1, 4):
        with working(admin) as work:
            open_host(work, replace(DRAFT, address=f"https://git{number}.example.org"), VAULT, RULES)
        with queries() as seen:
            visitor.get("/admin/git-hosts")
        counts.append(len(seen))

    assert len(set(counts)) == 1
    assert counts[0] <= 5


def test_page_closes_a_host(
    browser: Callable[[Account | None], Browser], session: Session, admin: Account, host_id: int
) -> None:
    answer = browser(admin).post(f"/admin/git-hosts/{host_id}/close")

    assert (answer.status_code, session.scalars(select(GitHost)).all()) == (302, [])


def _public(_host: str, _port: int) -> tuple[str, ...]:
    return ("93.184.215.14",)
