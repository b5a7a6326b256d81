"""What is read of an event to match its people."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.orm import Session

from hackathon.events.challenges.models import Challenge
from hackathon.events.challenges.states import ChallengeState
from hackathon.events.registration.models import Registration
from hackathon.events.registration.states import TAKING_PART
from hackathon.events.setup.models import Event
from hackathon.people.profiles.models import Craft, Profile
from hackathon.people.profiles.rules import Skill
from hackathon.placing.problems.rules import LEVEL_UNSAID, LEVELS, Person, Problem, StandingTeam
from hackathon.placing.problems.rules import Challenge as Question
from hackathon.teams.formation.models import Team, TeamMember
from hackathon.teams.formation.states import TeamEntry, TeamState
from hackathon.teams.situation.rules import Scope, person_key, question_key, team_key
from hackathon.teams.wishes.queries import Wishes, wishes_of_event

NO_WISHES = Wishes(choices={}, together=frozenset(), apart=frozenset())


def problem_of(session: Session, event: Event, scope: str, *, wishes: Wishes | None = None) -> Problem:
    """Read an event as the solver is given it, in three queries and the four for its wishes, unless those are given.

    People still alone are matched as if there were no teams: those only use up what their questions allow.
    """
    teams = _living_teams(session, event.id)
    questions = _questions(session, event.id)
    wishes = wishes or wishes_of_event(session, event.id)
    people = _people(session, event.id, scope, spellings(questions), wishes)
    is_whole = scope == Scope.EVERYBODY
    there = {person.key for person in people}
    return Problem(
        people=tuple(people),
        challenges=tuple(questions if is_whole else _less_taken(questions, teams)),
        teams=tuple(_standing(teams, {question.key for question in questions})) if is_whole else (),
        together=_among(there, wishes.together),
        apart=_among(there, wishes.apart),
        min_size=event.team_min,
        max_size=event.team_max,
    )


def spellings(questions: Iterable[Question]) -> Mapping[str, str]:
    """Give the one way to write each skill that a question wants, by the skill in small letters."""
    return {skill.casefold(): skill for question in questions for skill in sorted(question.skills)}


def _living_teams(session: Session, event_id: int) -> Sequence[Row[int, int | None, str, str]]:
    living = select(Team.id, Team.challenge_id, Team.state, Team.entry).where(
        Team.event_id == event_id, Team.state != TeamState.DISSOLVED
    )
    return session.execute(living.order_by(Team.id)).all()


def _questions(session: Session, event_id: int) -> list[Question]:
    accepted = select(Challenge.id, Challenge.wanted_skills, Challenge.max_teams).where(
        Challenge.event_id == event_id, Challenge.state == ChallengeState.ACCEPTED
    )
    rows = session.execute(accepted.order_by(Challenge.id)).all()
    written = {skill.casefold(): skill for _id, skills, _most in rows for skill in reversed(skills)}
    return [
        Question(question_key(row_id), frozenset(written[skill.casefold()] for skill in skills), most)
        for row_id, skills, most in rows
    ]


def _people(session: Session, event_id: int, scope: str, written: Mapping[str, str], wishes: Wishes) -> list[Person]:
    return [
        Person(
            key=person_key(account_id),
            craft=craft if state in TAKING_PART else Craft.OTHER,
            skills=_levels(skills, written),
            choices=tuple(question_key(each) for each in wishes.choices.get(account_id, ())),
            unit=unit or "",
            team=team_key(team_id) if team_id else None,
        )
        for account_id, craft, state, skills, unit, team_id in session.execute(_concerned(event_id, scope))
    ]


def _concerned(event_id: int, scope: str) -> Select[int, str, str, list[str], str | None, int | None]:
    """Select who takes part and has no team, and for the whole event also everybody who has one."""
    of_team = and_(TeamMember.event_id == Registration.event_id, TeamMember.account_id == Registration.account_id)
    is_alone = and_(Registration.state.in_(TAKING_PART), TeamMember.team_id.is_(None))
    living = select(Team.id).where(Team.event_id == event_id, Team.state != TeamState.DISSOLVED)
    concerned = or_(is_alone, TeamMember.team_id.in_(living)) if scope == Scope.EVERYBODY else is_alone
    return (
        select(
            Registration.account_id,
            Registration.craft,
            Registration.state,
            Registration.skills,
            Profile.unit,
            TeamMember.team_id,
        )
        .outerjoin(TeamMember, of_team)
        .outerjoin(Profile, Profile.account_id == Registration.account_id)
        .where(Registration.event_id == event_id, concerned)
        .order_by(Registration.account_id)
    )


def _levels(skills: Iterable[str], written: Mapping[str, str]) -> dict[str, int]:
    """Read skills with their levels, the best where one is named twice."""
    known: dict[str, int] = {}
    for skill in map(Skill.read, skills):
        name = written.get(skill.name.casefold(), skill.name.casefold())
        level = min(max(skill.level or LEVEL_UNSAID, LEVELS[0]), LEVELS[-1])
        known[name] = max(level, known.get(name, 0))
    return known


def _standing(teams: Iterable[Row[int, int | None, str, str]], questions: set[str]) -> Iterable[StandingTeam]:
    for team_id, challenge_id, state, entry in teams:
        key = question_key(challenge_id) if challenge_id else None
        is_open = state == TeamState.FORMING and entry == TeamEntry.OPEN
        yield StandingTeam(team_key(team_id), key if key in questions else None, is_open)


def _less_taken(questions: Iterable[Question], teams: Iterable[Row[int, int | None, str, str]]) -> Iterable[Question]:
    """Take the teams that stand off what the questions allow."""
    taken = Counter(question_key(challenge_id) for _id, challenge_id, _state, _entry in teams if challenge_id)
    for question in questions:
        left = None if question.max_teams is None else max(0, question.max_teams - taken[question.key])
        yield replace(question, max_teams=left)


def _among(people: set[str], pairs: Iterable[frozenset[int]]) -> frozenset[frozenset[str]]:
    keyed = (frozenset(map(person_key, pair)) for pair in pairs)
    return frozenset(pair for pair in keyed if pair <= people)
