"""What can have happened to an invitation; secrets and addresses stay out of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy
from hackathon.teams.requests.rules import ENDINGS


@dataclass(frozen=True, kw_only=True)
class InvitationFact(Fact):
    """What invitations have in common: which it is, and for whom, where that person has an account."""

    subject = "team"
    audience = Audience.ORGANIZERS

    event_id: int
    invitation: int
    account_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class PersonInvited(InvitationFact):
    """The captain asked somebody to join, by name or by mail."""

    kind = "teams.invitations.invited"
    sentence = lazy("%(actor)s invited somebody to %(team)s")


@dataclass(frozen=True, kw_only=True)
class InvitationKept(InvitationFact):
    """Somebody opened an invitation who does not take part in the event yet: it waits for them."""

    kind = "teams.invitations.kept"
    sentence = lazy("%(account)s was invited to %(team)s and has to register first")


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(InvitationFact):
    kind = "teams.invitations.accepted"
    sentence = lazy("%(account)s accepted the invitation to %(team)s")


@dataclass(frozen=True, kw_only=True)
class InvitationDeclined(InvitationFact):
    kind = "teams.invitations.declined"
    sentence = lazy("%(account)s declined the invitation to %(team)s")


@dataclass(frozen=True, kw_only=True)
class InvitationWithdrawn(InvitationFact):
    """The captain no longer asks somebody."""

    kind = "teams.invitations.withdrawn"
    sentence = lazy("%(actor)s withdrew an invitation to %(team)s")


@dataclass(frozen=True, kw_only=True)
class InvitationExpired(InvitationFact):
    """An invitation ended without an answer; `why` says what came before one."""

    kind = "teams.invitations.expired"
    sentence = lazy("An invitation to %(team)s ended: %(why)s")

    why: str

    def words(self) -> Mapping[str, str]:
        """Say why in words."""
        return {"why": str(ENDINGS[self.why])} if self.why in ENDINGS else {}


@dataclass(frozen=True, kw_only=True)
class InvitationLinkMade(Fact):
    kind = "teams.invitations.link_made"
    subject = "team"
    sentence = lazy("%(actor)s made invitation link %(link)s of %(team)s for %(uses)s people")
    audience = Audience.ORGANIZERS

    event_id: int
    link: int
    uses: int


@dataclass(frozen=True, kw_only=True)
class InvitationLinkRevoked(Fact):
    kind = "teams.invitations.link_revoked"
    subject = "team"
    sentence = lazy("%(actor)s withdrew invitation link %(link)s of %(team)s")
    audience = Audience.ORGANIZERS

    event_id: int
    link: int


@dataclass(frozen=True, kw_only=True)
class InvitationRefused(Fact):
    """A try with an invitation that is over, used up, withdrawn, or somebody else's."""

    kind = "teams.invitations.refused"
    subject = "team"
    sentence = lazy("A try with an invitation to %(team)s was refused")
    audience = Audience.ORGANIZERS

    event_id: int
