"""Tables of imports and of the rows of their files, kept until they are carried out, dropped or a month old."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, deferred, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal
from hackathon.people.accounts.rules import LONGEST_EMAIL
from hackathon.people.imports.rules import LONGEST_TEXT
from hackathon.people.imports.states import ImportState

_WHY = lazy("So that an administrator sees what a file would do before it does.")
_KEEP = lazy("Until the file is taken over or dropped, a month at most.")


class PeopleImport(Base):
    """A file of people that an administrator sent; its bytes are kept until it was read."""

    __tablename__ = "people_imports"
    __personal__ = Personal(
        what=lazy("That you sent a file of people, as an administrator."), why=_WHY, keep=_KEEP, whose=("asked_by",)
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(255))
    contents: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    state: Mapped[str] = mapped_column(String(20), default=ImportState.READING)
    asked_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    asked_at: Mapped[datetime]
    applied_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    applied_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[list[str]] = mapped_column(default=list)
    created: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    wrong: Mapped[int] = mapped_column(default=0)


class ImportLine(Base):
    """A row of such a file, and what would happen to it."""

    __tablename__ = "people_import_lines"
    __table_args__ = (Index("ix_people_import_lines_of", "import_id", "outcome", "number"),)
    __personal__ = Personal(
        what=lazy("What a file of people says about you."), why=_WHY, keep=_KEEP, address="email", goes=True
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("people_imports.id"))
    number: Mapped[int]
    outcome: Mapped[str] = mapped_column(String(10))
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    name: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    unit: Mapped[str] = mapped_column(String(LONGEST_TEXT))
    manager_email: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    craft: Mapped[str] = mapped_column(String(20))
    skills: Mapped[list[str]]
    remarks: Mapped[list[str]]
