"""Table of personal links."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal


class PersonalLink(Base):
    """A link that makes one person judge or mentor, once; only the hash of its secret is kept."""

    __tablename__ = "personal_links"
    __personal__ = Personal(
        what=lazy("The name and mail address under which an organizer invited you as judge or mentor."),
        why=lazy("So that the invitation is for you alone."),
        keep=lazy("90 days after its time is over."),
        whose=("account_id",),
        address="email",
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254))
    display_name: Mapped[str] = mapped_column(String(120))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
