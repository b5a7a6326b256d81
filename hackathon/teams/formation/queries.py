"""What is read about teams, their members and the people without one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.contributions import Bound
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.states import ChallengeState
from hackathon.events.registration.models import Registration
from hackathon.events.registration.queries import taking_part
from hackathon.events.registration.states import TAKING_PART
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import PARTICIPANT
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import DATA_CRAFTS, Craft
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.policy import visible_to
from hackathon.teams.formation.rules import ROLE_LABELS, missing_roles
from hackathon.teams.formation.states import TeamState

PAIR = 2


class Member(NamedTuple):
    """A member as pages show one."""

    team_id: int
    account_id: int
    name: str
    craft: str
    skills: Sequence[str]

    @property
    def craft_name(self) -> str:
        """What the person does, in the reader's language."""
        return str(ROLE_LABELS[self.craft])


class TeamSeen(NamedTuple):
    """A team with its event and the challenge it works on."""

    team: Team
    event: Event
    challenge: Challenge | None


class TeamCard(NamedTuple):
    """A team on the board: who is in it and whom it misses."""

    team: Team
    challenge: Challenge | None
    members: Sequence[Member]

    @property
    def missing(self) -> list[str]:
        """The names of the roles it lacks."""
        roles = missing_roles((member.craft for member in self.members), self.team.wanted_crafts)
        return [str(ROLE_LABELS[role]) for role in roles]


class Standing(NamedTuple):
    """How forming teams goes at an event, in numbers."""

    teams: int
    seekers: int
    without_domain: int
    without_data: int


def member_grants(account_id: Bound) -> Select[str, int, str]:
    """Select the memberships of an account as grants."""
    return select(literal("team"), TeamMember.team_id, literal("member")).where(TeamMember.account_id == account_id)


def captain_grants(account_id: Bound) -> Select[str, int, str]:
    """Select the captaincies of an account as grants."""
    return (
        select(literal("team"), TeamMember.team_id, literal("captain"))
        .join(Team, Team.id == TeamMember.team_id)
        .where(TeamMember.account_id == account_id, Team.captain_id == account_id)
    )


def team_names() -> Select[int, str, int]:
    """Select how teams are named in sentences: id, name, key of the address."""
    return select(Team.id, Team.name, Team.id)


def team_seen(session: Session, actor: Actor, team_id: int, *, slug: str | None = None) -> TeamSeen:
    """Load a team the actor may see (of this event, where one is named); raise `Missing` otherwise."""
    statement = (
        select(Team, Event, Challenge)
        .join(Event, Event.id == Team.event_id)
        .outerjoin(Challenge, Challenge.id == Team.challenge_id)
        .where(Team.id == team_id, visible_to(actor))
    )
    found = session.execute(statement if slug is None else statement.where(Event.slug == slug)).one_or_none()
    if found is None:
        raise Missing(_("There is no such team, or it is not open to you."))
    return TeamSeen(*found)


def size_of(session: Session, team_id: int) -> int:
    """Count the members of a team."""
    return session.scalar(select(func.count()).where(TeamMember.team_id == team_id)) or 0


def membership(session: Session, team_id: int, account_id: int | None) -> TeamMember | None:
    """Find somebody's membership in a team."""
    return session.scalars(
        select(TeamMember).where(TeamMember.team_id == team_id, TeamMember.account_id == account_id)
    ).one_or_none()


def takes_part_in(session: Session, event_id: int, account_id: int | None) -> bool:
    """Tell whether somebody has a place at an event now."""
    return session.scalar(taking_part(event_id).where(Registration.account_id == account_id)) is not None


def longest_member_of(session: Session, team_id: int) -> TeamMember | None:
    """Find who has been in a team for longest."""
    in_order = (
        select(TeamMember).where(TeamMember.team_id == team_id).order_by(TeamMember.joined_at, TeamMember.account_id)
    )
    return session.scalars(in_order.limit(1)).one_or_none()


def team_of(session: Session, event_id: int, account_id: int | None) -> Team | None:
    """Find the team somebody is in at an event."""
    return session.scalars(*_team_of(event_id, account_id)).one_or_none()


