"""Table of tools."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.guidance.tools.rules import ToolStanding


class Tool(Base):
    """Something people work with: approved, limited by a condition, or blocked, with what to take instead."""

    __tablename__ = "tools"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    vendor: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[str] = mapped_column(String(20))
    standing: Mapped[str] = mapped_column(String(20), default=ToolStanding.APPROVED)
    condition: Mapped[str] = mapped_column(String(500), default="")
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("tools.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
