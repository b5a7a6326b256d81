"""Opening private git hosts to the platform, and closing them again."""

from dataclasses import dataclass, field

from hackathon.core.decisions import Invalid, Refusal, require
from hackathon.core.i18n import _
from hackathon.core.outbound import Origin, OutboundRules, origin_of
from hackathon.core.secrets import Vault
from hackathon.core.work import Work
from hackathon.projects.git.facts import GitHostClosed, GitHostOpened
from hackathon.projects.git.models import GitHost
from hackathon.projects.git.policy import can_open_git_hosts
from hackathon.projects.git.queries import host_of


@dataclass(frozen=True)
class HostDraft:
    """A host by its address, and what opens it."""

    address: str
    token: str = field(repr=False)
    user_name: str = ""


def open_host(work: Work, draft: HostDraft, vault: Vault, rules: OutboundRules) -> GitHost:
    """Keep a token for a host, encrypted, in the place of the one before."""
    require(can_open_git_hosts(work.actor))
    origin = _origin(draft.address, rules)
    _require_header("token", draft.token)
    _require_header("user_name", draft.user_name)
    host = host_of(work.session, origin) or GitHost(origin=str(origin))
    host.user_name, host.sealed_token = draft.user_name, vault.seal(draft.token)
    host.given_by, host.given_at = work.actor.id or 0, work.now
    work.add(host, unless_taken=Invalid("address", _("Somebody else has just given a token for this host.")))
    work.record(GitHostOpened(subject_id=host.id, host=host.address))
    return host


def close_host(work: Work, host_id: int) -> None:
    """Forget a host's token."""
    require(can_open_git_hosts(work.actor))
    host = work.lock(GitHost, host_id)
    work.record(GitHostClosed(subject_id=host.id, host=host.address))
    work.session.delete(host)


def _origin(address: str, rules: OutboundRules) -> Origin:
    try:
        origin = origin_of(address if "://" in address else f"https://{address}")
    except Refusal as refused:
        raise Invalid("address", refused.sentence) from refused
    if origin.scheme != "https" and not rules.opens(origin):
        raise Invalid("address", _("A token travels over https:// only."))
    return origin


def _require_header(field_name: str, value: str) -> None:
    """Refuse what would end a header's line, or be read differently by the other side."""
    if not value.isascii() or not value.isprintable() or " " in value or (field_name == "user_name" and ":" in value):
        raise Invalid(field_name, _("This holds a character that does not belong in it: copy it again."))
