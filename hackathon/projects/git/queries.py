"""Reads about private git hosts."""

from collections.abc import Callable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hackathon.core.checks import Unwell
from hackathon.core.config import Settings
from hackathon.core.outbound import Origin
from hackathon.core.secrets import SecretLost, Vault
from hackathon.people.accounts.models import Account
from hackathon.projects.git.models import GitHost
from hackathon.projects.git.rules import HostToken


def hosts_with_givers() -> Select[GitHost, str]:
    """Select the hosts with the name of who gave their token."""
    return select(GitHost, Account.display_name).join(Account, Account.id == GitHost.given_by).order_by(GitHost.origin)


def host_of(session: Session, origin: Origin) -> GitHost | None:
    """Find what is known about a host."""
    return session.scalars(select(GitHost).where(GitHost.origin == str(origin))).one_or_none()


def tokens_by_origin(session: Session, vault: Vault) -> Callable[[Origin], HostToken | None]:
    """Read the tokens, sealed as they are: each is opened when its own host is about to be asked."""
    hosts = {host.origin: (host.sealed_token, host.user_name) for host in session.scalars(select(GitHost))}

    def token_for(origin: Origin) -> HostToken | None:
        sealed, user_name = hosts.get(str(origin), ("", ""))
        return HostToken(vault.open(sealed), user_name) if sealed else None

    return token_for


def check_hosts(settings: Settings, session: Session) -> str:
    """See that every token can be read, for the doctor."""
    hosts = session.scalars(select(GitHost).order_by(GitHost.origin)).all()
    vault = Vault.of(settings)
    lost = [host.address for host in hosts if not _opens(vault, host)]
    if lost:
        raise Unwell(
            f"The tokens of {', '.join(lost)} were stored under another key. Give them again under Git hosts,"
            " or set HACKATHON_SECRET_KEY_OLD to the key of then."
        )
    return f"{len(hosts)} private hosts, all tokens can be read" if hosts else "no private hosts"


def _opens(vault: Vault, host: GitHost) -> bool:
    try:
        vault.open(host.sealed_token)
    except SecretLost:
        return False
    return True
