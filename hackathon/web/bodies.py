"""What programs send, read strictly: no field missing, none unknown, each of its type, all objections at once."""

import json
import re
from collections.abc import Callable
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, TypeVar, get_args, get_origin

from flask import abort, request

from hackathon.core.i18n import _
from hackathon.web.errors import problem, unfit
from hackathon.web.shapes import DAY, NUMBER, Says, hints_of, is_choice, optional_fields

Body = TypeVar("Body")
LARGEST = 256 * 1024
LARGEST_WHOLE = 2**31 - 1
"""What fits a column of the database."""
WHOLE = ""
"""The name under which the objection to a whole body stands."""
_KEPT_NOWHERE = re.compile("[\x00\ud800-\udfff]")


class _Objection(Exception):  # noqa: N818 - an answer, not an error
    """Why a value is not of the type that was asked for."""


def body_as(shape: type[Body]) -> Body:
    """Read the request's JSON body as a dataclass; answer with a problem that names every field that is wrong."""
    if request.mimetype != "application/json":
        abort(problem(415, _("Send JSON, with “Content-Type: application/json”.")))
    sent = _json()
    if not isinstance(sent, dict):
        abort(unfit({WHOLE: _("Send a JSON object.")}))
    values, refused = _sorted_out(shape, sent)
    if refused:
        abort(unfit(refused))
    return shape(**values)


def version_read() -> int:
    """Return the version that the request's `If-Match` names; one that never was matches nothing."""
    if "If-Match" not in request.headers:
        abort(problem(428, _("Say in If-Match which version you read, so that no change of others is overwritten.")))
    numbers = re.findall(r'"([0-9]{1,9})"', request.headers["If-Match"])
    return int(numbers[0]) if numbers else 0


def _json() -> object:
    request.max_content_length = LARGEST
    try:
        return json.loads(request.get_data(), parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, RecursionError):
        abort(problem(400, _("The body is no JSON.")))


def _no_number(name: str) -> None:
    raise ValueError(name)


def _sorted_out(shape: Any, sent: dict[str, object]) -> tuple[dict[str, Any], dict[str, str]]:
    """Part what was sent into values that fit and objections, both by field."""
    hints, values = hints_of(shape), {}
    refused = {name: _("There is no such field.") for name in sent if name not in hints}
    for name, hint in hints.items():
        try:
            if name in sent:
                values[name] = _read(hint, sent[name])
            elif name not in optional_fields(shape):
                refused[name] = _("This field is missing.")
        except _Objection as objection:
            refused[name] = str(objection)
    return values, refused


def _read(hint: Any, sent: object) -> Any:
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _limited(_read(parts[0], sent), parts[1:])
    if origin is UnionType:
        return None if sent is None else _read(parts[0], sent)
    if origin is list:
        return _list(parts[0], sent)
    if origin is dict:
        return _by_name(parts[1], sent)
    if is_dataclass(hint):
        return _part(hint, sent)
    return _choice(hint, sent) if is_choice(hint) else _READERS[hint](sent)


def _limited(value: str, said: tuple[Says, ...]) -> str:
    limit = dict(said).get("maxLength")
    if limit is not None and len(value) > limit:
        raise _Objection(_("This is too long: %(limit)s characters are possible.") % {"limit": limit})
    return value


def _list(hint: Any, sent: object) -> list[Any]:
    if not isinstance(sent, list):
        raise _Objection(_("Send a list."))
    return [_read(hint, each) for each in sent]


def _by_name(hint: Any, sent: object) -> dict[str, Any]:
    if not isinstance(sent, dict):
        raise _Objection(_("Send an object."))
    return {name: _read(hint, each) for name, each in sent.items()}


def _part(shape: Any, sent: object) -> Any:
    """Read an object within the body; what is wrong with its fields is said of the field that holds it."""
    if not isinstance(sent, dict):
        raise _Objection(_("Send an object."))
    values, refused = _sorted_out(shape, sent)
    if refused:
        raise _Objection(" ".join(f"{name}: {why}" for name, why in refused.items()))
    return shape(**values)


def _choice(choices: type[StrEnum], sent: object) -> StrEnum:
    if not isinstance(sent, str) or sent not in set(choices):
        raise _Objection(_("Send one of: %(choices)s.") % {"choices": ", ".join(choices)})
    return choices(sent)


def _text(sent: object) -> str:
    if not isinstance(sent, str):
        raise _Objection(_("Send a text."))
    if _KEPT_NOWHERE.search(sent):
        raise _Objection(_("This holds a character that cannot be kept."))
    return sent.replace("\r\n", "\n").strip()


def _yes_or_no(sent: object) -> bool:
    if not isinstance(sent, bool):
        raise _Objection(_("Send true or false."))
    return sent


def _whole(sent: object) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or abs(sent) > LARGEST_WHOLE:
        raise _Objection(_("Send a whole number."))
    return sent


def _number(sent: object) -> Decimal:
    is_number = isinstance(sent, Decimal | int) and not isinstance(sent, bool)
    if not (is_number or (isinstance(sent, str) and re.match(NUMBER, sent))):
        raise _Objection(_("Send a number, such as 12 or 12.5."))
    return Decimal(sent)  # type: ignore[arg-type]  # one of the three


def _day(sent: object) -> date:
    try:
        return date.fromisoformat(sent if isinstance(sent, str) and re.match(DAY, sent) else "")
    except ValueError:
        raise _Objection(_("Send a day, such as 2026-11-24.")) from None


_READERS: dict[Any, Callable[[object], Any]] = {str: _text, bool: _yes_or_no, int: _whole, Decimal: _number, date: _day}
