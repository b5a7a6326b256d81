"""Tables of imports of the public inventory, and of the reference cases in each."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base


class InventoryImport(Base):
    """One file of the public inventory as it was taken in; importing it again makes a new one."""

    __tablename__ = "inventory_imports"

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(200))
    head: Mapped[list[str]]
    """The columns in the order in which they came."""
    rows: Mapped[int]
    recoded: Mapped[int]
    unplaced: Mapped[int]
    strange: Mapped[dict[str, Any]]
    """By column: the spellings that fit no value of the dictionary, each with how often it came."""
    imported_at: Mapped[datetime]


class ReferenceCase(Base):
    """A row of an import: the text as it came, in the import's columns, beside what the closed lists mean by it."""

    __tablename__ = "reference_cases"
    __table_args__ = (UniqueConstraint("import_id", "row_number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("inventory_imports.id"))
    row_number: Mapped[int]
    """Counted from 1, without the row that names the columns."""
    name: Mapped[str] = mapped_column(Text)
    agency: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text)
    """In the dictionary's shorthand, or as it came."""
    words: Mapped[str] = mapped_column(Text)
    """What it says about itself, to be searched."""
    original: Mapped[list[str]]
    recoded: Mapped[dict[str, Any]]
    """By column that is a closed list: the dictionary's values."""
