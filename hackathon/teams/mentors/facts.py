"""What can have happened between mentors and teams."""

from dataclasses import dataclass

from hackathon.core.facts import Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class MentorAttached(Fact):
    """Somebody helps a team from now on."""

    kind = "teams.mentors.attached"
    subject = "team"
    sentence = lazy("%(account)s mentors %(team)s")
    shows_on = ("event",)

    event_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class MentorDetached(Fact):
    """Somebody helps a team no more."""

    kind = "teams.mentors.detached"
    subject = "team"
    sentence = lazy("%(account)s no longer mentors %(team)s")
    shows_on = ("event",)

    event_id: int
    account_id: int
