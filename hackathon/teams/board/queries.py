"""What the board shows, read in a few queries whatever the size of the event."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session

from hackathon.core.contributions import Viewing
from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge
from hackathon.events.registration.models import Registration
from hackathon.events.registration.states import TAKING_PART
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Craft, Profile
from hackathon.teams.board.rules import Board, PersonShown, TeamShown
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.policy import can_see_seekers, takes_part
from hackathon.teams.formation.queries import without_team
from hackathon.teams.formation.states import TeamState
from hackathon.teams.wishes.queries import choices_of_event, companions_of

Choices = Mapping[int, Sequence[int]]
# Somebody who withdrew from the event is still named; their craft and skills are no longer counted on.
_CRAFT = func.coalesce(Registration.craft, Craft.OTHER.value)
_UNIT = func.coalesce(Profile.unit, "")


def board_of(viewing: Viewing, event: Event, *, questions: Collection[int] | None = None) -> Board:
    """Read the board of an event as somebody may see it, in six queries; one less where accepted questions are given.

    Who may not know who looks for a team gets the teams only.
    """
    session, reader = viewing.session, viewing.actor
    teams = teams_of_event(session, event)
    if not can_see_seekers(reader, event):
        return Board(teams)
    choices = choices_of_event(session, event.id, questions)
    companions = companions_of(session, event.id, reader.id) if takes_part(reader, event) else set()
    return Board(teams, _seekers_of(session, event.id, choices), reader.id, companions)


def teams_of_event(session: Session, event: Event) -> list[TeamShown]:
    """Read the teams of an event with their members and what they look for; two queries."""
    members = _members_of(session, event.id)
    return [_team(row, members.get(row[0].id, ()), event.team_max) for row in session.execute(*_teams(event.id))]


@prepared
def _teams(event_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Team, Challenge.title, Challenge.wanted_skills)
        .outerjoin(Challenge, Challenge.id == Team.challenge_id)
        .where(Team.event_id == event_id, Team.state != TeamState.DISSOLVED)
    )


def _team(row: Row[*tuple[Any, ...]], members: Sequence[PersonShown], most: int) -> TeamShown:
    team, question, skills = row
    return TeamShown(
        id=team.id,
        name=team.name,
        most=most,
        state=team.state,
        entry=team.entry,
        challenge_id=team.challenge_id,
        question=question or "",
        wanted_crafts=team.wanted_crafts,
        wanted_skills=(*team.wanted_skills, *(skills or ())),
        members=members,
        captain_id=team.captain_id,
        pitch=team.pitch,
    )


def _members_of(session: Session, event_id: int) -> dict[int, list[PersonShown]]:
    """Read who is in the teams of an event, by team, the longest in each first."""
    found: dict[int, list[PersonShown]] = {}
    for team_id, account_id, name, craft, skills, unit in session.execute(*_members(event_id)):
        found.setdefault(team_id, []).append(PersonShown(account_id, name, craft, skills or (), unit))
    return found


@prepared
def _members(event_id: int) -> Select[*tuple[Any, ...]]:
    registration = and_(
        Registration.event_id == TeamMember.event_id,
        Registration.account_id == TeamMember.account_id,
        Registration.state.in_(TAKING_PART),
    )
    return (
        select(TeamMember.team_id, Account.id, Account.display_name, _CRAFT, Registration.skills, _UNIT)
        .join(Account, Account.id == TeamMember.account_id)
        .outerjoin(Registration, registration)
        .outerjoin(Profile, Profile.account_id == TeamMember.account_id)
        .where(TeamMember.event_id == event_id)
        .order_by(TeamMember.joined_at, TeamMember.account_id)
    )


def _seekers_of(session: Session, event_id: int, choices: Choices) -> list[PersonShown]:
    """Read who takes part and has no team, with the questions they chose."""
    return [
        PersonShown(account_id, name, craft, skills, unit, choices.get(account_id, ()))
        for account_id, name, craft, skills, unit in session.execute(*_seekers(event_id))
    ]


@prepared
def _seekers(event_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(Account.id, Account.display_name, Registration.craft, Registration.skills, _UNIT)
        .join(Account, Account.id == Registration.account_id)
        .outerjoin(Profile, Profile.account_id == Registration.account_id)
        .where(Registration.event_id == event_id, Registration.account_id.in_(without_team(event_id)))
    )
