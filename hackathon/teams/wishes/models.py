"""Tables of ranked choices, and of wishes to be in one team or not to be."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class ChoiceList(Base):
    """The questions of an event that somebody would like to work on, best first."""

    __tablename__ = "choice_lists"
    __table_args__ = (UniqueConstraint("event_id", "account_id"),)
    __personal__ = Personal(
        what=lazy("Which questions you would like to work on, and in which order."),
        why=lazy("So that you get one of them when people are put into teams."),
        keep=WITH_EVENT,
        whose=("account_id",),
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    challenge_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    ranked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class TogetherWish(Base):
    """That somebody would like to be in one team with somebody else, who is not told."""

    __tablename__ = "together_wishes"
    __table_args__ = (
        UniqueConstraint("event_id", "account_id", "other_id"),
        CheckConstraint("account_id <> other_id", name="two_people"),
        Index("ix_together_wishes_other", "other_id"),
    )
    __personal__ = Personal(
        what=lazy("With whom you would like to be in a team."),
        why=lazy("So that you are put into one, if that is possible."),
        keep=WITH_EVENT,
        whose=("account_id",),
        goes=True,
        lets_go=("other_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    wished_at: Mapped[datetime]


class ApartWish(Base):
    """That two people must not be in one team: for the eyes of organizers only.

    Neither of the two owns the row, so that no copy of one's data, no count on the privacy page and no list of wishes
    tells one of them that it is there. Two people may tell the same; neither finds out by being refused.
    """

    __tablename__ = "apart_wishes"
    __table_args__ = (
        UniqueConstraint("event_id", "told_by_id", "one_id", "other_id"),
        CheckConstraint("one_id <> other_id", name="two_people"),
    )
    __personal__ = Personal(
        what=lazy("That you asked the organizers to put two people into different teams. Only organizers read it."),
        why=lazy("So that nobody has to work with somebody they should not work with."),
        keep=lazy("Until 90 days after the results of the event are out."),
        whose=("told_by_id",),
        lets_go=("one_id", "other_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    one_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    other_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    told_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    told_at: Mapped[datetime]
