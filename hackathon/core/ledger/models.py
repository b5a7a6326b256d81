"""Tables of the record: which fact has which place, the tree above them, what was signed, and who keeps a copy of it.

Rows are only added, but for those of addresses.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal


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
    """The key that signs checkpoints, one for the life of an installation; the private half is sealed.

    A further row holds the same key, sealed under the secret key that came after.
    """

    __tablename__ = "ledger_keys"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(120))
    public: Mapped[str] = mapped_column(String(64))
    private: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


class LedgerAddress(Base):
    """A mail address that gets each new checkpoint, so that it is kept where nobody here can change it."""

    __tablename__ = "ledger_addresses"
    __personal__ = Personal(
        what=lazy("That checkpoints of the record are mailed to your address."),
        why=lazy("So that they are kept elsewhere, and show whether the record was changed."),
        keep=lazy("Until an administrator takes the address off the list."),
        address="address",
        goes=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(254), unique=True)
    since: Mapped[datetime]
