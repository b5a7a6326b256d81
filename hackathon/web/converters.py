"""What the variables of addresses may hold: numbers that fit a column, and text that a database can keep."""

from flask import Flask
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


def install_converters(app: Flask) -> None:
    """Bind the addresses of an application to what can be looked up; anything else is 404."""
    app.url_map.converters |= {"int": RowNumber, "default": Text, "string": Text}
