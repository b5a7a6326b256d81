"""What is read about judges: what bars them, and what they say of themselves."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, select, union_all
from sqlalchemy.orm import Session, aliased

from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import EventRole, EventRoleGrant
from hackathon.judging.judges.models import JudgeConflict
from hackathon.judging.judges.rules import Bar, Bars, Pair, bars_among
from hackathon.people.profiles.models import Profile
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import TeamMember
from hackathon.teams.mentors.queries import mentorships

_SAME_UNIT = "SAME_UNIT"


def bars_at(session: Session, event_id: int, project_ids: Collection[int] | None = None) -> Bars:
    """Read who must not judge which projects of an event, or of these alone. One query."""
    found: dict[Pair, set[str]] = defaultdict(set)
    for judge_id, project_id, why in session.execute(union_all(*_speaking_against(event_id, project_ids))):
        found[judge_id, project_id].add(why)
    return bars_among(found, _SAME_UNIT)


def _speaking_against(event_id: int, project_ids: Collection[int] | None) -> Iterator[Select[Any, int, str]]:
    asked = [Project.event_id == event_id, *([] if project_ids is None else [Project.id.in_(project_ids)])]
    in_team = TeamMember.team_id == Project.team_id
    yield _that(Bar.MEMBER, TeamMember.account_id).join(TeamMember, in_team).where(*asked)
    owned = Challenge.id == Project.challenge_id
    yield _that(Bar.PRODUCT_OWNER, Challenge.product_owner_id).join(Challenge, owned).where(*asked)
    managed = _that(Bar.LINE_MANAGER, Profile.manager_id).join(TeamMember, in_team)
    yield managed.join(Profile, Profile.account_id == TeamMember.account_id).where(*asked)
    mentoring = mentorships(event_id).subquery()
    yield (
        _that(Bar.MENTOR, mentoring.c.account_id).join(mentoring, mentoring.c.team_id == Project.team_id).where(*asked)
    )
    declared = JudgeConflict.team_id == Project.team_id
    yield _that(Bar.DECLARED, JudgeConflict.account_id).join(JudgeConflict, declared).where(*asked)
    yield _of_same_unit().where(*asked)


def _that(bar: str, whom: ColumnElement[Any] | Any) -> Select[Any, int, str]:
    return select(whom, Project.id, literal(bar)).select_from(Project).where(whom.is_not(None))


def _of_same_unit() -> Select[Any, int, str]:
    judge = aliased(Profile)
    judging = and_(EventRoleGrant.account_id == judge.account_id, EventRoleGrant.role == EventRole.JUDGE)
    return (
        _that(_SAME_UNIT, judge.account_id)
        .join(TeamMember, TeamMember.team_id == Project.team_id)
        .join(Profile, Profile.account_id == TeamMember.account_id)
        .join(judge, and_(judge.unit == Profile.unit, judge.unit != ""))
        .join(EventRoleGrant, and_(judging, EventRoleGrant.event_id == Project.event_id))
        .distinct()
    )
