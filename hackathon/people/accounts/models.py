"""Tables of accounts, site roles and sign-in links."""

import secrets
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hackathon.core.db import Base
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.privacy import WITH_ACCOUNT, Personal


class AccountState(StrEnum):
    """Whether an account can be used."""

    INVITED = "INVITED"
    ACTIVE = "ACTIVE"
    DEACTIVATED = "DEACTIVATED"
    ERASED = "ERASED"
    """For good: what is left is the number by which the record refers to it."""


class SiteRole(StrEnum):
    """What a person may do beyond any one event."""

    ADMIN = "admin"
    HOST = "host"
    STEWARD = "steward"
    PRODUCT_OWNER = "product_owner"
    SPONSOR = "sponsor"
    AUDITOR = "auditor"


ROLE_LABELS: dict[str, LazySentence] = {
    SiteRole.ADMIN: lazy("Administrator: settings and accounts, no say in decisions"),
    SiteRole.HOST: lazy("Host: may publish events"),
    SiteRole.STEWARD: lazy("Steward: screens nominations"),
    SiteRole.PRODUCT_OWNER: lazy("Product owner: takes prototypes over"),
    SiteRole.SPONSOR: lazy("Sponsor: pays for what comes after"),
    SiteRole.AUDITOR: lazy("Auditor: reads what happened"),
}


def first_epoch() -> int:
    """Begin somewhere: on SQLite an id comes back after its row is gone, and its sessions must not come with it."""
    return secrets.randbelow(2**30) + 1


class Account(Base):
    """A person who can sign in. `epoch` is part of every session: counting it up signs out everywhere."""

    __tablename__ = "accounts"
    __personal__ = Personal(
        what=lazy("Your name, your mail address, and your password in a form that nobody can read back."),
        why=lazy("So that you can sign in, and colleagues know who you are."),
        keep=WITH_ACCOUNT,
        whose=("id",),
        empties={"password_hash": None},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    state: Mapped[str] = mapped_column(String(20), default=AccountState.ACTIVE)
    epoch: Mapped[int] = mapped_column(default=first_epoch)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    site_roles: Mapped[list["AccountRole"]] = relationship(
        cascade="all, delete-orphan", order_by="AccountRole.role", foreign_keys="AccountRole.account_id"
    )

    @property
    def session_key(self) -> str:
        """What a session cookie says about whose it is; it ends with the next count of `epoch`."""
        return f"{self.id}.{self.epoch}"


class AccountRole(Base):
    """A site role somebody was given, and by whom."""

    __tablename__ = "account_roles"
    __personal__ = Personal(
        what=lazy("Which roles you hold on this site, since when, and who gave them to you."),
        why=lazy("So that the right people decide."),
        keep=WITH_ACCOUNT,
        whose=("account_id",),
        goes=True,
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    given_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]


class SignInLink(Base):
    """A link that signs in once; only its hash is kept, and it ends with the sessions of its `epoch`."""

    __tablename__ = "sign_in_links"
    __personal__ = Personal(
        what=lazy("That a link to sign in was made for you, and when you used it; never the link itself."),
        why=lazy("So that it works once only."),
        keep=lazy("30 days after its time is over."),
        whose=("account_id",),
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    epoch: Mapped[int]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    issued_at: Mapped[datetime]
