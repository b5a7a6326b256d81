"""Table of the editions of rubrics."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class RubricEdition(Base):
    """A change of a rubric by which judges scored already: why, what stood there before, and what it asked again.

    `number` is that of the edition it made; `criteria`, `lowest` and `highest` are as they were before it; `asked`
    lists the ballots that had to be cast again.
    """

    __tablename__ = "rubric_editions"
    __table_args__ = (UniqueConstraint("rubric_id", "number"),)
    __personal__ = Personal(
        what=lazy("That you changed what projects are judged by, and why."),
        why=lazy("So that everybody can see by what was judged when."),
        keep=WITH_EVENT,
        whose=("made_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rubric_id: Mapped[int] = mapped_column(ForeignKey("rubrics.id"))
    number: Mapped[int]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"))
    lowest: Mapped[int]
    highest: Mapped[int]
    criteria: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    asked: Mapped[list[int]] = mapped_column(JSON)
