"""What is read about judges: what bars them, and what they say of themselves."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import EventRole, EventRoleGrant
from hackathon.judging.judges.models import JudgeConflict, JudgeProfile
from hackathon.judging.judges.rules import Bar, Bars, Pair, bars_among
from hackathon.people.profiles.models import Profile
from hackathon.people.profiles.rules import Skill
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.states import TeamState
from hackathon.teams.mentors.queries import mentorships

SAME_UNIT = "SAME_UNIT"


class _Judged(NamedTuple):
    """What is judged, as the columns that lead from it to people, and which of it is asked about."""

    id: Any
    event_id: Any
    team_id: Any
    challenge_id: Any
    asked: Collection[ColumnElement[bool]]


def bars_at(session: Session, event_id: int, project_ids: Collection[int] | None = None) -> Bars:
    """Read who must not judge which projects of an event, or of these alone. One query."""
    asked = [Project.event_id == event_id, *([] if project_ids is None else [Project.id.in_(project_ids)])]
    return _bars(session, event_id, _Judged(Project.id, Project.event_id, Project.team_id, Project.challenge_id, asked))


def team_bars_at(session: Session, event_id: int) -> Bars:
    """Read who must not judge which teams of an event, by the teams' ids, handed in or not. One query."""
    asked = [Team.event_id == event_id]
    return _bars(session, event_id, _Judged(Team.id, Team.event_id, Team.id, Team.challenge_id, asked))


def judge_profile(session: Session, event_id: int, account_id: int | None) -> JudgeProfile | None:
    """Find what a judge said of themselves for an event."""
    return session.get(JudgeProfile, (event_id, account_id))


def judge_profiles(session: Session, event_id: int) -> dict[int, JudgeProfile]:
    """Read what the judges of an event said of themselves, by account."""
    said = select(JudgeProfile).where(JudgeProfile.event_id == event_id)
    return {profile.account_id: profile for profile in session.scalars(said)}


def own_skills(session: Session, account_id: int | None) -> list[str]:
    """Read the names of the skills in somebody's own profile."""
    skills = session.scalar(select(Profile.skills).where(Profile.account_id == account_id))
    return [Skill.read(skill).name for skill in skills or ()]


def teams_to_judge(event_id: int, judge_id: int | None) -> Select[int, str, str | None]:
    """Select (team id, name, question) of an event's teams, those first that the judge said they should not judge."""
    declared = exists().where(JudgeConflict.team_id == Team.id, JudgeConflict.account_id == judge_id)
    return (
        select(Team.id, Team.name, Challenge.question)
        .outerjoin(Challenge, Challenge.id == Team.challenge_id)
        .where(Team.event_id == event_id, Team.state != TeamState.DISSOLVED)
        .order_by(declared.desc(), func.lower(Team.name), Team.id)
    )


def _bars(session: Session, event_id: int, judged: _Judged) -> Bars:
    found: dict[Pair, set[str]] = defaultdict(set)
    for judge_id, judged_id, why in session.execute(union_all(*_speaking_against(event_id, judged))):
        found[judge_id, judged_id].add(why)
    return bars_among(found, SAME_UNIT)


def _speaking_against(event_id: int, judged: _Judged) -> Iterator[Select[Any, Any, str]]:
    """Select (judge, what is judged, why) for each reason that there is."""
    in_team = TeamMember.team_id == judged.team_id
    yield _that(judged, Bar.MEMBER, TeamMember.account_id).join(TeamMember, in_team)
    yield _that(judged, Bar.PRODUCT_OWNER, Challenge.product_owner_id).join(
        Challenge, Challenge.id == judged.challenge_id
    )
    managed = _that(judged, Bar.LINE_MANAGER, Profile.manager_id).join(TeamMember, in_team)
    yield managed.join(Profile, Profile.account_id == TeamMember.account_id)
    mentoring = mentorships(event_id).subquery()
    yield _that(judged, Bar.MENTOR, mentoring.c.account_id).join(mentoring, mentoring.c.team_id == judged.team_id)
    declared = JudgeConflict.team_id == judged.team_id
    yield _that(judged, Bar.DECLARED, JudgeConflict.account_id).join(JudgeConflict, declared)
    yield _of_same_unit(judged)


def _that(judged: _Judged, why: str, whom: Any) -> Select[Any, Any, str]:
    return select(whom, judged.id, literal(why)).select_from(judged.id.class_).where(whom.is_not(None), *judged.asked)


def _of_same_unit(judged: _Judged) -> Select[Any, Any, str]:
    judge = aliased(Profile)
    judging = and_(EventRoleGrant.account_id == judge.account_id, EventRoleGrant.role == EventRole.JUDGE)
    return (
        _that(judged, SAME_UNIT, judge.account_id)
        .join(TeamMember, TeamMember.team_id == judged.team_id)
        .join(Profile, Profile.account_id == TeamMember.account_id)
        .join(judge, and_(judge.unit == Profile.unit, judge.unit != ""))
        .join(EventRoleGrant, and_(judging, EventRoleGrant.event_id == judged.event_id))
        .distinct()
    )
