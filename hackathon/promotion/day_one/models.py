"""Table of day-one plans."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal


class DayOnePlan(Base):
    """What has to be known on the first day of use, one plan for each use case; empty is what nobody knows yet."""

    __tablename__ = "day_one_plans"
    __personal__ = Personal(
        what=lazy("Day-one plans that you edited, or that name you as owner of a system or for support."),
        why=lazy("So that people know whom to ask."),
        keep=WITH_CASE,
        address="system_owner_email",
        empties={"system_owner_email": ""},
        lets_go=("system_owner_id", "support_id", "edited_by"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"), primary_key=True)
    target_system: Mapped[str] = mapped_column(String(120), default="")
    system_owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    system_owner_email: Mapped[str] = mapped_column(String(254), default="")
    """Where the owner of the system has no account here."""
    roles: Mapped[str] = mapped_column(Text, default="")
    """Whose work changes."""
    training: Mapped[str] = mapped_column(Text, default="")
    support_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    support_from: Mapped[date | None]
    cost_ceiling: Mapped[int | None]
    """What a month may cost at most to run, in whole units of the installation's currency."""
    edited_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    edited_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def parts(self) -> dict[str, object]:
        """What the plan says by part; somebody outside who answers for the system counts too."""
        return {
            "target_system": self.target_system,
            "system_owner": self.system_owner_id or self.system_owner_email,
            "roles": self.roles,
            "training": self.training,
            "support": self.support_id,
            "support_from": self.support_from,
            "cost_ceiling": self.cost_ceiling,
        }
