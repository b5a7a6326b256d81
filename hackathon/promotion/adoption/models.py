"""Table of offers."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal
from hackathon.promotion.adoption.states import OfferState

_OPEN = text("state = 'OPEN'")


class Offer(Base):
    """A use case offered to a product owner, and how they answered; one open offer per case."""

    __tablename__ = "offers"
    __table_args__ = (Index("uq_offers_open", "case_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),)
    __personal__ = Personal(
        what=lazy("Use cases that were offered to you, and your signature under those you took over."),
        why=lazy("So that each has an owner who agreed."),
        keep=WITH_CASE,
        whose=("owner_id",),
        empties={"signed_name": "", "statement": ""},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=OfferState.OPEN)
    offered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    metric: Mapped[str] = mapped_column(String(200), default="")
    budget: Mapped[str] = mapped_column(String(200), default="")
    signed_name: Mapped[str] = mapped_column(String(120), default="")
    """The name the owner typed as a signature under the statement."""
    statement: Mapped[str] = mapped_column(Text, default="")
    """The exact sentence that was signed."""
    version: Mapped[int] = mapped_column(default=1)
