"""Table of the teams that have more time than their event."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class Extension(Base):
    """Until when one team can hand in, who decided that, and why; giving more time again replaces it."""

    __tablename__ = "deadline_extensions"
    __personal__ = Personal(
        what=lazy("That you gave a team more time."),
        why=lazy("So that judges know who decided it."),
        keep=WITH_EVENT,
        whose=("given_by",),
    )

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    until: Mapped[datetime]
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"))
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]
