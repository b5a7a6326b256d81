"""Tables of join links and of who used them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.events.joining.states import NewcomerState


class JoinLink(Base):
    """A link to an event that many people may use; only the hash of its secret is kept."""

    __tablename__ = "join_links"
    __personal__ = Personal(
        what=lazy("That you made a link by which people join an event."),
        why=lazy("So that it is known who let them in."),
        keep=WITH_EVENT,
        whose=("made_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    places: Mapped[int]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]


class Newcomer(Base):
    """Somebody who used a join link. They have no account before their address is proven or an organizer admits them.

    `browser_hash` is of the secret in the browser that asked, which an organizer lets in; `proof_hash` of the one in
    the mail, which lets in whoever reads it. Each ends when the other was used.
    """

    __tablename__ = "newcomers"
    __table_args__ = (
        Index("ix_newcomers_link", "link_id", "state"),
        Index("ix_newcomers_event", "event_id", "state"),
    )
    __personal__ = Personal(
        what=lazy("What you typed when you opened a link to an event: name, mail address, craft and skills."),
        why=lazy("So that an organizer knows whom to admit."),
        keep=lazy("30 days after it was decided, or after you asked where nobody decided."),
        whose=("account_id",),
        address="email",
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("join_links.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    email: Mapped[str] = mapped_column(String(254))
    display_name: Mapped[str] = mapped_column(String(120))
    craft: Mapped[str] = mapped_column(String(20))
    skills: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(20), default=NewcomerState.ASKED)
    browser_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    proof_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    proof_until: Mapped[datetime | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
