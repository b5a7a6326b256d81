"""Reads about paths: what the event knows of the six, and what was signed."""

from dataclasses import dataclass

from sqlalchemy import CompoundSelect, Select, and_, select, union_all
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.events.challenges.models import Challenge
from hackathon.guidance.datasets.models import Dataset
from hackathon.guidance.tools.models import Tool
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Profile
from hackathon.projects.declarations.models import Use
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.cases.states import CaseState
from hackathon.promotion.day_one.models import DayOnePlan
from hackathon.promotion.paths.models import PathAnswers
from hackathon.promotion.paths.rules import Known


@dataclass(frozen=True)
class Signed:
    """The answers that stand, with the name of who signed them."""

    given: PathAnswers
    signer: str


def newest_answers_of(session: Session, case_id: int) -> Signed | None:
    """Return what was signed last about a use case."""
    found = session.execute(
        select(PathAnswers, Account.display_name)
        .join(Account, Account.id == PathAnswers.signed_by)
        .where(PathAnswers.case_id == case_id)
        .order_by(PathAnswers.id.desc())
        .limit(1)
    ).one_or_none()
    return Signed(*found) if found else None


def known_of(session: Session, case: UseCase, owner_id: int | None) -> Known:
    """Read what the event knows that bears on the six answers. Two queries."""
    data, tools = _declared(session, case.project_id)
    found = session.execute(_asked(case.id, owner_id)).one_or_none()
    if found is None:
        return Known(data, tools)
    name, data_class, people, asking_unit, owner_unit, cost = found
    asked = [(name, data_class)] if name and data_class else []
    return Known([*asked, *data], tools, people, asking_unit or "", owner_unit or "", cost)


def waits_for_signature(actor: Actor) -> CompoundSelect[int, str]:
    """Select the use cases (number, title) whose six answers wait for a person: their own, or not anybody's yet."""
    is_asked = UseCase.path_asked_at.is_not(None) | and_(
        UseCase.state == CaseState.NOMINATED, UseCase.path_signed_at.is_(None)
    )
    asked = select(UseCase.number.label("number"), UseCase.title.label("title")).where(is_asked)
    proposed = asked.join(Nomination, Nomination.case_id == UseCase.id).where(
        UseCase.owner_id.is_(None), Nomination.proposed_owner_id == actor.id
    )
    # Two selections, since each begins with an index on whose it is; together they would look at all that is asked.
    return union_all(asked.where(UseCase.owner_id == actor.id), proposed)


def _declared(session: Session, project_id: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    rows = session.execute(
        select(Dataset.name, Dataset.data_class, Tool.name, Tool.standing)
        .select_from(Use)
        .join(Dataset, Dataset.id == Use.dataset_id)
        .join(Tool, Tool.id == Use.tool_id)
        .where(Use.project_id == project_id)
        .order_by(Use.id)
    ).all()
    return [(row[0], row[1]) for row in rows], [(row[2], row[3]) for row in rows]


def _asked(case_id: int, owner_id: int | None) -> Select[str, str | None, int | None, str, str, int | None]:
    asking, owning = aliased(Profile), aliased(Profile)
    return (
        select(
            Challenge.data_name,
            Challenge.data_class,
            Challenge.people_count,
            asking.unit,
            owning.unit,
            DayOnePlan.cost_ceiling,
        )
        .select_from(UseCase)
        .outerjoin(Challenge, Challenge.id == UseCase.challenge_id)
        .outerjoin(asking, asking.account_id == Challenge.poser_id)
        .outerjoin(owning, owning.account_id == owner_id)
        .outerjoin(DayOnePlan, DayOnePlan.case_id == UseCase.id)
        .where(UseCase.id == case_id)
    )