@prepared
def _team_of(event_id: int, account_id: int | None) -> Select[Team]:
    return (
        select(Team)
        .join(TeamMember, TeamMember.team_id == Team.id)
        .where(TeamMember.event_id == event_id, TeamMember.account_id == account_id)
    )


def members_of(session: Session, team_ids: Iterable[int]) -> Mapping[int, Sequence[Member]]:
    """Read the members of several teams, the longest in each first."""
    found: dict[int, list[Member]] = {}
    for team_id, account_id, name, craft, skills in session.execute(*_members(list(team_ids))):
        found.setdefault(team_id, []).append(Member(team_id, account_id, name, craft, skills or []))
    return found


@prepared
def _members(team_ids: Collection[int]) -> Select[int, int, str, str, list[str]]:
    return (
        select(TeamMember.team_id, Account.id, Account.display_name, _craft(), Registration.skills)
        .join(Account, Account.id == TeamMember.account_id)
        .outerjoin(Registration, _registration_of(TeamMember.event_id, TeamMember.account_id))
        .where(TeamMember.team_id.in_(team_ids))
        .order_by(TeamMember.joined_at, TeamMember.account_id)
    )


def teams_on(session: Session, challenge_id: int) -> Sequence[Row[Team, int]]:
    """Read the teams on a challenge and how many people each has."""
    size = select(func.count()).where(TeamMember.team_id == Team.id).scalar_subquery()
    return session.execute(
        select(Team, size)
        .where(Team.challenge_id == challenge_id, Team.state != TeamState.DISSOLVED)
        .order_by(func.lower(Team.name), Team.id)
    ).all()


def lock_questions(session: Session, challenge_ids: Collection[int]) -> Sequence[Challenge]:
    """Read questions fresh and keep others from taking them until the end; all in one order, so that nobody waits."""
    locked = select(Challenge).where(Challenge.id.in_(challenge_ids)).order_by(Challenge.id).with_for_update()
    return session.scalars(locked, execution_options={"populate_existing": True}).all()


def teams_taking(session: Session, challenge_ids: Collection[int]) -> Mapping[int, int]:
    """Count the teams on each question that has any."""
    counted = select(Team.challenge_id, func.count()).where(
        Team.challenge_id.in_(challenge_ids), Team.state != TeamState.DISSOLVED
    )
    return {key: count for key, count in session.execute(counted.group_by(Team.challenge_id)) if key is not None}


def questions_taken(event_id: int) -> Select[int | None]:
    """Select the questions of an event that a team works on."""
    return select(Team.challenge_id).where(
        Team.event_id == event_id, Team.challenge_id.is_not(None), Team.state != TeamState.DISSOLVED
    )


def seekers(event_id: int) -> Select[int, str, str, list[str]]:
    """Select who takes part and has no team: id, name, craft and skills."""
    return (
        select(Account.id, Account.display_name, Registration.craft, Registration.skills)
        .join(Account, Account.id == Registration.account_id)
        .where(_is_seeking(), Registration.event_id == event_id)
        .order_by(func.lower(Account.display_name), Account.id)
    )


def without_team(event_id: int) -> Select[int]:
    """Select the accounts that take part in an event and have no team."""
    return select(Registration.account_id).where(_is_seeking(), Registration.event_id == event_id)


def standing_of(session: Session, event_id: int) -> Standing:
    """Count teams, people without one, and teams without a domain expert or a data person."""
    return Standing(*session.execute(*_standing(event_id)).one())


@prepared
def _standing(event_id: int) -> Select[int, int, int, int]:
    teams = select(func.count()).select_from(Team).where(Team.event_id == event_id, Team.state != TeamState.DISSOLVED)
    return select(
        teams.scalar_subquery(),
        select(func.count()).where(_is_seeking(), Registration.event_id == event_id).scalar_subquery(),
        teams.where(~_has_craft(Craft.DOMAIN_EXPERT)).scalar_subquery(),
        teams.where(~_has_craft(*DATA_CRAFTS)).scalar_subquery(),
    )


