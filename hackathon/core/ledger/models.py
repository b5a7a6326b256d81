"""Tables of the record: which fact has which place, the tree above them, and what was signed. Rows are only added."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base


class LedgerEntry(Base):
    """The place of a fact in the record, counted from 1 without a gap, and the hash of what was sealed."""

    __tablename__ = "ledger_entries"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"), unique=True)
    leaf: Mapped[str] = mapped_column(String(64))


class LedgerNode(Base):
    """The root of a full subtree: of the `2 ** level` entries from `position * 2 ** level + 1` on."""

    __tablename__ = "ledger_nodes"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(String(64))


class LedgerCheckpoint(Base):
    """A signed note of C2SP that says how many entries there were at a moment, and their root."""

    __tablename__ = "ledger_checkpoints"

    id: Mapped[int] = mapped_column(primary_key=True)
    size: Mapped[int]
    root: Mapped[str] = mapped_column(String(64))
    signed: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class LedgerKey(Base):
    """The key that signs checkpoints, one for the life of an installation; the private half is sealed."""

    __tablename__ = "ledger_keys"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(120))
    public: Mapped[str] = mapped_column(String(64))
    private: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
