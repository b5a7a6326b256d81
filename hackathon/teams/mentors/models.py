"""Table of who mentors which team."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal

_NOW = text("until IS NULL")


class TeamMentor(Base):
    """That somebody mentors a team, or did until a moment: the rows stay, since helping once bars from judging."""

    __tablename__ = "team_mentors"
    __table_args__ = (
        Index("uq_team_mentors_now", "team_id", "account_id", unique=True, sqlite_where=_NOW, postgresql_where=_NOW),
        Index("ix_team_mentors_account", "account_id", "event_id"),
        Index("ix_team_mentors_event", "event_id"),
    )
    __personal__ = Personal(
        what=lazy("Which teams you mentor or mentored, and since when."),
        why=lazy("So that teams know whom to ask, and nobody judges whom they helped."),
        keep=WITH_EVENT,
        whose=("account_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    since: Mapped[datetime]
    until: Mapped[datetime | None]
