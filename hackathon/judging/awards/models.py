"""Table of awards."""

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
