"""What administrators did about private git hosts."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class GitHostOpened(Fact):
    """Somebody gave a token for a host, the first or another."""

    kind = "projects.git.host_opened"
    subject = "git_host"
    sentence = lazy("%(actor)s gave the platform a token for %(host)s")
    audience = Audience.ADMINS

    host: str


@dataclass(frozen=True, kw_only=True)
class GitHostClosed(Fact):
    """Somebody took the token away; it is kept nowhere."""

    kind = "projects.git.host_closed"
    subject = "git_host"
    sentence = lazy("%(actor)s removed the platform's token for %(host)s")
    audience = Audience.ADMINS

    host: str
