"""What judges say: about themselves, and whom they should not judge."""

from hackathon.core.decisions import Conflict, Missing, require
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.judging.judges.facts import ConflictDeclared, ConflictTakenBack, JudgeDescribed
from hackathon.judging.judges.models import JudgeConflict, JudgeProfile
from hackathon.judging.judges.policy import can_describe, can_take_back
from hackathon.judging.judges.rules import JudgeDraft, check, languages_in
from hackathon.people.profiles.rules import skill_names_in
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.states import TeamState


def describe_judge(work: Work, event_id: int, draft: JudgeDraft, *, version: int | None = None) -> JudgeProfile:
    """Say how much time one has to judge at an event, what one knows about, and which languages one reads."""
    event = work.get(Event, event_id)
    require(can_describe(work.actor, event, at=work.received_at))
    check(draft)
    profile = _own_profile(work, event.id)
    work.expect_version(profile, version)
    profile.minutes, profile.free_from, profile.free_until = draft.minutes, draft.free_from, draft.free_until
    profile.expertise = skill_names_in(draft.expertise, field="expertise")
    profile.languages = languages_in(draft.languages)
    work.record(JudgeDescribed(subject_id=event.id))
    return profile


def declare_conflict(work: Work, event_id: int, team_id: int) -> JudgeConflict:
    """Say that one should not judge a team; whoever was asked to is asked no more."""
    event = work.get(Event, event_id)
    require(can_describe(work.actor, event, at=work.received_at))
    team = work.session.get(Team, team_id)
    if team is None or team.event_id != event.id or team.state == TeamState.DISSOLVED:
        raise Missing(_("There is no such team."))
    conflict = JudgeConflict(team_id=team.id, account_id=work.actor.id, event_id=event.id, declared_at=work.received_at)
    work.add(conflict, unless_taken=Conflict(_("You said that already.")))
    work.record(ConflictDeclared(subject_id=event.id, team_id=team.id, account_id=conflict.account_id))
    return conflict


def take_back_conflict(work: Work, event_id: int, team_id: int) -> None:
    """Say that one can judge a team after all, as long as nobody scores."""
    event = work.get(Event, event_id)
    require(can_take_back(work.actor, event, at=work.received_at))
    conflict = work.session.get(JudgeConflict, (team_id, work.actor.id))
    if conflict is None or conflict.event_id != event.id:
        raise Missing(_("You did not say that, or took it back already."))
    work.session.delete(conflict)
    work.record(ConflictTakenBack(subject_id=event.id, team_id=team_id))


def _own_profile(work: Work, event_id: int) -> JudgeProfile:
    """Lock what the judge said before, or begin it, which has the version 0 until something stands in it."""
    own = work.session.get(JudgeProfile, (event_id, work.actor.id), with_for_update=True, populate_existing=True)
    if own is not None:
        return own
    begun = JudgeProfile(event_id=event_id, account_id=work.actor.id, expertise=[], languages=[], version=0)
    return work.add(begun, unless_taken=Conflict(_("You said it in another tab just now. Look at the page again.")))
