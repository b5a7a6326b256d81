"""Table of API tokens."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_ACCOUNT, Personal


class ApiToken(Base):
    """A secret with which a program acts for a person; only its hash is kept, and the row outlives its use."""

    __tablename__ = "api_tokens"
    __personal__ = Personal(
        what=lazy("Names of your API tokens, what they may do and when they were last used; no token itself."),
        why=lazy("So that you see and end what acts in your name."),
        keep=WITH_ACCOUNT,
        whose=("account_id",),
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    scopes: Mapped[list[str]]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    """When it was last used, within a minute."""
    refused_at: Mapped[datetime | None]
    """When it was last tried although it had ended, within an hour."""
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
