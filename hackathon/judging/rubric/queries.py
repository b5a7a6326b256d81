"""Reads about rubrics."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, aliased, joinedload

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.prepared import prepared
from hackathon.events.challenges.models import Challenge, Track
from hackathon.events.challenges.queries import accepted_challenges, tracks_of
from hackathon.events.setup.models import Event
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.rules import Scoped, closeness, holds_for
from hackathon.judging.stages.models import Stage
from hackathon.judging.stages.queries import stages_of


class CriterionShown(NamedTuple):
    """A criterion as everybody may read it, with what its rubric is for where that is not the whole event."""

    name: str
    weight: int
    question: str
    is_independent: bool
    slug: str
    scope: str
    track: str | None
    challenge: str | None
    stage: str | None


class RubricFor(NamedTuple):
    """A rubric with the names of what it is for; all None for the event's own."""

    rubric: Rubric
    track: str | None
    challenge: str | None
    stage: str | None


class Parts(NamedTuple):
    """What of an event can have a rubric of its own."""

    tracks: Sequence[Track]
    challenges: Sequence[Challenge]
    stages: Sequence[Stage]

    def __bool__(self) -> bool:
        return bool(self.tracks or self.stages or len(self.challenges) > 1)


@dataclass(frozen=True)
class Rubrics:
    """All rubrics of an event: its own, and closer ones for a track, a challenge or a stage."""

    rows: Sequence[Rubric]

    @property
    def own(self) -> Rubric | None:
        """The one that holds where no closer one does."""
        return next((rubric for rubric in self.rows if rubric.scope == ""), None)

    def of(self, project: Scoped) -> Rubric | None:
        """Return the rubric that is closest to a project in a stage, None where the event has none at all."""
        return max(self._holding(project), key=closeness, default=None)

    def _holding(self, project: Scoped) -> list[Rubric]:
        return [rubric for rubric in self.rows if holds_for(rubric, project)]


def rubrics_at(session: Session, event_id: int) -> Rubrics:
    """Read an event's rubrics with their criteria, its own first, in one query."""
    return Rubrics(session.scalars(*_rubrics(event_id)).unique().all())


def rubric_of(session: Session, event_id: int) -> Rubric | None:
    """Read an event's own rubric with its criteria, in one query."""
    return session.scalars(*_rubric(event_id)).unique().one_or_none()


def criteria_of(session: Session, event_id: int) -> list[CriterionShown]:
    """List what an event's projects are judged by, by its own rubric first, in their order."""
    return [CriterionShown(*row) for row in session.execute(*_criteria(event_id))]


def named_rubrics(session: Session, event_id: int) -> list[RubricFor]:
    """Read an event's rubrics with their criteria and what they are for, its own first. Two queries."""
    statement = _named(Rubric).where(Rubric.event_id == event_id).order_by(Rubric.scope, Rubric.id)
    return [RubricFor(*row) for row in session.execute(statement)]


def named_rubric(session: Session, event_id: int, rubric_id: int) -> RubricFor:
    """Read one of an event's rubrics, raising `Missing` where there is none of this number. Two queries."""
    statement = _named(Rubric).where(Rubric.event_id == event_id, Rubric.id == rubric_id)
    found = session.execute(statement).one_or_none()
    if found is None:
        raise Missing(_("This does not exist, or not any more."))
    return RubricFor(*found)


def parts_of(session: Session, event_id: int) -> Parts:
    """Read the tracks, questions and stages of an event. Three queries."""
    return Parts(tracks_of(session, event_id), accepted_challenges(session, event_id), stages_of(session, event_id))


def namesakes(
    session: Session, model: type[Track] | type[Challenge], name: str, event_id: int, ids: Collection[int | None]
) -> dict[int | None, int]:
    """Find the rows of another event that are called like these, by the ids of these."""
    known = aliased(model)
    same = getattr(model, name) == getattr(known, name)
    statement = select(known.id, func.min(model.id)).join(model, same)
    there = statement.where(model.event_id == event_id, known.id.in_(ids)).group_by(known.id)
    return dict(session.execute(there).all())


@prepared
def _criteria(event_id: int) -> Select[str, int, str, bool, str, str, str | None, str | None, str | None]:
    shown = (Criterion.name, Criterion.weight, Criterion.question, Criterion.is_independent, Event.slug, Rubric.scope)
    return (
        _named(*shown)
        .join(Criterion, and_(Criterion.rubric_id == Rubric.id, Criterion.dropped_in.is_(None)))
        .join(Event, Event.id == Rubric.event_id)
        .where(Rubric.event_id == event_id)
        .order_by(Rubric.scope, Rubric.id, Criterion.position)
    )


def _named(*first: Any) -> Select[*tuple[Any, ...]]:
    """Select with the names of what a rubric is for."""
    return (
        select(*first, Track.name, Challenge.title, Stage.name)
        .select_from(Rubric)
        .outerjoin(Track, Track.id == Rubric.track_id)
        .outerjoin(Challenge, Challenge.id == Rubric.challenge_id)
        .outerjoin(Stage, and_(Stage.event_id == Rubric.event_id, Stage.number == Rubric.stage))
    )


@prepared
def _rubric(event_id: int) -> Select[Rubric]:
    return select(Rubric).where(Rubric.event_id == event_id, Rubric.scope == "").options(joinedload(Rubric.criteria))


@prepared
def _rubrics(event_id: int) -> Select[Rubric]:
    all_of_it = select(Rubric).where(Rubric.event_id == event_id).options(joinedload(Rubric.criteria))
    return all_of_it.order_by(Rubric.scope, Rubric.id)
