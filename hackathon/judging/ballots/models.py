"""Tables of ballots, their scores and their earlier versions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.judging.ballots.rules import Marks, Sent
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.stages.models import FIRST


class Ballot(Base):
    """One judge's scores for one project; one per judge, project and stage.

    `position` orders the judge's queue; `submission_id` is the snapshot the scores were given for;
    `alive_in_a_year` is the judge's guess, which counts in nothing.
    """

    __tablename__ = "ballots"
    __table_args__ = (
        UniqueConstraint("judge_id", "project_id", "stage"),
        Index("ix_ballots_event", "event_id", "state"),
    )
    __personal__ = Personal(
        what=lazy("Which projects you judge, your scores, your words to the team and your note to yourself."),
        why=lazy("So that results are fair and teams learn from them."),
        keep=WITH_EVENT,
        whose=("judge_id",),
        empties={"note": ""},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    judge_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    stage: Mapped[int] = mapped_column(default=FIRST, server_default="1")
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(20), default=BallotState.ASSIGNED)
    feedback: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    alive_in_a_year: Mapped[bool | None]
    cast_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    scores: Mapped[list["Score"]] = relationship(
        cascade="all, delete-orphan", order_by="Score.criterion_id", lazy="selectin"
    )

    @property
    def values(self) -> dict[int, int]:
        """The scores by criterion."""
        return {score.criterion_id: score.value for score in self.scores}

    def give(self, values: Mapping[int, int]) -> None:
        """Replace the scores by these."""
        kept = {score.criterion_id: score for score in self.scores}
        for criterion_id, value in values.items():
            kept.setdefault(criterion_id, Score(criterion_id=criterion_id)).value = value
        self.scores = [kept[criterion_id] for criterion_id in sorted(values)]


class Score(Base):
    """The value one judge gave one project on one criterion."""

    __tablename__ = "scores"

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criteria.id"), primary_key=True)
    value: Mapped[int]


class BallotVersion(Base):
    """A ballot as it stood when it was saved; never changed.

    `client_id` names the sending by the device that made it, so that the same one sent twice is written once.
    """

    __tablename__ = "ballot_versions"
    __table_args__ = (UniqueConstraint("ballot_id", "number"), UniqueConstraint("ballot_id", "client_id"))
    __personal__ = Personal(
        what=lazy("Earlier versions of your scores and words to the team."),
        why=lazy("So that it can be proven how a result came about."),
        keep=WITH_EVENT,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"))
    number: Mapped[int]
    scores: Mapped[dict[str, Any]]
    feedback: Mapped[str] = mapped_column(Text)
    alive_in_a_year: Mapped[bool | None]
    is_cast: Mapped[bool]
    client_id: Mapped[str | None] = mapped_column(String(36))
    saved_at: Mapped[datetime]

    @classmethod
    def of(cls, ballot: Ballot, *, at: datetime, client_id: str | None = None) -> Self:
        """Keep a ballot as it stands."""
        return cls(
            ballot_id=ballot.id,
            number=ballot.version,
            scores={str(criterion_id): value for criterion_id, value in ballot.values.items()},
            feedback=ballot.feedback,
            alive_in_a_year=ballot.alive_in_a_year,
            is_cast=ballot.state == BallotState.CAST,
            client_id=client_id,
            saved_at=at,
        )


class LateCast(Base):
    """Scores that a judge gave in time, by their device's clock, and that came in when judging had closed.

    They count only once an organizer admits them. `version` and `state` are those of the ballot when they came in.
    """

    __tablename__ = "late_casts"
    __table_args__ = (UniqueConstraint("ballot_id", "client_id"),)
    __personal__ = Personal(
        what=lazy("Scores and words to the team that reached us when judging had closed."),
        why=lazy("So that an organizer can still let them count."),
        keep=WITH_EVENT,
        whose=("judge_id",),
        empties={"note": ""},
        lets_go=("admitted_by_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"))
    judge_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    client_id: Mapped[str] = mapped_column(String(36))
    scores: Mapped[dict[str, Any]]
    feedback: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    alive_in_a_year: Mapped[bool | None]
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    claimed_at: Mapped[datetime]
    received_at: Mapped[datetime]
    admitted_at: Mapped[datetime | None]
    admitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))

    @classmethod
    def of(cls, ballot: Ballot, marks: Marks, sent: Sent, *, at: datetime) -> Self:
        """Keep what came in for a ballot, beside it."""
        return cls(
            ballot_id=ballot.id,
            judge_id=ballot.judge_id,
            client_id=sent.client_id,
            scores={str(criterion_id): value for criterion_id, value in marks.scores.items()},
            feedback=marks.feedback,
            note=marks.note,
            alive_in_a_year=marks.alive_in_a_year,
            version=ballot.version,
            state=ballot.state,
            claimed_at=sent.claimed_at,
            received_at=at,
        )

    @property
    def marks(self) -> Marks:
        """What the judge typed."""
        scores = {int(criterion_id): value for criterion_id, value in self.scores.items()}
        return Marks(scores, self.feedback, self.note, self.alive_in_a_year)