class TeamGap(NamedTuple):
    """A team that lacks somebody: a second member, a domain expert, or a data person."""

    id: int
    name: str
    members: int
    domain: int
    data: int


def teams_with_gaps(session: Session, event_id: int) -> list[TeamGap]:
    """List the teams that are one person, or lack a domain expert or a data person, by name."""
    return [TeamGap(*row) for row in session.execute(*_gaps(event_id))]


@prepared
def _gaps(event_id: int) -> Select[int, str, int, int, int]:
    members, domain = func.count(TeamMember.account_id), _counted(Craft.DOMAIN_EXPERT)
    data = _counted(*DATA_CRAFTS)
    return (
        select(Team.id, Team.name, members, domain, data)
        .outerjoin(TeamMember, TeamMember.team_id == Team.id)
        .outerjoin(Registration, _registration_of(TeamMember.event_id, TeamMember.account_id))
        .where(Team.event_id == event_id, Team.state != TeamState.DISSOLVED)
        .group_by(Team.id, Team.name)
        .having(or_(members < PAIR, domain == 0, data == 0))
        .order_by(func.lower(Team.name), Team.id)
    )


def names_of_seekers(session: Session, event_id: int) -> Sequence[str]:
    """List who takes part and has no team, by name."""
    named = select(Account.display_name).where(Account.id.in_(without_team(event_id)))
    return session.scalars(named.order_by(func.lower(Account.display_name), Account.id)).all()


def people_in_teams(session: Session, event_id: int) -> int:
    """Count who is in a team at an event."""
    return session.scalar(select(func.count()).where(TeamMember.event_id == event_id)) or 0


def open_questions(session: Session, event_id: int) -> Sequence[Row[Challenge, int]]:
    """Read the challenges of an event that teams may take on, and how many teams are on each."""
    taken = select(func.count()).where(Team.challenge_id == Challenge.id, Team.state != TeamState.DISSOLVED)
    return session.execute(
        select(Challenge, taken.scalar_subquery())
        .where(Challenge.event_id == event_id, Challenge.state == ChallengeState.ACCEPTED)
        .order_by(func.lower(Challenge.title), Challenge.id)
    ).all()


def events_to_join(session: Session, actor: Actor, now: datetime) -> Sequence[Event]:
    """Read the events in which the actor takes part, has no team, and teams form now; asks nothing for anybody else."""
    return session.scalars(*_to_join(actor, now)).all() if actor.places("event", PARTICIPANT) else []


@prepared
def _to_join(actor: Actor, now: datetime) -> Select[Event]:
    in_a_team = exists().where(TeamMember.event_id == Event.id, TeamMember.account_id == actor.id)
    return (
        select(Event)
        .where(
            Event.id.in_(actor.places("event", PARTICIPANT)),
            Event.state == EventState.PUBLISHED,
            Event.forming_opens_at <= now,
            Event.forming_closes_at > now,
            ~in_a_team,
        )
        .order_by(Event.forming_closes_at, Event.id)
    )


def _counted(*crafts: str) -> ColumnElement[int]:
    return func.count(Registration.id).filter(Registration.craft.in_(crafts))


def _craft() -> ColumnElement[str]:
    # Somebody who withdrew from the event is still named; their craft is no longer counted on.
    return func.coalesce(Registration.craft, Craft.OTHER.value)


def _registration_of(event_id: Any, account_id: Any) -> ColumnElement[bool]:
    return and_(
        Registration.event_id == event_id,
        Registration.account_id == account_id,
        Registration.state.in_(TAKING_PART),
    )


def _is_seeking() -> ColumnElement[bool]:
    in_a_team = exists().where(
        TeamMember.event_id == Registration.event_id, TeamMember.account_id == Registration.account_id
    )
    return and_(Registration.state.in_(TAKING_PART), ~in_a_team)


def _has_craft(*crafts: str) -> ColumnElement[bool]:
    return (
        exists()
        .where(TeamMember.team_id == Team.id, Registration.craft.in_(crafts))
        .where(_registration_of(TeamMember.event_id, TeamMember.account_id))
    )
