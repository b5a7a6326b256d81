"""Asking others in place of judges who step back, must not judge any more, or leave."""

from collections.abc import Sequence
from typing import NamedTuple

from hackathon.core.facts import Fact, Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.facts import EventRoleTaken
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import accounts_with_event_role
from hackathon.judging.ballots.facts import BallotRecused
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.judges.facts import ConflictDeclared
from hackathon.judging.plans.commands import Filled, fill_holes, release_ballots
from hackathon.judging.plans.queries import ballots_on_team, names_of, waiting_of_judge
from hackathon.people.inbox.commands import Told, notify, notify_each
from hackathon.teams.mentors.facts import MentorAttached

OCCASIONS: tuple[type[Fact], ...] = (BallotRecused, ConflictDeclared, EventRoleTaken, MentorAttached)


def refill(work: Work, happened: Happened) -> None:
    """Take off a judge what they cannot score, ask others and tell them, or tell organizers where nobody is left."""
    lost = _lost(work, happened.fact)
    if lost is None:
        return
    release_ballots(work, lost.ballots)
    _tell(work, work.get(Event, lost.event_id), fill_holes(work, lost.event_id), happened)


class _Lost(NamedTuple):
    """The ballots that a judge at an event must not keep."""

    event_id: int
    ballots: Sequence[Ballot]


def _lost(work: Work, fact: Fact) -> _Lost | None:
    """Find what to take off whom; None where nothing changes for anybody."""
    if isinstance(fact, BallotRecused):
        return _Lost(fact.event_id, [])
    if isinstance(fact, ConflictDeclared):
        lost = _Lost(fact.subject_id, ballots_on_team(work.session, fact.account_id, fact.team_id))
    elif isinstance(fact, MentorAttached):
        lost = _Lost(fact.event_id, ballots_on_team(work.session, fact.account_id, fact.subject_id))
    elif isinstance(fact, EventRoleTaken) and fact.role == EventRole.JUDGE:
        lost = _Lost(fact.subject_id, waiting_of_judge(work.session, fact.subject_id, fact.account_id))
    else:
        return None
    return lost if lost.ballots else None


def _tell(work: Work, event: Event, filled: Filled, happened: Happened) -> None:
    names = names_of(work.session, (), {*filled.left, *(project for _judge, project in filled.asked)})["project"]
    key = f"judging.plans.refill:{happened.fact_id}"
    notify_each(work, {judge: _asked(event, names[project]) for judge, project in filled.asked}, key=key)
    if filled.left:
        notify(
            work,
            accounts_with_event_role(work.session, event.id, EventRole.ORGANIZER),
            key=key,
            subject=_("Nobody is left to judge: %(event)s") % {"event": event.name},
            text=_(
                "A judge cannot score what they were asked to, and nobody else may or has time: %(projects)s. "
                "Name another judge, or plan anew."
            )
            % {"projects": ", ".join(names[project] for project in filled.left)},
            path=f"/events/{event.slug}/judging/plans",
        )


def _asked(event: Event, title: str) -> Told:
    return Told(
        _("One more project to score: %(project)s") % {"project": title},
        _("You were asked because another judge cannot score it. It is at the end of your queue for %(event)s.")
        % {"event": event.name},
        f"/events/{event.slug}/judging/queue",
    )
