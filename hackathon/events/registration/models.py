"""Table of registrations."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.events.registration.states import RegistrationState


class Registration(Base):
    """That somebody takes part in an event, in which craft and with which skills."""

    __tablename__ = "registrations"
    __table_args__ = (
        UniqueConstraint("event_id", "account_id"),
        Index("ix_registrations_account", "account_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    craft: Mapped[str] = mapped_column(String(20))
    skills: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(20), default=RegistrationState.APPLIED)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
