"""Table of the limits that were changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import FOR_GOOD, Personal


class ChangedLimit(Base):
    """A number that somebody changed; without a row it is the usual one."""

    __tablename__ = "promotion_limits"
    __personal__ = Personal(
        what=lazy("That you changed a number by which use cases are promoted."),
        why=lazy("So that it is known who did."),
        keep=FOR_GOOD,
        whose=("changed_by",),
    )

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]
    changed_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime]
