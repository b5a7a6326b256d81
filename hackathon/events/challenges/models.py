"""Tables of challenges and their tracks."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.events.challenges.rules import hours_a_year
from hackathon.events.challenges.states import ChallengeState


class Track(Base):
    """A set of an event's challenges, such as those of one department."""

    __tablename__ = "tracks"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    name: Mapped[str] = mapped_column(String(80))


class Challenge(Base):
    """A business question. Owner, data and outcome may stay unknown until nomination; three lights show them."""

    __tablename__ = "challenges"
    __table_args__ = (Index("ix_challenges_event", "event_id", "state"),)
    __personal__ = Personal(
        what=lazy("Questions that you posed, and those you are named for as product owner."),
        why=lazy("So that teams know whom to ask."),
        keep=WITH_EVENT,
        whose=("poser_id",),
        lets_go=("product_owner_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"))
    title: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(String(500))
    why: Mapped[str] = mapped_column(Text, default="")
    metric: Mapped[str] = mapped_column(String(200), default="")
    metric_unit: Mapped[str] = mapped_column(String(40), default="")
    baseline: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    baseline_source: Mapped[str] = mapped_column(String(300), default="")
    target: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    data_name: Mapped[str] = mapped_column(String(200), default="")
    data_class: Mapped[str | None] = mapped_column(String(20))
    data_link: Mapped[str] = mapped_column(String(500), default="")
    poser_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    product_owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    people_count: Mapped[int | None]
    times_a_year: Mapped[int | None]
    minutes_each: Mapped[int | None]
    is_owned: Mapped[bool | None]
    wanted_skills: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    max_teams: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(20), default=ChallengeState.PROPOSED)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("challenges.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def has_all_lights(self) -> bool:
        """Whether everything is known that lets a prototype live on."""
        return self.has_owner and self.has_usable_data and self.has_outcome

    @property
    def hours_a_year(self) -> Decimal | None:
        """What it costs today, None where that is not known."""
        return hours_a_year(self.people_count, self.times_a_year, self.minutes_each)

    @property
    def has_owner(self) -> bool:
        """Whether somebody would own the result."""
        return self.product_owner_id is not None

    @property
    def has_usable_data(self) -> bool:
        """Whether the data set and its class are known."""
        return bool(self.data_name and self.data_class)

    @property
    def has_outcome(self) -> bool:
        """Whether success can be measured: a metric with its baseline."""
        return bool(self.metric) and self.baseline is not None
