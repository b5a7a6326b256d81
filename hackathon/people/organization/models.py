"""Table of the one organization that an installation serves."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base

THE_ONE = 1


class Organization(Base):
    """The organization; until it starts for real it is the demo's, or there is none. Refers to no other table."""

    __tablename__ = "organization"
    __table_args__ = (CheckConstraint(f"id = {THE_ONE}", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=THE_ONE)
    name: Mapped[str] = mapped_column(String(120), default="")
    mail_domains: Mapped[list[str]] = mapped_column(default=list)
    is_demo: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
