"""Lists in pages: one query for the rows and one for their count, whatever the size."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

SIZE = 24


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


def page_of(session: Session, statement: Select[*tuple[Any, ...]], *, size: int = SIZE, scalars: bool = True) -> Page:
    """Read the page that the address asks for (`?page=2`); a number that is none means the first."""
    asked = request.args.get("page", "1")
    number = min(max(int(asked), 1), 10_000) if asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004 - digits
    total = session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    found = session.execute(statement.limit(size).offset((number - 1) * size))
    return Page(found.scalars().all() if scalars else found.all(), number, total, size)


def _url(number: int) -> str:
    """Write this page's own address with another number, whatever else stands in its query."""
    return f"{request.path}?{urlencode({**request.args.to_dict(), 'page': number})}"
