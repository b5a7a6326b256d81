"""Setting out prizes, deciding who wins them, and giving awards."""

from hackathon.core.decisions import Conflict, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge, Track
from hackathon.events.setup.models import Event
from hackathon.judging.awards.facts import AwardGiven, PrizeDecided, PrizeDropped, PrizeSet
from hackathon.judging.awards.models import Award, Prize
from hackathon.judging.awards.policy import can_decide_prize, can_give_awards, can_plan_prizes, can_publish_prizes
from hackathon.judging.awards.queries import prizes_at, prizes_to_publish
from hackathon.judging.tallies.queries import competes
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState


def give_award(work: Work, event_id: int, *, project_id: int, name: str, reason: str = "") -> Award:
    """Give a project an award. It allows a nomination and nothing more, and is never taken back."""
    event = work.lock(Event, event_id)
    require(can_give_awards(work.actor, event))
    project = work.session.get(Project, project_id)
    if project is None or project.event_id != event.id or project.state != ProjectState.SUBMITTED:
        raise Invalid("project_id", _("Choose a project of this event that was handed in."))
    award = Award(event_id=event.id, project_id=project.id, name=name, reason=reason, given_by=work.actor.id)
    return _give(work, award)


def set_prize(
    work: Work, event_id: int, *, name: str, track_id: int | None = None, challenge_id: int | None = None
) -> Prize:
    """Set out what can be won, by the best of a track or a challenge or by whomever is chosen."""
    event = work.lock(Event, event_id)
    require(can_plan_prizes(work.actor, event))
    track = work.session.get(Track, track_id) if track_id is not None else None
    challenge = work.session.get(Challenge, challenge_id) if challenge_id is not None else None
    if any(each.event_id != event.id for each in (track, challenge) if each):
        raise Invalid("scope", _("Choose a track or question of this event."))
    prize = work.add(
        Prize(event_id=event.id, name=name, track_id=track_id, challenge_id=challenge_id),
        unless_taken=Conflict(_("There is a prize of that name already.")),
    )
    work.record(PrizeSet(subject_id=event.id, prize=prize.id))
    return prize


def drop_prize(work: Work, event_id: int, prize_id: int) -> None:
    """Drop a prize before the results are out."""
    event = work.lock(Event, event_id)
    require(can_plan_prizes(work.actor, event))
    prize = _prize_of(work, event, prize_id)
    work.session.delete(prize)
    work.record(PrizeDropped(subject_id=event.id, prize=prize_id))


def decide_prize(work: Work, event_id: int, prize_id: int, *, project_id: int, reason: str = "") -> Prize:
    """Decide who wins a prize, which nobody learns before the release; whoever is not proposed needs a reason."""
    event = work.lock(Event, event_id)
    require(can_decide_prize(work.actor, event, competes=competes(work.session, work.actor, event.id)))
    prize = _prize_of(work, event, prize_id)
    planned = next(each for each in prizes_at(work.session, event.id) if each.prize.id == prize.id)
    if project_id not in planned.within:
        raise Invalid("project_id", _("Choose a project that was handed in and can win this prize."))
    if project_id not in planned.proposed and not reason.strip():
        raise Invalid("reason", _("The scores propose another project. Say why it is this one; everybody reads it."))
    prize.project_id, prize.reason = project_id, reason
    prize.decided_by, prize.decided_at = work.actor.id, work.now
    work.record(PrizeDecided(subject_id=event.id, prize=prize.id))
    return prize


def publish_prizes(work: Work, event_id: int) -> None:
    """Turn the prizes that were decided into awards, in the name of whoever decided; happens once, with the release."""
    require(can_publish_prizes(work.actor))
    for prize in prizes_to_publish(work.session, event_id):
        award = Award(event_id=event_id, project_id=prize.project_id, name=prize.name, reason=prize.reason)
        award.given_by = prize.decided_by or 0
        _give(work, award)


def _give(work: Work, award: Award) -> Award:
    award.given_at = work.now
    work.add(award, unless_taken=Conflict(_("This project has an award of that name already.")))
    work.record(AwardGiven(subject_id=award.id, event_id=award.event_id, project_id=award.project_id))
    return award


def _prize_of(work: Work, event: Event, prize_id: int) -> Prize:
    prize = work.lock(Prize, prize_id)
    if prize.event_id != event.id:
        raise Missing(_("This does not exist, or not any more."))
    return prize
