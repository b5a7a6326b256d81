"""Tables of the accounts elsewhere that open accounts here, and of the answers that were used."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_ACCOUNT, Personal
from hackathon.people.single_sign_on.rules import LONGEST_SUBJECT


class Identity(Base):
    """Somebody at an issuer, known by the subject alone: addresses and names there may pass to other people."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"), UniqueConstraint("account_id", "issuer"))
    __personal__ = Personal(
        what=lazy("Which account at your identity provider opens yours here."),
        why=lazy("So that you come in by single sign-on."),
        keep=WITH_ACCOUNT,
        whose=("account_id",),
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    linked_at: Mapped[datetime]


class UsedState(Base):
    """That the answer to an attempt came: a second one is refused, even from a copy of the browser's cookies."""

    __tablename__ = "used_states"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_at: Mapped[datetime] = mapped_column(index=True)
