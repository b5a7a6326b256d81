"""Tables of the matrix: its versions, and what each says."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import FOR_GOOD, Personal


class MatrixVersion(Base):
    """One version of the whole matrix, never changed; before the first there is version 0, which asks everywhere."""

    __tablename__ = "matrix_versions"
    __personal__ = Personal(
        what=lazy("Which rules for data and tools you decided, and why."),
        why=lazy("So that it is known who decided."),
        keep=FOR_GOOD,
        whose=("made_by",),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tool_id: Mapped[int] = mapped_column(ForeignKey("tools.id"))
    """Whose row is new in this version."""
    statement_id: Mapped[int] = mapped_column(ForeignKey("statements.id"))
    made_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    made_at: Mapped[datetime]


class MatrixCell(Base):
    """What a version says about one class of data in one tool; a cell that is not there means ask."""

    __tablename__ = "matrix_cells"

    matrix_version: Mapped[int] = mapped_column(ForeignKey("matrix_versions.number"), primary_key=True)
    tool_id: Mapped[int] = mapped_column(ForeignKey("tools.id"), primary_key=True)
    data_class: Mapped[str] = mapped_column(String(20), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(20))
    condition: Mapped[str] = mapped_column(String(500), default="")
