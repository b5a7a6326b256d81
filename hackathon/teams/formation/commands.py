"""Founding, joining, leaving and changing teams."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from hackathon.core.decisions import ALLOWED, Conflict, Decision, Invalid, require
from hackathon.core.facts import Happened
from hackathon.core.i18n import _
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.states import ChallengeState
from hackathon.events.setup.models import Event
from hackathon.people.inbox.commands import notify
from hackathon.people.profiles.models import Craft
from hackathon.teams.formation.facts import (
    CaptainChanged,
    ChallengeLeft,
    ChallengeTaken,
    TeamDissolved,
    TeamEdited,
    TeamFounded,
    TeamJoined,
    TeamLeft,
    TeamLocked,
    TeamReopened,
)
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.policy import (
    can_edit_team,
    can_follow_merges,
    can_follow_registrations,
    can_found_team,
    can_join_team,
    can_leave_team,
)
from hackathon.teams.formation.queries import (
    lock_questions,
    longest_member_of,
    membership,
    size_of,
    takes_part_in,
    team_of,
    teams_on,
    teams_taking,
)
from hackathon.teams.formation.rules import TeamDraft, TeamPlan, has_places, has_room, wanted_skills_in
from hackathon.teams.formation.states import TEAM_FLOW, TeamEntry


def found_team(work: Work, event_id: int, draft: TeamDraft) -> Team:
    """Begin a team, its founder being captain and first member."""
    event = work.get(Event, event_id)
    require(can_found_team(work.actor, event, at=work.received_at))
    columns = _checked(work, event.id, draft, present=None)
    team = Team(event_id=event.id, captain_id=work.actor.id, created_at=work.now, **columns)
    work.add(team, unless_taken=_name_taken())
    _add_member(work, team, work.actor.id)
    work.record(TeamFounded(subject_id=team.id, event_id=event.id))
    _record_challenge(work, team, before=None)
    return team


def join_team(work: Work, team_id: int) -> TeamMember:
    """Become a member. The team's row is locked, so that the last place is given once."""
    team = work.lock(Team, team_id)
    event = work.get(Event, team.event_id)
    require(can_join_team(work.actor, team, event, at=work.received_at))
    return take_in(work, team, event, work.actor.id)


def take_in(work: Work, team: Team, event: Event, account_id: int | None) -> TeamMember:
    """Make somebody a member of a locked team that has room, once the calling command has required that it may."""
    room = has_room(size_of(work.session, team.id), event.team_max)
    if not room:
        raise Conflict(room.reason)
    if not takes_part_in(work.session, event.id, account_id):
        raise Conflict(_("Whoever is to be in a team has to take part in the event first."))
    member = _add_member(work, team, account_id)
    work.record(TeamJoined(subject_id=team.id, event_id=event.id, account_id=member.account_id))
    return member


def found_teams(work: Work, event_id: int, plans: Sequence[TeamPlan]) -> list[Team]:
    """Begin several teams with everybody in them at once, once the calling command has required that it may."""
    places = _places_on(work, Counter(plan.challenge_id for plan in plans if plan.challenge_id is not None))
    if not places:
        raise Conflict(places.reason)
    teams = [
        Team(
            event_id=event_id,
            name=plan.name,
            challenge_id=plan.challenge_id,
            captain_id=plan.account_ids[0],
            created_at=work.now,
        )
        for plan in plans
    ]
    with work.claiming(_name_taken()):
        work.session.add_all(teams)
    work.record_all(TeamFounded(subject_id=team.id, event_id=event_id) for team in teams)
    work.record_all(
        ChallengeTaken(subject_id=team.id, event_id=event_id, challenge_id=team.challenge_id)
        for team in teams
        if team.challenge_id is not None
    )
    take_all_in(
        work,
        [(team, account_id) for team, plan in zip(teams, plans, strict=True) for account_id in plan.account_ids],
    )
    return teams


def take_all_in(work: Work, seats: Sequence[tuple[Team, int]]) -> None:
    """Make people members of locked or new teams, all of them or none; who fits where is known to the caller."""
    with work.claiming(Conflict(_("Somebody of them is in a team of this event already."))):
        work.session.add_all([_seat(work, team, account_id) for team, account_id in seats])
    work.record_all(
        TeamJoined(subject_id=team.id, event_id=team.event_id, account_id=account_id) for team, account_id in seats
    )


def take_out(work: Work, team: Team, account_id: int | None) -> None:
    """Make somebody a member of a locked team no more, once the calling command has required that it may.

    A captain hands over to the longest member; the last one out dissolves the team.
    """
    member = membership(work.session, team.id, account_id)
    if member is None:
        is_self = work.actor.id == account_id
        raise Conflict(_("You are not in this team.") if is_self else _("This person is not in the team any more."))
    work.session.delete(member)
    work.record(TeamLeft(subject_id=team.id, event_id=team.event_id, account_id=member.account_id))
    if team.captain_id == member.account_id:
        _replace_captain(work, team)


def leave_team(work: Work, team_id: int) -> Team:
    """Stop being a member."""
    team = work.lock(Team, team_id)
    event = work.get(Event, team.event_id)
    require(can_leave_team(work.actor, team, event, at=work.received_at))
    take_out(work, team, work.actor.id)
    return team


def follow_registration(work: Work, event_id: int, account_id: int, *, withdrawn_at: datetime) -> None:
    """Take somebody who no longer takes part out of their team; after the deadline teams stay as they were."""
    require(can_follow_registrations(work.actor))
    found = team_of(work.session, event_id, account_id)
    if found is not None and withdrawn_at < work.get(Event, event_id).deadline:
        take_out(work, work.lock(Team, found.id), account_id)


