"""Tables of offers and of who is asked next."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, false, text
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
        lets_go=("deputy_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=OfferState.OPEN)
    offered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    offered_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    is_to_member: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether it was made to a member of the team, whom somebody outside it had confirmed."""
    metric: Mapped[str] = mapped_column(String(200), default="")
    budget: Mapped[str] = mapped_column(String(200), default="")
    signed_name: Mapped[str] = mapped_column(String(120), default="")
    """The name the owner typed as a signature under the statement."""
    statement: Mapped[str] = mapped_column(Text, default="")
    """The exact sentence that was signed."""
    signed_at: Mapped[datetime | None]
    """When the owner signed; on the full path the offer stays open until the sponsor has signed, too."""
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """Whom the owner named to countersign."""
    countersigned_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class NextOwner(Base):
    """Somebody who is asked, in their turn, when those before them say no or say nothing."""

    __tablename__ = "next_owners"
    __table_args__ = (UniqueConstraint("case_id", "owner_id"),)
    __personal__ = Personal(
        what=lazy("Use cases that you are to be asked about next."),
        why=lazy("So that a use case finds an owner without waiting for anybody."),
        keep=WITH_CASE,
        whose=("owner_id",),
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    position: Mapped[int]
