"""Privacy: what each table keeps about people, why and for how long, declared once, where the table stands."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from hackathon.core.db import Base
from hackathon.core.i18n import LazySentence, lazy

WITH_ACCOUNT = lazy("As long as you have an account here.")
WITH_EVENT = lazy("As long as the event is kept.")
WITH_CASE = lazy("As long as the use case is kept, since it shows who decided what.")
FOR_GOOD = lazy("For good: it is part of the record of what happened.")


class Fate(StrEnum):
    """What erasing somebody does to the rows about them."""

    GOES = "goes"
    EMPTIED = "emptied"
    STAYS = "stays"
    """Without a name: the account that it refers to by number is nobody's any more."""


@dataclass(frozen=True, kw_only=True)
class Personal:
    """What a table keeps about people, as its attribute `__personal__`; the sentences are for the people themselves.

    whose    columns that hold the account a row belongs to, or that made it; without any, `address` finds it
    address  the column that holds the person's mail address, whether or not they have an account
    goes     whether erasing the person deletes their rows
    empties  what erasing the person puts in place of what their rows say
    lets_go  columns that may name the person in rows of others, and name nobody afterwards
    """

    what: LazySentence
    why: LazySentence
    keep: LazySentence
    whose: tuple[str, ...] = ()
    address: str | None = None
    goes: bool = False
    empties: Mapping[str, Any] = field(default_factory=dict)
    lets_go: tuple[str, ...] = ()

    @property
    def fate(self) -> Fate:
        """What becomes of the rows when the person is erased."""
        if self.goes:
            return Fate.GOES
        return Fate.EMPTIED if self.empties else Fate.STAYS


def declared() -> list[tuple[Table, Personal]]:
    """List every table that keeps something about people, those others refer to first."""
    classes = [mapper.class_ for mapper in Base.registry.mappers]
    found = {each.__tablename__: each.__personal__ for each in classes if "__personal__" in vars(each)}
    return [(table, found[table.name]) for table in Base.metadata.sorted_tables if table.name in found]


Rows = Sequence[Mapping[str, Any]]
ExportParts = Callable[[Session, int], Mapping[str, Rows]]
"""Reads, by name, what is kept about an account: plain values only, and no secret."""
ErasureStops = Callable[[Session, int], list[str]]
"""Lists why an account cannot be erased yet, each a sentence that says what to do first."""


@dataclass(frozen=True)
class Retention:
    """Something that is forgotten by itself after so many days: `forget(work, before)`, run once a day."""

    what: LazySentence
    days: int
    forget: Callable[[Any, datetime], None]

    @property
    def life(self) -> timedelta:
        """How long it is kept."""
        return timedelta(days=self.days)
