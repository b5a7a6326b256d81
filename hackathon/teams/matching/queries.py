"""What is read about matchings, and the event as the problem that the solver is given."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.core.jobs import Job
from hackathon.events.challenges.models import Challenge
from hackathon.events.registration.models import Registration
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.placing.plans.rules import Unmet
from hackathon.placing.problems.rules import Plan, PlannedTeam, Problem
from hackathon.teams.formation.models import Team
from hackathon.teams.formation.queries import without_team
from hackathon.teams.formation.states import TeamState
from hackathon.teams.matching.models import MatchingEdit, MatchingPlace, MatchingRun, MatchingTeam
from hackathon.teams.matching.policy import can_see_matchings
from hackathon.teams.matching.rules import TEAM_LACKS, Names, lack_of, noted, read, read_reason, said
from hackathon.teams.matching.states import RunState
from hackathon.teams.situation.queries import NO_WISHES, problem_of
from hackathon.teams.situation.rules import CHANGE_LABELS, World, changes, person_key, question_key, team_key, world_of
from hackathon.teams.wishes.models import TogetherWish

SOLVE = "teams.matching.solve"
"""The name of the job."""


def runs_of(event_id: int) -> Select[MatchingRun]:
    """Select the matchings of an event, the newest first."""
    return select(MatchingRun).where(MatchingRun.event_id == event_id).order_by(MatchingRun.id.desc())


def run_seen(session: Session, actor: Actor, event: Event, run_id: int) -> MatchingRun:
    """Load a matching of an event for one of its organizers."""
    require(can_see_matchings(actor, event))
    found = session.scalars(select(MatchingRun).where(MatchingRun.id == run_id, MatchingRun.event_id == event.id))
    run = found.one_or_none()
    if run is None:
        raise Missing(_("There is no such proposal, or not any more."))
    return run


def job_of(session: Session, run_id: int) -> Job | None:
    """Load the background work that a matching waits for."""
    statement = select(Job).where(Job.name == SOLVE, Job.subject_id == run_id)
    return session.scalars(statement.order_by(Job.id.desc()).limit(1)).first()


def planned_teams(session: Session, run_id: int) -> Sequence[MatchingTeam]:
    """Read the teams of a plan, in its order."""
    return session.scalars(
        select(MatchingTeam).where(MatchingTeam.run_id == run_id).order_by(MatchingTeam.number)
    ).all()


def places_of(session: Session, run_id: int) -> Sequence[MatchingPlace]:
    """Read where a plan puts everybody, and where they stood."""
    found = select(MatchingPlace).where(MatchingPlace.run_id == run_id).order_by(MatchingPlace.account_id)
    return session.scalars(found).all()


def last_edit_of(session: Session, run_id: int) -> MatchingEdit | None:
    """Load what an organizer changed last, as far as it was not undone."""
    found = select(MatchingEdit).where(MatchingEdit.run_id == run_id).order_by(MatchingEdit.id.desc())
    return session.scalars(found.limit(1)).first()


class Draft(NamedTuple):
    """A plan as it is kept: what was asked, the teams in their order, and where everybody would be."""

    run: MatchingRun
    teams: Sequence[MatchingTeam]
    places: Sequence[MatchingPlace]

    @property
    def plan(self) -> Plan:
        """The plan, as its worth is told; new teams that nobody is in are not part of it."""
        return plan_in(self.teams, self.places)

    @property
    def world(self) -> World:
        """What the plan was made of."""
        return world_then(self.run, self.teams, self.places)

    def members_of(self, team: MatchingTeam) -> list[int]:
        """List who would be in a team."""
        return [place.account_id for place in self.places if place.planned_id == team.id]


def draft_of(session: Session, run: MatchingRun) -> Draft:
    """Load a plan with its teams and places."""
    return Draft(run, planned_teams(session, run.id), places_of(session, run.id))


def names_in(session: Session, draft: Draft) -> Names:
    """Read what the people, teams and questions of a plan are called, in two queries."""
    people = names_of_people(session, [place.account_id for place in draft.places])
    questions = titles_of(
        session, {*map(int, draft.run.questions), *(t.challenge_id for t in draft.teams if t.challenge_id)}
    )
    return Names(
        people={person_key(account_id): name for account_id, name in people.items()},
        teams={key_of(team): team.name for team in draft.teams},
        questions={question_key(challenge_id): title for challenge_id, title in questions.items()},
    )


def what_changed(session: Session, event: Event, draft: Draft, problem: Problem | None = None) -> list[str]:
    """Say what a plan stands on and is otherwise now; nothing as long as it can be applied. At most five queries."""
    problem = problem or problem_of(session, event, draft.run.scope, wishes=NO_WISHES)
    found = changes(draft.world, world_of(problem))
    if not found:
        return []
    people = names_of_people(session, [each.account_id for each in found if each.account_id])
    teams = names_of_teams(session, event.id)
    return [
        CHANGE_LABELS[each.what]
        % {"person": people.get(each.account_id or 0, _("somebody")), "team": teams.get(each.team_id or 0, "")}
        for each in found
    ]


class PlannedPerson(NamedTuple):
    """Somebody in a plan: who they are, in a few words why they are there, and whether that can be changed."""

    account_id: int
    name: str
    craft: str
    notes: Sequence[str]
    is_kept: bool


class PlannedCard(NamedTuple):
    """A team of a plan with its people and what it lacks."""

    team: MatchingTeam
    question: str
    people: Sequence[PlannedPerson]
    lacks: Sequence[str]


class LeftOut(NamedTuple):
    """Somebody without a place in a plan, and why."""

    account_id: int
    name: str
    craft: str
    why: str


class Preview(NamedTuple):
    """A plan as organizers look at it; `changed` says why it cannot be applied any more."""

    draft: Draft
    names: Names
    cards: Sequence[PlannedCard]
    left_out: Sequence[LeftOut]
    unmet: Mapping[str, Sequence[str]]
    edit: MatchingEdit | None
    changed: Sequence[str]


def preview_of(session: Session, event: Event, run: MatchingRun) -> Preview:
    """Read a plan with everything that is shown of it; eight queries, whatever its size."""
    draft = draft_of(session, run)
    is_open = run.state == RunState.PROPOSED
    changed = what_changed(session, event, draft) if is_open else ()
    names, lacking = names_in(session, draft), [read(row) for row in run.unmet]
    return Preview(
        draft,
        names,
        cards=_cards(draft, names, lacking),
        left_out=_left_out(draft, names, lacking),
        unmet=_by_kind(lacking, names),
        edit=last_edit_of(session, run.id) if is_open and not changed else None,
        changed=changed,
    )


def _cards(draft: Draft, names: Names, lacking: Iterable[Unmet]) -> list[PlannedCard]:
    people: dict[int | None, list[MatchingPlace]] = {}
    for place in draft.places:
        people.setdefault(place.planned_id, []).append(place)
    lacks: dict[str | None, list[str]] = {}
    for each in lacking:
        if each.what in TEAM_LACKS:
            lacks.setdefault(each.team, []).append(lack_of(each))
    return [
        PlannedCard(
            team,
            names.of("challenge", question_key(team.challenge_id)) if team.challenge_id else "",
            [_person(place, team, names) for place in people[team.id]],
            lacks.get(key_of(team), ()),
        )
        for team in draft.teams
        if team.id in people
    ]


def _person(place: MatchingPlace, team: MatchingTeam, names: Names) -> PlannedPerson:
    notes = [noted(read_reason(row), names) for row in team.reasons.get(str(place.account_id), ())]
    name = names.of("person", person_key(place.account_id))
    return PlannedPerson(place.account_id, name, place.craft, notes, place.was_in_id is not None)


def _left_out(draft: Draft, names: Names, lacking: Iterable[Unmet]) -> list[LeftOut]:
    why = {each.whom[0]: each.why.said(names.of) for each in lacking if each.what == "place"}
    return [
        LeftOut(
            place.account_id,
            names.of("person", person_key(place.account_id)),
            place.craft,
            why.get(person_key(place.account_id), ""),
        )
        for place in draft.places
        if place.planned_id is None
    ]


def _by_kind(lacking: Iterable[Unmet], names: Names) -> dict[str, list[str]]:
    """Say what could not be met, by what it is, but for who has no place: those are listed by themselves."""
    found: dict[str, list[str]] = {}
    for each in lacking:
        if each.what != "place":
            found.setdefault(each.what, []).append(said(each, names))
    return found


def key_of(team: MatchingTeam) -> str:
    """Name a team of a stored plan: those that stand as the problem does."""
    return f"n{team.id}" if team.is_new else team_key(team.team_id or 0)


def plan_in(teams: Iterable[MatchingTeam], places: Iterable[MatchingPlace]) -> Plan:
    """Put a stored plan together; new teams that nobody is in are not part of it."""
    members: dict[int | None, list[str]] = {}
    for place in places:
        members.setdefault(place.planned_id, []).append(person_key(place.account_id))
    planned = [
        PlannedTeam(
            key_of(team),
            question_key(team.challenge_id) if team.challenge_id else None,
            tuple(sorted(members.get(team.id, ()))),
        )
        for team in teams
    ]
    return Plan(tuple(team for team in planned if team.members), tuple(sorted(members.get(None, ()))))


def world_then(run: MatchingRun, teams: Iterable[MatchingTeam], places: Iterable[MatchingPlace]) -> World:
    """Read back what a plan was made of."""
    return World(
        people={place.account_id: (place.was_in_id, place.craft) for place in places},
        teams={team.team_id or 0: (team.challenge_id, team.is_open) for team in teams if not team.is_new},
        questions={int(challenge_id): most for challenge_id, most in run.questions.items()},
        sizes=(run.min_size, run.max_size),
    )


def runs_before(session: Session, at: datetime) -> Sequence[int]:
    """List matchings that were asked for before a moment."""
    return session.scalars(select(MatchingRun.id).where(MatchingRun.asked_at < at)).all()


def keep_event(session: Session, event_id: int) -> Event:
    """Load an event fresh and keep others from editing it until the end, but nobody from joining one of its teams.

    A row that is locked for a change of its own would be waited for by whoever inserts something that refers to it,
    and has locked a team already: a deadlock.
    """
    kept = select(Event).where(Event.id == event_id).with_for_update(read=True)
    return session.scalars(kept, execution_options={"populate_existing": True}).one()


def lock_teams(session: Session, event_id: int) -> Mapping[int, Team]:
    """Load the teams of an event fresh, by id, and keep people from coming and going until the end."""
    living = select(Team).where(Team.event_id == event_id, Team.state != TeamState.DISSOLVED).order_by(Team.id)
    locked = session.scalars(living.with_for_update(), execution_options={"populate_existing": True})
    return {team.id: team for team in locked}


def anybody_alone(session: Session, event_id: int) -> bool:
    """Tell whether somebody takes part in an event and has no team."""
    return session.scalar(without_team(event_id).limit(1)) is not None


def in_order_of_registration(session: Session, event_id: int) -> Sequence[int]:
    """List who registered for an event, the earliest first."""
    registered = select(Registration.account_id).where(Registration.event_id == event_id)
    return session.scalars(registered.order_by(Registration.created_at, Registration.account_id)).all()


def captains_of(session: Session, team_ids: Iterable[int]) -> Mapping[int, int]:
    """Read who leads each of these teams."""
    led = select(Team.id, Team.captain_id).where(Team.id.in_(list(team_ids)))
    return dict(session.execute(led).all())


def wishes_to_be_with(session: Session, event_id: int) -> Collection[tuple[int, int | None]]:
    """Read who wished to be in one team with whom, as it was wished and not the other way round."""
    wished = select(TogetherWish.account_id, TogetherWish.other_id).where(TogetherWish.event_id == event_id)
    return set(session.execute(wished).all())


def titles_of(session: Session, challenge_ids: Iterable[int]) -> Mapping[int, str]:
    """Read what questions are called."""
    titled = select(Challenge.id, Challenge.title).where(Challenge.id.in_(list(challenge_ids)))
    return dict(session.execute(titled).all())


def names_of_people(session: Session, account_ids: Iterable[int]) -> Mapping[int, str]:
    """Read what people are called."""
    named = select(Account.id, Account.display_name).where(Account.id.in_(list(account_ids)))
    return dict(session.execute(named).all())


def names_of_teams(session: Session, event_id: int) -> Mapping[int, str]:
    """Read what the teams of an event are called, the dissolved ones too."""
    named = select(Team.id, Team.name).where(Team.event_id == event_id)
    return dict(session.execute(named).all())
