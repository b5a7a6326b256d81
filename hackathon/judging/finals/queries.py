"""Reads about finals: what organizers decide from, and who goes on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.rules import Progress
from hackathon.judging.finals.rules import Candidate, Proposal, propose
from hackathon.judging.ranking.queries import present_ranking
from hackathon.judging.ranking.rules import Ranked
from hackathon.judging.stages.models import Finalist, Stage
from hackathon.judging.stages.queries import projects_of_stage
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.states import ProjectState
from hackathon.teams.formation.models import Team, TeamMember


class FinalistShown(NamedTuple):
    """A project that goes on, as everybody may read it."""

    project_id: int
    title: str
    team: str


class Concerned(NamedTuple):
    """A member of a team whose project was in the stage before, and whether it goes on."""

    account_id: int
    project_id: int
    title: str
    goes_on: bool


@dataclass(frozen=True)
class Field:
    """The projects of the stage that ends, with whom the ranking proposes."""

    candidates: Sequence[Candidate]
    proposal: Proposal
    progress: Progress
    is_current: bool
    is_apart: bool

    @property
    def ids(self) -> set[int]:
        """The projects among which is chosen."""
        return {each.project_id for each in self.candidates}


def field_before(session: Session, stage: Stage, *, places: int) -> Field:
    """Read who could go on into a stage, best first, and who is proposed for so many places."""
    before = stage.number - 1
    present = present_ranking(session, stage.event_id, before)
    ids = set(session.scalars(projects_of_stage(stage.event_id, before)))
    ranking = {row.project_id: row for row in present.rows if row.stage == before and row.project_id in ids}
    proposal = propose(list(ranking.values()), places)
    named = [(present.counted.entries[project_id], ranking.get(project_id)) for project_id in ids]
    candidates = [
        Candidate(
            entry.project_id,
            entry.title,
            entry.team,
            ranked,
            is_proposed=entry.project_id in proposal.proposed,
            is_close=entry.project_id in proposal.close,
        )
        for entry, ranked in named
    ]
    return Field(sorted(candidates, key=_best_first), proposal, present.progress, present.is_ready, present.is_apart)


def finalists_of(session: Session, event_id: int, stage: int) -> list[FinalistShown]:
    """List who goes on into a stage, by title: their order tells nothing."""
    statement = (
        select(Project.id, Project.title, Team.name)
        .join(Team, Team.id == Project.team_id)
        .where(Project.id.in_(projects_of_stage(event_id, stage)))
        .order_by(func.lower(Project.title), Project.id)
    )
    return [FinalistShown(*row) for row in session.execute(statement)]


def states_held(session: Session, event_id: int, stage: int) -> Sequence[str]:
    """Read how far the ballots of a stage are, fresh and kept from changing until the end."""
    found = select(Ballot).where(Ballot.event_id == event_id, Ballot.stage == stage).order_by(Ballot.id)
    held = session.scalars(found.with_for_update(), execution_options={"populate_existing": True})
    return [ballot.state for ballot in held]


def concerned_by(session: Session, event_id: int, stage: int) -> list[Concerned]:
    """List the members of all teams whose project was in the stage before."""
    goes_on = Project.id.in_(select(Finalist.project_id).where(Finalist.event_id == event_id, Finalist.stage == stage))
    statement = (
        select(TeamMember.account_id, Project.id, Project.title, goes_on)
        .join(Project, Project.team_id == TeamMember.team_id)
        .where(Project.id.in_(projects_of_stage(event_id, stage - 1)), Project.state == ProjectState.SUBMITTED)
        .order_by(TeamMember.account_id)
    )
    return [Concerned(*row) for row in session.execute(statement)]


def _best_first(each: Candidate) -> tuple[bool, int, int, str, int]:
    ranked: Ranked | None = each.ranked
    place = (ranked.place, ranked.component) if ranked else (0, 0)
    return ranked is None, *place, each.title.casefold(), each.project_id
