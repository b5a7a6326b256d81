"""What addresses and forms may hold: numbers that fit a column, and text that a database can keep."""

from collections.abc import Iterable
from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """`<int:…>`: a larger number names nothing, and a database would call it an error.

    It is read as the largest there can be, which names nothing either: refusing it here would be answered as a
    method that is not allowed wherever an address takes several.
    """

    def to_python(self, value: str) -> int:
        """Read a number of the address."""
        return LARGEST if len(value) > len(str(LARGEST)) else min(int(value), LARGEST)


class Text(UnicodeConverter):
    """`<…>`: no NUL, which PostgreSQL keeps nowhere."""

    def to_python(self, value: str) -> str:
        """Read a text of the address."""
        if "\x00" in value:
            raise ValidationError
        return value


class Typed(ImmutableMultiDict[str, Any]):
    """What was typed into a form, or after an address: without NUL, which PostgreSQL keeps nowhere."""

    def __init__(self, pairs: Iterable[tuple[str, Any]] = ()) -> None:
        super().__init__([(name, _without_nul(value)) for name, value in pairs])


class Asked(Request):
    """A request whose query and form can be looked up and kept as they are."""

    parameter_storage_class = Typed


def install_converters(app: Flask) -> None:
    """Bind the addresses of an application to what can be looked up; anything else is 404."""
    app.request_class = Asked
    app.url_map.converters |= {"int": RowNumber, "default": Text, "string": Text}


def _without_nul(value: Any) -> Any:
    return value.replace("\x00", "") if isinstance(value, str) else value
