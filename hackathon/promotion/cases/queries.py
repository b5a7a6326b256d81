"""Reads about use cases: their lineage, the next number, who is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, String, cast, func, literal, select, union
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.facts import Statement
from hackathon.core.i18n import _
from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event, EventRole, EventRoleGrant
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.models import Project
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.cases.policy import free_steward, visible_to
from hackathon.promotion.cases.states import CARRIED, CaseState
from hackathon.teams.formation.models import Team, TeamMember

NUMBERING = 7_201_977
"""The advisory lock under which use cases are numbered on PostgreSQL."""


@dataclass(frozen=True)
class Lineage:
    """Where a use case comes from: question, event, team, project, submission."""

    case: UseCase
    event: Event
    team: Team
    project: Project
    challenge: Challenge | None
    submission: Submission | None
    owner: Account | None
    has_steward: bool
    """Whether some steward is free to decide; otherwise organizers and hosts stand in."""


def lineage_of(session: Session, actor: Actor, number: int) -> Lineage:
    """Read a use case with its lineage in one query; raise `Missing` where there is none to see."""
    found = session.execute(lineages().where(UseCase.number == number, visible_to(actor))).one_or_none()
    if found is None:
        raise Missing(_("There is no use case with this number."))
    return Lineage(*found)


def case_seen(session: Session, actor: Actor, case_id: int) -> UseCase:
    """Load a use case; raise `Missing` where there is none to see."""
    found = session.scalars(select(UseCase).where(UseCase.id == case_id, visible_to(actor))).one_or_none()
    if found is None:
        raise Missing(_("There is no use case with this number."))
    return found


def lineages() -> Select[UseCase, Event, Team, Project, Challenge, Submission, Account, bool]:
    """Select use cases with all that a `Lineage` holds, in its order."""
    return (
        select(UseCase, Event, Team, Project, Challenge, Submission, Account, free_steward())
        .join(Event, Event.id == UseCase.event_id)
        .join(Team, Team.id == UseCase.team_id)
        .join(Project, Project.id == UseCase.project_id)
        .outerjoin(Challenge, Challenge.id == UseCase.challenge_id)
        .outerjoin(Submission, Submission.id == UseCase.submission_id)
        .outerjoin(Account, Account.id == UseCase.owner_id)
    )


def questions_nominated(event_id: int) -> Select[int | None]:
    """Select the questions of an event that became a use case."""
    return select(UseCase.challenge_id).where(UseCase.event_id == event_id, UseCase.challenge_id.is_not(None))


def case_names() -> Select[int, str, int]:
    """Select how use cases are called in sentences: id, #number, number."""
    return select(UseCase.id, literal("#") + cast(UseCase.number, String), UseCase.number)


def case_texts() -> Select[int, str, str]:
    """Select what use cases are about, to be searched: the question, what was handed in and what it changes."""
    parts = (Challenge.question, Submission.summary, Nomination.change)
    told = [func.coalesce(part, "") for part in parts]
    return (
        select(UseCase.id, UseCase.title, told[0] + "\n" + told[1] + "\n" + told[2])
        .outerjoin(Challenge, Challenge.id == UseCase.challenge_id)
        .outerjoin(Submission, Submission.id == UseCase.submission_id)
        .outerjoin(Nomination, Nomination.case_id == UseCase.id)
    )


@dataclass(frozen=True)
class Put:
    """A nomination with the names in it."""

    nomination: Nomination
    nominator: str
    proposed_owner: str | None


def nomination_of(session: Session, case_id: int) -> Put | None:
    """Read who nominated a use case and whom they propose as owner."""
    nominator, owner = Account.__table__.alias("nominator"), Account.__table__.alias("owner")
    found = session.execute(
        select(Nomination, nominator.c.display_name, owner.c.display_name)
        .join(nominator, nominator.c.id == Nomination.nominated_by)
        .outerjoin(owner, owner.c.id == Nomination.proposed_owner_id)
        .where(Nomination.case_id == case_id)
    ).one_or_none()
    return Put(*found) if found else None


def proposed_owner_of(session: Session, case_id: int) -> int | None:
    """Return who would own a use case, if anybody was proposed."""
    return session.scalar(select(Nomination.proposed_owner_id).where(Nomination.case_id == case_id))


def hold_numbering(session: Session) -> None:
    """Let nobody else number a use case until the end of this transaction.

    SQLite's write transaction already is that lock; PostgreSQL takes an advisory one.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(NUMBERING)))


def next_number(session: Session) -> int:
    """Return the number after the highest so far."""
    return (session.scalar(select(func.max(UseCase.number))) or 0) + 1


def has_free_steward(session: Session, case_id: int) -> bool:
    """Tell whether some active steward may decide about the use case."""
    return bool(session.scalar(select(free_steward()).where(UseCase.id == case_id)))


def team_names(session: Session, team_id: int) -> list[str]:
    """List who made the prototype, by name."""
    return list(
        session.scalars(
            select(Account.display_name)
            .join(TeamMember, TeamMember.account_id == Account.id)
            .where(TeamMember.team_id == team_id)
            .order_by(Account.display_name)
        )
    )


def people_of(session: Session, case: UseCase) -> set[int]:
    """Return who a use case touches: its team, those who asked for it, and its owner."""
    team = session.scalars(select(TeamMember.account_id).where(TeamMember.team_id == case.team_id))
    return {*team, *case.requesters, *([case.owner_id] if case.owner_id else [])}


def deciders_of(session: Session, case: UseCase) -> set[int]:
    """Return who may decide about a use case: free stewards, else other organizers and hosts."""
    stewards = set(session.scalars(_with_roles([SiteRole.STEWARD]))) - people_of(session, case)
    if stewards:
        return stewards
    organizers = select(EventRoleGrant.account_id).where(
        EventRoleGrant.event_id == case.event_id, EventRoleGrant.role == EventRole.ORGANIZER
    )
    found = session.execute(union(_with_roles([SiteRole.HOST]), organizers))
    return {row[0] for row in found} - people_of(session, case)


def _with_roles(roles: Iterable[str]) -> Select[int]:
    return (
        select(AccountRole.account_id)
        .join(Account, Account.id == AccountRole.account_id)
        .where(AccountRole.role.in_(list(roles)), Account.state == AccountState.ACTIVE)
    )


def statement_text(session: Session, statement_id: int | None) -> str:
    """Return what somebody said; empty when nothing was, or it was erased."""
    if statement_id is None:
        return ""
    return session.scalar(select(Statement.text).where(Statement.id == statement_id)) or ""


def possible_owners(session: Session, team_id: int) -> list[Account]:
    """List active product owners who are not in the team, by name."""
    return list(session.scalars(*_possible_owners(team_id)))


@prepared
def _possible_owners(team_id: int) -> Select[Account]:
    in_team = select(TeamMember.account_id).where(TeamMember.team_id == team_id)
    may_own = Account.id.in_(_with_roles([SiteRole.PRODUCT_OWNER]))
    ordered = select(Account).order_by(func.lower(Account.display_name), Account.id)
    return ordered.where(may_own, Account.id.not_in(in_team))


def cases_carried(session: Session, account_id: int) -> list[str]:
    """Say which use cases would have no owner without this person."""
    carried = select(UseCase.number, UseCase.title).where(
        UseCase.owner_id == account_id, UseCase.state.in_((*CARRIED, CaseState.SUSPENDED))
    )
    sentence = _("This person owns use case %(number)s, “%(title)s”. Find it another owner first, or retire it.")
    return [
        sentence % {"number": number, "title": title}
        for number, title in session.execute(carried.order_by(UseCase.number))
    ]
