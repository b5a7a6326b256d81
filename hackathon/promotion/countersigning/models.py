"""Table of countersignatures."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal


class Countersignature(Base):
    """What a sponsor signed under an offer that its owner had signed before."""

    __tablename__ = "countersignatures"
    __personal__ = Personal(
        what=lazy("Your signature under use cases that you countersigned as a sponsor."),
        why=lazy("So that it is known who answers for them."),
        keep=WITH_CASE,
        whose=("sponsor_id",),
        empties={"signed_name": "", "statement": ""},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"), unique=True)
    sponsor_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    signed_name: Mapped[str] = mapped_column(String(120))
    statement: Mapped[str] = mapped_column(Text)
    """The exact sentence that was signed."""
    signed_at: Mapped[datetime]
