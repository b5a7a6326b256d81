"""Table of profiles, and the roles people take in a team."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.privacy import WITH_ACCOUNT, Personal


class Craft(StrEnum):
    """What a person brings to a team; the second and third count as data people."""

    DOMAIN_EXPERT = "domain_expert"
    DATA_SCIENTIST = "data_scientist"
    DATA_ENGINEER = "data_engineer"
    SOFTWARE_ENGINEER = "software_engineer"
    DESIGNER = "designer"
    OTHER = "other"


CRAFT_LABELS: dict[str, LazySentence] = {
    Craft.DOMAIN_EXPERT: lazy("Domain expert"),
    Craft.DATA_SCIENTIST: lazy("Data scientist"),
    Craft.DATA_ENGINEER: lazy("Data engineer"),
    Craft.SOFTWARE_ENGINEER: lazy("Software engineer"),
    Craft.DESIGNER: lazy("Designer"),
    Craft.OTHER: lazy("Other"),
}
DATA_CRAFTS = frozenset({Craft.DATA_SCIENTIST, Craft.DATA_ENGINEER})


class Profile(Base):
    """What a person says about themselves, once for all events."""

    __tablename__ = "profiles"
    __personal__ = Personal(
        what=lazy("What you wrote about yourself: unit, line manager, time zone, skills, and whether you want mail."),
        why=lazy("So that others find you for their team."),
        keep=WITH_ACCOUNT,
        whose=("account_id",),
        goes=True,
        lets_go=("manager_id",),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    unit: Mapped[str] = mapped_column(String(120), default="")
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    time_zone: Mapped[str] = mapped_column(String(64), default="UTC")
    craft: Mapped[str] = mapped_column(String(20), default=Craft.OTHER)
    skills: Mapped[list[str]] = mapped_column(default=list)
    about: Mapped[str] = mapped_column(Text, default="")
    wants_mail: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
