"""Rules of more time: until when a team can hand in, and how far its time can reach."""

from dataclasses import dataclass
from datetime import datetime

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.events.setup.models import Event


@dataclass(frozen=True)
class ExtensionDraft:
    """Until when a team gets time, and why."""

    until: datetime
    reason: str


def deadline_of(event: Event, extended_until: datetime | None) -> datetime:
    """Return when handing in ends for a team: with the event, or later where it got more time; never after judging."""
    if extended_until is None:
        return event.deadline
    return max(event.deadline, min(extended_until, event.judging_closes_at))


def check(draft: ExtensionDraft, event: Event, *, at: datetime) -> None:
    """Raise `Invalid` beside the first value that cannot stand."""
    if draft.until <= max(event.deadline, at):
        raise Invalid("until", _("This is no more time than the team has. Choose a later moment."))
    if draft.until >= event.judging_closes_at:
        raise Invalid("until", _("Judging is over by then. Choose an earlier moment, or let judging end later."))
    if not draft.reason:
        raise Invalid("reason", _("Say why: the team and the judges read it."))
