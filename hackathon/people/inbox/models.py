"""Table of notices: what a person was told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal

SUBJECT = 200
_UNREAD = text("read_at IS NULL")


class Notice(Base):
    """One thing one person was told; `key` makes telling twice harmless."""

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_account", "account_id", "id"),
        Index("ix_notices_unread", "account_id", sqlite_where=_UNREAD, postgresql_where=_UNREAD),
    )
    __personal__ = Personal(
        what=lazy("What you were told in your inbox, and when you read it."),
        why=lazy("So that you miss nothing."),
        keep=lazy("A year."),
        whose=("account_id",),
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    subject: Mapped[str] = mapped_column(String(SUBJECT))
    text: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]