def edit_team(work: Work, team_id: int, draft: TeamDraft, *, version: int | None = None) -> Team:
    """Change what the team says about itself, and its challenge."""
    team = work.lock(Team, team_id)
    require(can_edit_team(work.actor, team, work.get(Event, team.event_id), at=work.received_at))
    work.expect_version(team, version)
    before = team.challenge_id
    changes = _checked(work, team.event_id, draft, present=before)
    with work.claiming(_name_taken()):
        for column, value in changes.items():
            setattr(team, column, value)
    work.record(TeamEdited(subject_id=team.id))
    _record_challenge(work, team, before=before)
    return team


def lock_team(work: Work, team_id: int) -> Team:
    """Say that the team is complete: nobody joins or leaves."""
    team = _moved(work, team_id, "lock")
    work.record(TeamLocked(subject_id=team.id))
    return team


def reopen_team(work: Work, team_id: int) -> Team:
    """Let people join and leave again."""
    team = _moved(work, team_id, "reopen")
    work.record(TeamReopened(subject_id=team.id))
    return team


def follow_merge(work: Work, challenge_id: int, *, into_id: int) -> list[int]:
    """Let the teams of a question that was merged work on the one it is part of now; return who they are."""
    require(can_follow_merges(work.actor))
    team_ids = [team.id for team, _size in teams_on(work.session, challenge_id)]
    for team_id in team_ids:
        team = work.lock(Team, team_id)
        team.challenge_id, team.version = into_id, team.version + 1
        _record_challenge(work, team, before=challenge_id)
    return team_ids


def tell_of_team(work: Work, happened: Happened, account_ids: Iterable[int | None], *, subject: str, text: str) -> None:
    """Tell people once what happened to a team, whose page it leads to; nobody stands for who is not there."""
    known = [account_id for account_id in account_ids if account_id is not None]
    key, path = f"{happened.fact.kind}:{happened.fact_id}", f"/teams/{happened.fact.subject_id}"
    notify(work, known, key=key, subject=subject, text=text, path=path)


def _checked(work: Work, event_id: int, draft: TeamDraft, *, present: int | None) -> dict[str, Any]:
    """Return the columns a draft fills, when its name and challenge are acceptable; the present one needs no place."""
    if not draft.name.strip():
        raise Invalid("name", _("A team needs a name."))
    if draft.challenge_id is not None:
        _check_question(work, event_id, draft.challenge_id, is_new=draft.challenge_id != present)
    if draft.entry not in set(TeamEntry):
        raise Invalid("entry", _("Choose one of the list."))
    return {
        "name": draft.name.strip(),
        "pitch": draft.pitch,
        "challenge_id": draft.challenge_id,
        "wanted_crafts": [craft for craft in Craft if craft in draft.wanted_crafts],
        "wanted_skills": wanted_skills_in(",".join(draft.wanted_skills)),
        "entry": draft.entry,
    }


def _check_question(work: Work, event_id: int, challenge_id: int, *, is_new: bool) -> None:
    places = _places_on(work, {challenge_id: 1} if is_new else {})
    challenge = work.session.get(Challenge, challenge_id)
    if challenge is None or (challenge.event_id, challenge.state) != (event_id, ChallengeState.ACCEPTED):
        raise Invalid("challenge_id", _("Choose one of this event's questions."))
    if not places:
        raise Invalid("challenge_id", places.reason)


def _places_on(work: Work, wanted: Mapping[int, int]) -> Decision:
    """Tell whether so many more teams can take each question, whose rows stay locked: its last place is given once."""
    questions, taken = lock_questions(work.session, wanted), teams_taking(work.session, wanted)
    decisions = (has_places(each.title, taken.get(each.id, 0), wanted[each.id], each.max_teams) for each in questions)
    return next((decision for decision in decisions if not decision), ALLOWED)


def _add_member(work: Work, team: Team, account_id: int | None) -> TeamMember:
    taken = Conflict(_in_a_team(is_self=work.actor.id == account_id))
    return work.add(_seat(work, team, account_id), unless_taken=taken)


def _seat(work: Work, team: Team, account_id: int | None) -> TeamMember:
    return TeamMember(team_id=team.id, account_id=account_id, event_id=team.event_id, joined_at=work.now)


def _in_a_team(*, is_self: bool) -> str:
    yours, theirs = _("You are already in a team of this event."), _("This person is in a team of this event already.")
    return yours if is_self else theirs


def _replace_captain(work: Work, team: Team) -> None:
    heir = longest_member_of(work.session, team.id)
    if heir is None:
        team.state = TEAM_FLOW.after("dissolve", team.state)
        work.record(TeamDissolved(subject_id=team.id, event_id=team.event_id))
        return
    team.captain_id = heir.account_id
    work.record(CaptainChanged(subject_id=team.id, event_id=team.event_id, account_id=heir.account_id))


def _record_challenge(work: Work, team: Team, *, before: int | None) -> None:
    """Tell that the team took another challenge, or gave its own up."""
    if team.challenge_id == before:
        return
    if team.challenge_id is not None:
        work.record(ChallengeTaken(subject_id=team.id, event_id=team.event_id, challenge_id=team.challenge_id))
    elif before is not None:
        work.record(ChallengeLeft(subject_id=team.id, event_id=team.event_id, challenge_id=before))


def _moved(work: Work, team_id: int, action: str) -> Team:
    team = work.lock(Team, team_id)
    require(can_edit_team(work.actor, team, work.get(Event, team.event_id), at=work.received_at))
    team.state = TEAM_FLOW.after(action, team.state)
    return team


def _name_taken() -> Invalid:
    return Invalid("name", _("Another team of this event has this name."))
