"""Lists in pages: one query for the rows and their count, whatever the size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from flask import request
from sqlalchemy import Integer, Select, bindparam, func, select
from sqlalchemy.orm import Session

from hackathon.web.converters import LARGEST

SIZE = 24
_in_pages: WeakKeyDictionary[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Page:
    """One page of a list, with the addresses of its neighbours."""

    rows: Sequence[Any]
    number: int
    total: int
    size: int = SIZE

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def prev_url(self) -> str | None:
        """The page before."""
        return _url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        """The page after."""
        return _url(self.number + 1) if self.number < self.pages else None


def page_of(
    session: Session,
    statement: Select[*tuple[Any, ...]],
    parameters: Mapping[str, Any] | None = None,
    *,
    size: int = SIZE,
    scalars: bool = True,
) -> Page:
    """Read the page that the address asks for (`?page=2`); a number that is none means the first.

    One query; a second one counts where the address names a page behind the last.
    """
    number = asked_number()
    given = dict(parameters or {})
    place = {"page_size": size, "page_start": (number - 1) * size}
    found = session.execute(_with_total(statement), given | place).freeze()
    first = found().first()
    if first is None:
        total = _count(session, statement, given) if number > 1 else 0
        return Page([], number, total, size)
    rows = found().scalars() if scalars else found().columns(*range(len(first) - 1))
    return Page(rows.all(), number, first[-1], size)


def page_in(rows: Sequence[Any], *, size: int = SIZE) -> Page:
    """Cut the page that the address asks for out of rows that were read already."""
    number = asked_number()
    return Page(rows[(number - 1) * size : number * size], number, len(rows), size)


def asked_number() -> int:
    """Return the page that the address asks for, counted from 1."""
    asked = request.args.get("page", "1")
    return min(max(int(asked), 1), 10_000) if asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004 - digits


def asked_row(name: str) -> int | None:
    """Return the number of a row that the address asks for (`?challenge=7`); one that fits no column names nothing."""
    number = request.args.get(name, type=int)
    return number if number is None or abs(number) <= LARGEST else LARGEST


def _with_total(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Return the statement for one page with the number of all rows as its last column; built once for each."""
    if statement not in _in_pages:
        start, size = bindparam("page_start", type_=Integer), bindparam("page_size", type_=Integer)
        _in_pages[statement] = statement.add_columns(func.count().over()).limit(size).offset(start)
    return _in_pages[statement]


def _count(session: Session, statement: Select[*tuple[Any, ...]], given: dict[str, Any]) -> int:
    return session.scalar(select(func.count()).select_from(statement.order_by(None).subquery()), given) or 0


def _url(number: int) -> str:
    """Write this page's own address with another number, whatever else stands in its query."""
    return f"{request.path}?{urlencode({**request.args.to_dict(), 'page': number})}"
