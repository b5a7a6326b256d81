"""Shapes of JSON as type hints say them, and what JSON Schema calls them."""

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    NotRequired,
    TypeGuard,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Schema = dict[str, Any]
Named = dict[str, Schema]
NUMBER = r"^-?[0-9]{1,20}(\.[0-9]{1,20})?$"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMPONENTS = "#/components/schemas/"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Says(NamedTuple):
    """A keyword of JSON Schema said about a type: `Annotated[str, Says("maxLength", 120)]`."""

    keyword: str
    value: Any


Moment = Annotated[str, Says("format", "date-time")]
Day = Annotated[str, Says("format", "date")]
Figure = Annotated[str, Says("pattern", NUMBER)]
"""A number written exactly, as text."""


def figure(value: Decimal | None) -> str | None:
    """Write a number exactly, without trailing zeros and never as a power of ten."""
    return None if value is None else f"{value.normalize():f}"


def schema_of(hint: Any, named: Named) -> Schema:
    """Write a type hint as JSON Schema; typed dicts and dataclasses go into `named` and are referred to."""
    write = _COMPOUND.get(get_origin(hint))
    if write is not None:
        return write(get_args(hint), named)
    if is_typeddict(hint) or is_dataclass(hint):
        return _reference(hint, named)
    return {"type": "string", "enum": list(hint)} if is_choice(hint) else _PLAIN[hint]


def document_of(shape: Any, address: str) -> Schema:
    """Write a typed dict as a JSON Schema of its own, for those who exchange such things as files."""
    named: Named = {}
    reference = schema_of(shape, named)
    whole = {"$schema": DIALECT, "$id": address, **reference, "$defs": named}
    written: Schema = json.loads(json.dumps(whole).replace(COMPONENTS, "#/$defs/"))
    return written


def is_choice(hint: Any) -> TypeGuard[type[StrEnum]]:
    """Tell whether a hint stands for one of a few words."""
    return isinstance(hint, type) and issubclass(hint, StrEnum)


def hints_of(shape: Any) -> dict[str, Any]:
    """Return the fields of a typed dict or dataclass with what is said about each."""
    return get_type_hints(shape, include_extras=True)


def optional_fields(shape: Any) -> frozenset[str]:
    """List the fields that may be left out."""
    if is_typeddict(shape):
        return frozenset(shape.__optional_keys__)
    none = (MISSING, MISSING)
    return frozenset(each.name for each in fields(shape) if (each.default, each.default_factory) != none)


def _reference(shape: Any, named: Named) -> Schema:
    if shape.__name__ not in named:
        hints, optional = hints_of(shape), optional_fields(shape)
        named[shape.__name__] = {
            "type": "object",
            "description": (shape.__doc__ or "").strip(),
            "properties": {name: schema_of(hint, named) for name, hint in hints.items()},
            "required": [name for name in hints if name not in optional],
            "additionalProperties": False,
        }
    return {"$ref": f"{COMPONENTS}{shape.__name__}"}


def _annotated(parts: tuple[Any, ...], named: Named) -> Schema:
    return schema_of(parts[0], named) | {said.keyword: said.value for said in parts[1:]}


def _either(parts: tuple[Any, ...], named: Named) -> Schema:
    return {"anyOf": [schema_of(part, named) for part in parts]}


_COMPOUND: dict[Any, Callable[[tuple[Any, ...], Named], Schema]] = {
    Annotated: _annotated,
    NotRequired: lambda parts, named: schema_of(parts[0], named),
    Union: _either,
    UnionType: _either,
    list: lambda parts, named: {"type": "array", "items": schema_of(parts[0], named)},
    dict: lambda parts, named: {"type": "object", "additionalProperties": schema_of(parts[1], named)},
}
_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    Any: {},
    date: {"type": "string", "format": "date", "pattern": DAY},
    Decimal: {"anyOf": [{"type": "number"}, {"type": "string", "pattern": NUMBER}]},
}
