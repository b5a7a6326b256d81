"""Table of team members who asked to own what they made."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal


class MemberAsOwner(Base):
    """That a team member would own a use case, and whether somebody outside the team confirmed it."""

    __tablename__ = "members_as_owners"
    __table_args__ = (UniqueConstraint("case_id", "member_id"),)
    __personal__ = Personal(
        what=lazy("That you would own what your team made, and who confirmed or refused it."),
        why=lazy("So that nobody decides on their own work."),
        keep=WITH_CASE,
        whose=("member_id", "answered_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[datetime | None]
    is_confirmed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
