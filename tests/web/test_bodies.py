"""Bodies that programs send: read strictly, and refused with every field that is wrong."""

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import pytest
from flask import Flask, jsonify
from flask.typing import ResponseReturnValue

from hackathon.web.bodies import body_as, version_read
from hackathon.web.shapes import Says, schema_of


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    """What is sent within something."""

    word: str
    is_new: bool = False


@dataclass(frozen=True)
class Sent:
    """Everything a body can hold."""

    name: Annotated[str, Says("maxLength", 5)]
    amount: Decimal
    on: date
    colour: Colour = Colour.RED
    tags: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


GOOD: dict[str, Any] = {"name": " Jo ", "amount": 12.5, "on": "2026-11-24"}


@pytest.fixture
def app() -> Flask:
    """Build an application with one address that repeats what it read."""
    app = Flask(__name__)

    @app.put("/")
    def show() -> ResponseReturnValue:
        return jsonify({name: str(value) for name, value in asdict(body_as(Sent)).items()})

    @app.put("/versioned")
    def versioned() -> ResponseReturnValue:
        return jsonify(version_read())

    return app


def test_body_is_read_as_its_types_say(app: Flask) -> None:
    sent = GOOD | {"colour": "blue", "tags": ["a", "b"], "parts": [{"word": "x", "is_new": True}]}

    answer = app.test_client().put("/", json=sent)

    assert answer.json == {
        "name": "Jo",
        "amount": "12.5",
        "on": "2026-11-24",
        "colour": "blue",
        "tags": "['a', 'b']",
        "parts": "[{'word': 'x', 'is_new': True}]",
    }


@pytest.mark.parametrize("amount", ["12.10", 12.10, 3, "-3", "0.0001"])
def test_numbers_are_read_exactly(app: Flask, amount: object) -> None:
    answer = app.test_client().put("/", json=GOOD | {"amount": amount})

    assert Decimal((answer.json or {})["amount"]) == Decimal(str(amount))


def test_everything_wrong_is_said_at_once(app: Flask) -> None:
    wrong = {"name": "too long", "amount": "much", "colour": "green", "tags": ["a", 3], "parts": [{"is_new": 1}]}
    sent = wrong | {"more": 1}

    answer = app.test_client().put("/", json=sent)

    assert (answer.status_code, answer.content_type) == (422, "application/problem+json")
    assert (answer.json or {})["errors"] == [
        {"field": "more", "detail": "There is no such field."},
        {"field": "name", "detail": "This is too long: 5 characters are possible."},
        {"field": "amount", "detail": "Send a number, such as 12 or 12.5."},
        {"field": "on", "detail": "This field is missing."},
        {"field": "colour", "detail": "Send one of: red, blue."},
        {"field": "tags", "detail": "Send a text."},
        {"field": "parts", "detail": "word: This field is missing. is_new: Send true or false."},
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", None),
        ("name", 3),
        ("name", "a\0"),
        ("name", "\ud800"),
        ("amount", True),
        ("amount", "1e9"),
        ("amount", "\N{ARABIC-INDIC DIGIT THREE}"),
        ("amount", [1]),
        ("on", "2026-02-30"),
        ("on", "20261124"),
        ("on", 3),
        ("colour", ["red"]),
        ("tags", "a"),
    ],
)
def test_value_of_another_type_is_refused_at_its_field(app: Flask, name: str, value: object) -> None:
    answer = app.test_client().put("/", json=GOOD | {name: value})

    assert (answer.status_code, [each["field"] for each in (answer.json or {})["errors"]]) == (422, [name])


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"amount": NaN}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"amount": ' + b"9" * 5000 + b"}", "application/json", 400),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b"name=Jo", "application/x-www-form-urlencoded", 415),
        (b"{}", "", 415),
        (b" " * 300_000, "application/json", 413),
    ],
)
def test_what_is_no_json_object_is_refused(app: Flask, body: bytes, content_type: str, status: int) -> None:
    answer = app.test_client().put("/", data=body, content_type=content_type)

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("sent", "version"),
    [('"3"', 3), ('"x", "4"', 4), ("3", 0), ('""', 0), ('"x"', 0), ("*", 0), ('"99999999999999999999"', 0)],
)
def test_version_is_read_from_if_match(app: Flask, sent: str, version: int) -> None:
    answer = app.test_client().put("/versioned", headers={"If-Match": sent})

    assert answer.json == version


def test_version_that_is_missing_is_asked_for(app: Flask) -> None:
    assert app.test_client().put("/versioned").status_code == 428


def test_schema_says_what_the_reader_takes() -> None:
    named: dict[str, Any] = {}

    reference = schema_of(Sent, named)

    number = r"^-?[0-9]{1,20}(\.[0-9]{1,20})?$"
    assert reference == {"$ref": "#/components/schemas/Sent"}
    assert named["Sent"] == {
        "type": "object",
        "description": "Everything a body can hold.",
        "properties": {
            "name": {"type": "string", "maxLength": 5},
            "amount": {"anyOf": [{"type": "number"}, {"type": "string", "pattern": number}]},
            "on": {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "colour": {"type": "string", "enum": ["red", "blue"]},
            "tags": {"type": "array", "items": {"type": "string"}},
            "parts": {"type": "array", "items": {"$ref": "#/components/schemas/Part"}},
        },
        "required": ["name", "amount", "on"],
        "additionalProperties": False,
    }
