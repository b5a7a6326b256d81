"""Reads about the ranking: as the ballots make it now, and as it was released."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased, undefer

from hackathon.core.facts import Statement
from hackathon.events.challenges.models import Challenge
from hackathon.events.registration.models import Registration
from hackathon.events.registration.states import TAKING_PART
from hackathon.events.setup.models import Event, EventRole, EventRoleGrant
from hackathon.judging.ballots.rules import Progress
from hackathon.judging.ranking.models import Result, ResultEdition
from hackathon.judging.ranking.rules import Ranked, places_alike, rank
from hackathon.judging.standings.models import StandingsKept
from hackathon.judging.standings.queries import standings_kept
from hackathon.judging.tallies.queries import Counted, Entry, counted_at
from hackathon.judging.tallies.rules import Announced, Method, Why
from hackathon.projects.workspace.models import Project
from hackathon.teams.formation.models import Team


@dataclass(frozen=True)
class Standing:
    """One line of a ranking, with names."""

    ranked: Ranked
    title: str
    team: str
    question: str | None


@dataclass(frozen=True)
class Made:
    """How a ranking came about, and how sure it is; no judge is named."""

    method: Method
    why: Why
    announced: Announced
    judges: int
    ballots: int
    has_figures: bool
    excluded: int = 0
    stability: float | None = None
    cause: Mapping[str, Any] | None = None
    announced_reason: str | None = None
    edition: int = 0
    edition_reason: str | None = None
    checked_at: datetime | None = None
    is_same: bool | None = None

    @property
    def same_winner(self) -> int | None:
        """In how many cases the winner stays when one judge is left out."""
        return None if self.stability is None else round(self.stability * self.judges)


@dataclass(frozen=True)
class Ranking:
    """A ranking as its page shows it."""

    lines: Sequence[Standing]
    made: Made | None

    @cached_property
    def parts(self) -> list[list[Standing]]:
        """The lines, parted by the stage they come from and by what common judges connect."""
        parted = groupby(self.lines, key=lambda line: (line.ranked.stage, line.ranked.component))
        return [list(part) for _key, part in parted]

    @property
    def first(self) -> Standing | None:
        """The one that leads, None where several groups each have their own."""
        return self.lines[0] if self.lines and not self.is_apart else None

    @property
    def is_apart(self) -> bool:
        """Whether the places of some projects say nothing about those of others."""
        return len({line.ranked.component for line in self.of_now}) > 1

    @property
    def is_thin(self) -> bool:
        """Whether no project has two ballots, so that nothing tells a strict judge from a weak project."""
        return len(self.of_now) > 1 and all(line.ranked.ballots == 1 for line in self.of_now)

    @cached_property
    def of_now(self) -> list[Standing]:
        """The lines of the last stage."""
        return [line for line in self.lines if line.ranked.stage == self.lines[0].ranked.stage]

    @property
    def winners(self) -> list[Standing]:
        """Those in the first place: several where they are tied, or where groups each have their own."""
        return [line for line in self.lines if line.ranked.place == 1]

    @property
    def close(self) -> list[Standing]:
        """Those that cannot be told apart from the first."""
        near = self.first.ranked.alike if self.first else ()
        return [line for line in self.lines if line.ranked.project_id in near]

    @property
    def by_mean(self) -> list[Standing]:
        """Those that lead by the plain mean, where they are others."""
        if self.first is None or any(line.ranked.mean_place == 1 for line in self.winners):
            return []
        return [line for line in self.of_now if line.ranked.mean_place == 1]

    @property
    def caused_by(self) -> Standing | None:
        """The project that the judge concerned who changes the winner."""
        concerned = self.made.cause["project_id"] if self.made and self.made.cause else None
        return next((line for line in self.lines if line.ranked.project_id == concerned), None)

    def alike(self, line: Standing) -> str:
        """Say from which places a line cannot be told apart."""
        return places_alike(line.ranked, self._places)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {line.ranked.project_id: line.ranked.place for line in self.lines}


@dataclass(frozen=True)
class Present:
    """The ranking that the ballots make now; `is_current` tells whether what had to be computed is of these ballots."""

    counted: Counted
    kept: StandingsKept | None
    rows: Sequence[Ranked]

    @property
    def is_current(self) -> bool:
        """Whether the figures that were computed are of what counts now."""
        return self.kept is not None and self.kept.basis == self.counted.tally.digest

    @property
    def is_ready(self) -> bool:
        """Whether these scores can be released: plain means need no figures."""
        return self.is_current or self.counted.tally.method == Method.MEAN

    @property
    def is_apart(self) -> bool:
        """Whether no common judge connects all projects."""
        return len(self.counted.tally.groups) > 1

    @property
    def told(self) -> Announced:
        """How places are told that nothing connects."""
        return self.counted.tally.announced

    @property
    def progress(self) -> Progress:
        """How far judging is."""
        return self.counted.progress

    @cached_property
    def ranking(self) -> Ranking:
        """The ranking with names."""
        return Ranking([_line(row, self.counted.entries[row.project_id]) for row in self.rows], self.made)

    @cached_property
    def made(self) -> Made:
        """How the ranking comes about."""
        tally, announcement = self.counted.tally, self.counted.announcement
        kept = self.kept if self.is_current else None
        return Made(
            method=tally.method,
            why=tally.why,
            announced=tally.announced if self.is_apart else Announced.TOGETHER,
            judges=len(tally.judges),
            ballots=len(tally.scored),
            has_figures=kept is not None,
            excluded=len(tally.excluded),
            stability=kept.winner_stability if kept else None,
            cause=kept.cause if kept else None,
            announced_reason=announcement.reason if announcement and self.is_apart else None,
        )


def present_ranking(session: Session, event_id: int, stage: int | None = None) -> Present:
    """Rank by what counts now, or counted in a stage. Six queries, a seventh where few judges left a hole."""
    counted, kept = counted_at(session, event_id, stage), standings_kept(session, event_id)
    is_current = kept is not None and kept.basis == counted.tally.digest
    return Present(counted, kept, rank(counted.tally, kept.rows if kept and is_current else ()))


def released_ranking(session: Session, event_id: int) -> Ranking:
    """Read the ranking that was released, in two queries."""
    return Ranking(released_standings(session, event_id), _made(session, event_id))


def released_standings(session: Session, event_id: int) -> list[Standing]:
    """Read the lines that were released, best first, in one query."""
    statement = _named(Result).join(Result, Result.project_id == Project.id).where(Result.event_id == event_id)
    ordered = statement.order_by(Result.stage.desc(), Result.component, Result.place, Result.project_id)
    rows = session.execute(ordered).all()
    shared = Counter((result.component, result.place) for result, *_names in rows)
    return [
        Standing(result.ranked(is_tied=shared[result.component, result.place] > 1), *names) for result, *names in rows
    ]


def standings_of(session: Session, event: Event) -> Sequence[Standing]:
    """Read the lines of the ranking as it was released, or as the ballots make it now."""
    if event.is_released:
        return released_standings(session, event.id)
    return present_ranking(session, event.id).ranking.lines


def editions_of(session: Session, event_id: int) -> list[tuple[ResultEdition, str | None]]:
    """Read the editions of a released ranking with their reasons and what came out, the newest first."""
    statement = (
        select(ResultEdition, Statement.text)
        .outerjoin(Statement, Statement.id == ResultEdition.statement_id)
        .where(ResultEdition.event_id == event_id)
        .options(undefer(ResultEdition.outcome))
        .order_by(ResultEdition.number.desc())
    )
    return [(edition, reason) for edition, reason in session.execute(statement)]


def newest_edition(session: Session, event_id: int) -> ResultEdition | None:
    """Read the edition that holds."""
    statement = select(ResultEdition).where(ResultEdition.event_id == event_id).order_by(ResultEdition.number.desc())
    return session.scalars(statement.limit(1)).one_or_none()


def everyone_at(session: Session, event_id: int) -> set[int]:
    """Read who takes part in an event or has a role at it."""
    taking_part = select(Registration.account_id).where(
        Registration.event_id == event_id, Registration.state.in_(TAKING_PART)
    )
    with_role = select(EventRoleGrant.account_id).where(EventRoleGrant.event_id == event_id)
    return set(session.scalars(taking_part.union(with_role)))


def judges_at(session: Session, event_id: int) -> set[int]:
    """Read who judges an event."""
    judging = select(EventRoleGrant.account_id).where(
        EventRoleGrant.event_id == event_id, EventRoleGrant.role == EventRole.JUDGE
    )
    return set(session.scalars(judging))


def _made(session: Session, event_id: int) -> Made | None:
    announced = aliased(Statement)
    statement = (
        select(ResultEdition, Statement.text, announced.text)
        .outerjoin(Statement, Statement.id == ResultEdition.statement_id)
        .outerjoin(announced, announced.id == ResultEdition.announced_id)
        .where(ResultEdition.event_id == event_id)
        .order_by(ResultEdition.number.desc())
        .limit(1)
    )
    found = session.execute(statement).one_or_none()
    return _made_of(*found) if found else None


def _made_of(edition: ResultEdition, reason: str | None, announced_reason: str | None) -> Made:
    return Made(
        method=Method(edition.method),
        why=Why(edition.why),
        announced=Announced(edition.announced),
        judges=edition.judges,
        ballots=edition.ballots,
        has_figures=edition.has_figures,
        excluded=edition.excluded,
        stability=edition.stability,
        cause=edition.cause,
        announced_reason=announced_reason,
        edition=edition.number,
        edition_reason=reason,
        checked_at=edition.checked_at,
        is_same=edition.is_same,
    )


def _named(*first: Any) -> Select[Any]:
    return (
        select(*first, Project.title, Team.name, Challenge.question)
        .select_from(Project)
        .join(Team, Team.id == Project.team_id)
        .outerjoin(Challenge, Challenge.id == Project.challenge_id)
    )


def _line(row: Ranked, entry: Entry) -> Standing:
    return Standing(row, entry.title, entry.team, entry.question)
