"""Tables of rubrics and their criteria."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.db import Base
from hackathon.judging.rubric.rules import CriterionDraft, Scale


class Rubric(Base):
    """What an event's judges look at; `locked_at` is set when the first ballot is opened.

    One without track, challenge and stage holds for all projects that have no closer one; `scope` names these three.
    """

    __tablename__ = "rubrics"
    __table_args__ = (UniqueConstraint("event_id", "scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    scope: Mapped[str] = mapped_column(String(40), default="", server_default=text("''"))
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"))
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenges.id"))
    stage: Mapped[int | None]
    edition: Mapped[int] = mapped_column(default=1, server_default="1")
    lowest: Mapped[int] = mapped_column(default=1)
    highest: Mapped[int] = mapped_column(default=5)
    locked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    criteria: Mapped[list["Criterion"]] = relationship(
        primaryjoin="and_(Rubric.id == Criterion.rubric_id, Criterion.dropped_in.is_(None))",
        cascade="all, delete-orphan",
        order_by="Criterion.position",
        lazy="selectin",
    )

    @property
    def scale(self) -> Scale:
        """Its scale, which is that of all rubrics of the event."""
        return Scale(self.lowest, self.highest)

    @property
    def values(self) -> range:
        """What may be given on each criterion, lowest first."""
        return range(self.lowest, self.highest + 1)

    @property
    def weights(self) -> dict[int, int]:
        """How much each criterion counts, by its id; independent ones count nothing and are left out."""
        return {criterion.id: criterion.weight for criterion in self.criteria if not criterion.is_independent}

    @property
    def required(self) -> list[int]:
        """The criteria that a ballot must have scores for to be cast."""
        return [criterion.id for criterion in self.criteria if not criterion.is_optional]


class Criterion(Base):
    """One thing to score: its weight in percent, and for each value a sentence that says when it is earned.

    An optional one may be left empty; an independent one is shown and not counted. One that an edition dropped
    (`dropped_in`, its number) keeps the scores that were given for it and is asked for no more.
    """

    __tablename__ = "criteria"
    __table_args__ = (UniqueConstraint("rubric_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubrics.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(String(300), default="")
    weight: Mapped[int]
    is_optional: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_independent: Mapped[bool] = mapped_column(default=False, server_default=false())
    anchors: Mapped[dict[str, Any]] = mapped_column(default=dict)
    dropped_in: Mapped[int | None]

    def scale(self, values: Iterable[int]) -> list[tuple[int, int, str]]:
        """Return the values that may be given, each with its name and its anchor."""
        return [(value, value, self.anchors.get(str(value), "")) for value in values]

    def draft(self) -> CriterionDraft:
        """Return the criterion as it was written, to be edited."""
        flags = {"is_optional": self.is_optional, "is_independent": self.is_independent}
        return CriterionDraft(self.name, self.question, self.weight, self.anchors, self.position, **flags, id=self.id)

    def follow(self, draft: CriterionDraft) -> None:
        """Become what somebody wrote."""
        self.name, self.question, self.anchors = draft.name, draft.question, dict(draft.anchors)
        self.is_optional, self.is_independent = draft.is_optional, draft.is_independent
        self.weight = 0 if draft.is_independent else draft.weight
