"""Reads about awards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Select, desc, func, literal, select, union_all
from sqlalchemy.orm import Session

from hackathon.events.challenges.models import Challenge, Track
from hackathon.judging.awards.models import Award, Prize
from hackathon.judging.awards.rules import proposed
from hackathon.judging.ranking.models import Result
from hackathon.judging.ranking.queries import present_ranking
from hackathon.judging.tallies.queries import Entry
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team


class Winner(NamedTuple):
    """An award with whom it went to."""

    award: Award
    project: Project
    team: str


class Prizes(NamedTuple):
    """What became of a project in the end."""

    result: Result | None
    awards: Sequence[Award]


class Candidate(NamedTuple):
    """A project that may be given an award."""

    project_id: int
    title: str
    place: int | None


@dataclass(frozen=True)
class Planned:
    """A prize with what it is for, which projects can win it, and which the scores propose, best first."""

    prize: Prize
    scope: str
    within: Sequence[int]
    proposed: Sequence[int]
    titles: Mapping[int, str]

    @property
    def winner(self) -> str | None:
        """Who was decided to win it."""
        return self.titles.get(self.prize.project_id or 0)

    @property
    def choices(self) -> list[tuple[int, str]]:
        """The projects that can win it, those that are proposed first."""
        others = sorted(
            set(self.within) - set(self.proposed), key=lambda project_id: self.titles[project_id].casefold()
        )
        return [(project_id, self.titles[project_id]) for project_id in (*self.proposed, *others)]


def prizes_at(session: Session, event_id: int) -> list[Planned]:
    """Read an event's prizes with whom they are proposed for: one query beside the ranking."""
    statement = (
        select(Prize, Track.name, Challenge.question)
        .outerjoin(Track, Track.id == Prize.track_id)
        .outerjoin(Challenge, Challenge.id == Prize.challenge_id)
        .where(Prize.event_id == event_id)
        .order_by(Prize.id)
    )
    found = session.execute(statement).all()
    if not found:
        return []
    present = present_ranking(session, event_id)
    titles = {project_id: entry.title for project_id, entry in present.counted.entries.items()}
    planned = []
    for prize, track, question in found:
        within = [entry.project_id for entry in present.counted.entries.values() if _is_within(entry, prize)]
        planned.append(Planned(prize, track or question or "", within, proposed(present.rows, within), titles))
    return planned


def prizes_to_publish(session: Session, event_id: int) -> Sequence[Prize]:
    """Read the prizes for which it was decided who wins them."""
    decided = select(Prize).join(Project, Project.id == Prize.project_id)
    decided = decided.where(Prize.event_id == event_id, Project.state == ProjectState.SUBMITTED)
    return session.scalars(decided.order_by(Prize.id)).all()


def prizes_decided(session: Session, event_id: int) -> list[tuple[Prize, str | None]]:
    """Read an event's prizes with the title of whoever was decided to win."""
    statement = select(Prize, Project.title).outerjoin(Project, Project.id == Prize.project_id)
    rows = session.execute(statement.where(Prize.event_id == event_id).order_by(Prize.id))
    return [(prize, title) for prize, title in rows]


def scopes_at(session: Session, event_id: int) -> list[tuple[str, str]]:
    """List what a prize can be for, as values and names of a choice: the event's tracks, then its questions."""
    tracks = select(literal("track").label("kind"), Track.id, Track.name.label("name")).where(
        Track.event_id == event_id
    )
    questions = select(literal("challenge"), Challenge.id, Challenge.question).where(Challenge.event_id == event_id)
    found = session.execute(union_all(tracks, questions).order_by(desc("kind"), "name"))
    return [(f"{kind}-{scope_id}", name) for kind, scope_id, name in found]


def awards_at(session: Session, event_id: int) -> list[Winner]:
    """Read an event's awards in the order in which they were given."""
    statement = (
        select(Award, Project, Team.name)
        .join(Project, Project.id == Award.project_id)
        .join(Team, Team.id == Project.team_id)
        .where(Award.event_id == event_id)
        .order_by(Award.id)
    )
    return [Winner(*row) for row in session.execute(statement)]


def prizes_of(session: Session, project_id: int) -> Prizes:
    """Read a project's place and awards, in one query."""
    statement = (
        select(Result, Award)
        .select_from(Project)
        .outerjoin(Result, Result.project_id == Project.id)
        .outerjoin(Award, Award.project_id == Project.id)
        .where(Project.id == project_id)
        .order_by(Award.id)
    )
    results, awards = zip(*session.execute(statement).all(), strict=True)
    return Prizes(results[0], list(filter(None, awards)))


def candidates_at(session: Session, event_id: int) -> list[Candidate]:
    """Read the projects that were handed in, best first."""
    statement = (
        select(Project.id, Project.title, Result.place)
        .outerjoin(Result, Result.project_id == Project.id)
        .where(Project.event_id == event_id, Project.state == ProjectState.SUBMITTED)
        .order_by(Result.place.is_(None), Result.place, func.lower(Project.title), Project.id)
    )
    return [Candidate(*row) for row in session.execute(statement)]


def award_names() -> Select[int, str, int]:
    """Select how awards are named in sentences: id, name, key of the address."""
    return select(Award.id, Award.name, Award.id)


def _is_within(entry: Entry, prize: Prize) -> bool:
    """Tell whether a project can win a prize."""
    return (prize.track_id or entry.track_id, prize.challenge_id or entry.challenge_id) == (
        entry.track_id,
        entry.challenge_id,
    )
