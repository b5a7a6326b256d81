"""Table of registrations."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.events.registration.states import RegistrationState


class Registration(Base):
    """That somebody takes part in an event, in which craft and with which skills."""

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("event_id", "account_id"),
        Index("ix_registrations_account", "account_id"),
    )
    __personal__ = Personal(
        what=lazy("For which events you registered, in which craft and with which skills."),
        why=lazy("So that organizers plan places, and teams find whom they miss."),
        keep=WITH_EVENT,
        whose=("account_id",),
        empties={"skills": []},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    craft: Mapped[str] = mapped_column(String(20))
    skills: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(20), default=RegistrationState.APPLIED)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
