"""Tables of invitations to a team, and of the links that let people invite themselves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal
from hackathon.teams.invitations.states import InvitationState

_PENDING = text("state = 'PENDING'")


class InvitationLink(Base):
    """A link by which a few people get into a team; only the hash of its secret is kept."""

    __tablename__ = "team_invitation_links"
    __personal__ = Personal(
        what=lazy("That you made a link by which people join your team."),
        why=lazy("So that it is known who let them in."),
        keep=WITH_EVENT,
        whose=("made_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    uses: Mapped[int]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]


class Invitation(Base):
    """That a captain asks somebody into a team: an account, or whoever proves to read the mails of an address.

    `link_id` is set where somebody took the invitation from a link.
    """

    __tablename__ = "team_invitations"
    __table_args__ = (
        CheckConstraint("account_id IS NOT NULL OR email IS NOT NULL", name="for_somebody"),
        Index(
            "uq_team_invitations_account",
            "team_id",
            "account_id",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index(
            "uq_team_invitations_email",
            "team_id",
            "email",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index("ix_team_invitations_account", "account_id", "event_id"),
        Index("ix_team_invitations_open", "event_id", sqlite_where=_PENDING, postgresql_where=_PENDING),
    )
    __personal__ = Personal(
        what=lazy("Which teams invited you, and the mail address under which they did."),
        why=lazy("So that the invitation is for you alone."),
        keep=WITH_EVENT,
        whose=("account_id",),
        address="email",
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    email: Mapped[str | None] = mapped_column(String(254))
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_id: Mapped[int | None] = mapped_column(ForeignKey("team_invitation_links.id"), index=True)
    state: Mapped[str] = mapped_column(String(20), default=InvitationState.PENDING)
    expires_at: Mapped[datetime]
    invited_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    invited_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
