"""Rows of every table as lines of JSON that mean the same on both databases."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
    column,
    insert,
    select,
    table,
)
from sqlalchemy.types import TypeEngine

from hackathon.core.db import UTCDateTime
from hackathon.schema import METADATA

BATCH = 500
Type = TypeEngine[Any]

KINDS: Mapping[str, tuple[type[Type], Type]] = {
    "moment": (UTCDateTime, UTCDateTime()),
    "date": (Date, Date()),
    "boolean": (Boolean, Boolean()),
    "integer": (Integer, BigInteger()),
    "float": (Float, Float()),
    "decimal": (Numeric, Numeric()),
    "bytes": (LargeBinary, LargeBinary()),
    "json": (JSON, JSON(none_as_null=True)),
    "text": (String, String()),
}
"""Kinds of columns: the first family that a model's type belongs to, and the type by which any database is given it."""

READ: Mapping[str, Callable[[Any], Any]] = {
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
    "decimal": Decimal,
    "bytes": b64decode,
}


def tables() -> list[Table]:
    """List every table of this version, by name."""
    return sorted(METADATA.tables.values(), key=lambda each: each.name)


def kinds_of(rows: Table) -> dict[str, str]:
    """Name the kind of each column of a table."""
    return {each.name: _kind(each.type) for each in rows.columns}


def lines_of(connection: Connection, rows: Table) -> Iterator[bytes]:
    """Read a table as lines of JSON, in the order of its key, without holding it in memory."""
    statement = select(rows).order_by(*rows.primary_key.columns).execution_options(yield_per=BATCH)
    for row in connection.execute(statement).mappings():
        yield json.dumps(dict(row), default=_written, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def write_lines(connection: Connection, name: str, kinds: Mapping[str, str], lines: Iterable[bytes]) -> None:
    """Insert rows from lines of JSON; no more is known of the columns than the backup says."""
    target = insert(table(name, *(column(each, KINDS[kind][1]) for each, kind in kinds.items())))
    rows = (_read(line, kinds) for line in lines)
    while batch := list(islice(rows, BATCH)):
        connection.execute(target, batch)


def _kind(of: Type) -> str:
    return next(kind for kind, (family, _type) in KINDS.items() if isinstance(of, family))


def _written(value: object) -> str:
    """Write what JSON has no word for."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a backup")


def _read(line: bytes, kinds: Mapping[str, str]) -> dict[str, Any]:
    return {name: _value(kinds[name], value) for name, value in json.loads(line).items()}


def _value(kind: str, value: Any) -> Any:
    return value if value is None or kind not in READ else READ[kind](value)
