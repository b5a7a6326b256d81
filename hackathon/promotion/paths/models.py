"""Table of the six answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal


class PathAnswers(Base):
    """The six answers as a prospective owner signed them, and where they lead; kept for good, the newest stand.

    `answers` are yes, no or unknown by the key of each question, and yes or no by that of each thing that leads along
    the full path or nowhere, of the numbered table.
    """

    __tablename__ = "path_answers"
    __personal__ = Personal(
        what=lazy("The six answers you signed about a use case that you would own."),
        why=lazy("So that it is known who said how risky it is."),
        keep=WITH_CASE,
        whose=("signed_by",),
        empties={"signed_name": ""},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"), index=True)
    table_version: Mapped[int]
    answers: Mapped[dict[str, Any]]
    path: Mapped[str | None] = mapped_column(String(20))
    """What the answers lead to by themselves; empty where it is prohibited."""
    signed_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    signed_name: Mapped[str] = mapped_column(String(120))
    signed_at: Mapped[datetime]
