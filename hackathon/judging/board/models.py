"""Table of the ballots that judges were asked to look at again."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class SecondLook(Base):
    """An organizer asked a judge to look at a ballot again; asked once, whatever comes of it."""

    __tablename__ = "second_looks"
    __personal__ = Personal(
        what=lazy("That you asked a judge to look at a ballot again."),
        why=lazy("So that a judge is asked once, and it is known by whom."),
        keep=WITH_EVENT,
        whose=("asked_by",),
    )

    ballot_id: Mapped[int] = mapped_column(ForeignKey("ballots.id"), primary_key=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
