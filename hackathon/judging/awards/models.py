"""Tables of awards, and of the prizes that are set out before the results are known."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class Award(Base):
    """What organizers gave a project. It grants a nomination and nothing more."""

    __tablename__ = "awards"
    __table_args__ = (UniqueConstraint("event_id", "project_id", "name"),)
    __personal__ = Personal(
        what=lazy("That you gave a project an award, and why."),
        why=lazy("So that it is known who decided."),
        keep=WITH_EVENT,
        whose=("given_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(String(500), default="")
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]


class Prize(Base):
    """What is to be won: by the best of a track or a challenge, or by whomever organizers choose.

    Who wins it is decided before the release and stays here, where nobody but organizers reads it: it becomes an
    award when the results are out.
    """

    __tablename__ = "prizes"
    __table_args__ = (UniqueConstraint("event_id", "name"),)
    __personal__ = Personal(
        what=lazy("That you decided who wins a prize, and why."),
        why=lazy("So that it is known who decided."),
        keep=WITH_EVENT,
        whose=("decided_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    name: Mapped[str] = mapped_column(String(120))
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"))
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenges.id"))
    project_id: Mapped[int | None] = mapped_column(ForeignKey("projects.id"))
    reason: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    decided_at: Mapped[datetime | None]
