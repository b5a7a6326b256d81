"""What can have happened to plans of who judges what."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class PlanAsked(Fact):
    """An organizer had a plan made."""

    kind = "judging.plans.asked"
    subject = "event"
    sentence = lazy("%(actor)s had a plan made of who judges what")
    audience = Audience.ORGANIZERS

    plan: int


@dataclass(frozen=True, kw_only=True)
class PlanApplied(Fact):
    """Judges were asked to score as planned; counts only, who scores what their queues say."""

    kind = "judging.plans.applied"
    subject = "event"
    sentence = lazy("%(actor)s assigned the judges by a plan: ballots added %(added)s, taken away %(removed)s")
    audience = Audience.ORGANIZERS

    plan: int
    added: int
    removed: int


@dataclass(frozen=True, kw_only=True)
class PlanDiscarded(Fact):
    """An organizer dropped a plan."""

    kind = "judging.plans.discarded"
    subject = "event"
    sentence = lazy("%(actor)s dropped a plan of who judges what")
    audience = Audience.ORGANIZERS

    plan: int


@dataclass(frozen=True, kw_only=True)
class BallotReleased(Fact):
    """A ballot that somebody had begun was taken off them, since they are no judge of this any more."""

    kind = "judging.plans.released"
    subject = "ballot"
    sentence = lazy("%(account)s does not judge %(project)s any more")
    shows_on = ("event",)
    audience = Audience.ORGANIZERS

    event_id: int
    project_id: int
    account_id: int


@dataclass(frozen=True, kw_only=True)
class HolesFilled(Fact):
    """Others were asked in place of judges who stepped back or left; `left` is for how many ballots nobody was."""

    kind = "judging.plans.refilled"
    subject = "event"
    sentence = lazy("Others were asked in place of a judge: ballots added %(added)s, without anybody %(left)s")
    audience = Audience.ORGANIZERS

    added: int
    left: int
