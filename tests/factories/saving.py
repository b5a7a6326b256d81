"""Saves what the factories make, so that commands, which begin with a fresh transaction, find it."""

from itertools import count
from typing import TypeVar

from sqlalchemy.orm import Session

from hackathon.core.db import Base

Row = TypeVar("Row", bound=Base)
numbers = count(1)


def saved(session: Session, row: Row) -> Row:
    """Insert and commit the row."""
    session.add(row)
    session.commit()
    return row
