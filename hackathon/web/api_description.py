"""The OpenAPI document of /api/v1, written from the routes and what they promise: it cannot say anything else."""

import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any, NotRequired, TypedDict

from flask import Blueprint, Flask, Response, current_app, jsonify
from werkzeug.routing import IntegerConverter, Rule

from hackathon.web.access import SAFE_METHODS, declared_access, public
from hackathon.web.api import PREFIX, Promise, promise_of, promises
from hackathon.web.bearer import READ, WRITE
from hackathon.web.shapes import Schema, schema_of

blueprint = Blueprint("api_description", __name__, url_prefix=PREFIX)
ABOUT = """Events, teams, projects, rankings and use cases, for programs that act for a person.

Send a personal API token as `Authorization: Bearer hk_…`; the scope `read` is for GET, `write` for everything else.
Whatever its owner may not see or do, a token may not either. A signed-in browser may use GET too.
Lists come in pages; `next` is the address of the following one, or null. Refusals are problems (RFC 9457)."""
BY_STATUS = {
    400: "The body is no JSON.",
    401: "No token, or one that opens nothing any more.",
    403: "The person or the token may not do this.",
    404: "There is no such thing, or none that the person may know of.",
    409: "The thing is not in a state in which this is possible, or it changed since it was read.",
    413: "The body is too large.",
    415: "The body is not sent as JSON.",
    422: "Values are not acceptable; `errors` says which.",
    428: "If-Match is missing.",
    429: "Too many wrong tokens in a short time.",
    500: "A fault on our side.",
    503: "The database was too busy; nothing was saved.",
}


class FieldError(TypedDict):
    """What is wrong with one field; an empty name stands for the whole body."""

    field: str
    detail: str


class Problem(TypedDict):
    """Why something was refused (RFC 9457); `detail` is a sentence for people."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[list[FieldError]]


@blueprint.get("/openapi.json")
@public
@promises(dict[str, Any])
def show() -> Response:
    """Show this document: what the API looks like is no secret, and tools read it without signing in."""
    extensions = current_app.extensions
    if "api_description" not in extensions:
        extensions["api_description"] = describe(current_app)
    return jsonify(extensions["api_description"])


def describe(app: Flask) -> dict[str, Any]:
    """Write the document of an application."""
    named: dict[str, Schema] = {}
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, view in operations(app):
        promise = promise_of(view)
        if promise is not None:
            paths.setdefault(address(rule), {})[method.lower()] = _operation(rule, method, view, promise, named)
    schema_of(Problem, named)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Hackathon API", "version": "1", "description": ABOUT},
        "paths": paths,
        "components": {"schemas": named, "securitySchemes": _security_schemes(app)},
    }


def operations(app: Flask) -> Iterator[tuple[Rule, str, Callable[..., Any]]]:
    """List every (rule, method, view) below /api/v1 in the order of addresses."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.rule.startswith(f"{PREFIX}/"):
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method, app.view_functions[rule.endpoint]


def address(rule: Rule) -> str:
    """Write a rule's address as OpenAPI does: /events/{slug}."""
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule)


def _operation(
    rule: Rule, method: str, view: Callable[..., Any], promise: Promise, named: dict[str, Schema]
) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": rule.endpoint,
        "tags": [rule.endpoint.split(".")[0].removeprefix("api_")],
        "summary": " ".join((view.__doc__ or "").split("\n\n")[0].split()),
        "parameters": [*_path_parameters(rule), *_other_parameters(method, promise)],
        "responses": {str(promise.status): _answer(promise, named)}
        | {str(status): _refusal(status) for status in _refusals(rule, method, view, promise)},
        "security": _security(method, view),
    }
    if promise.takes is not None:
        content = {"application/json": {"schema": schema_of(promise.takes, named)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _path_parameters(rule: Rule) -> list[dict[str, Any]]:
    numbers = {name for name, converter in rule._converters.items() if isinstance(converter, IntegerConverter)}  # noqa: SLF001 - werkzeug tells it nowhere else
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "integer", "minimum": 0} if name in numbers else {"type": "string", "minLength": 1},
        }
        for name in sorted(rule.arguments)
    ]


def _names_a_version(method: str, promise: Promise) -> bool:
    """Tell whether a request changes something that has a version, which it names; what begins only now has none."""
    return promise.is_versioned and method not in SAFE_METHODS and promise.status != HTTPStatus.CREATED


def _other_parameters(method: str, promise: Promise) -> Iterator[dict[str, Any]]:
    if promise.is_list:
        yield {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 1}}
    yield from ({"name": name, "in": "query", "schema": {"type": "string"}} for name in promise.filters)
    if _names_a_version(method, promise):
        yield {
            "name": "If-Match",
            "in": "header",
            "required": True,
            "description": "The ETag of the version that was read.",
            "schema": {"type": "string"},
        }


def _answer(promise: Promise, named: dict[str, Schema]) -> dict[str, Any]:
    schema = schema_of(promise.answers, named)
    shown = _page_of(schema) if promise.is_list else schema
    answer: dict[str, Any] = {
        "description": HTTPStatus(promise.status).phrase,
        "content": {"application/json": {"schema": shown}},
    }
    if promise.is_versioned:
        answer["headers"] = {"ETag": {"schema": {"type": "string"}, "description": "The version, for If-Match."}}
    return answer


def _page_of(schema: Schema) -> Schema:
    return {
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": schema},
            "total": {"type": "integer"},
            "next": {"type": ["string", "null"]},
        },
        "required": ["items", "total", "next"],
        "additionalProperties": False,
    }


def _refusals(rule: Rule, method: str, view: Callable[..., Any], promise: Promise) -> list[int]:
    access = declared_access(view)
    found = {500, 503, *promise.refusals}
    if access is not None and access.needs_account:
        found |= {401, 403, 429}
    if rule.arguments:
        found.add(404)
    if method not in SAFE_METHODS:
        found.add(409)
    if promise.takes is not None:
        found |= {400, 413, 415, 422}
    if _names_a_version(method, promise):
        found.add(428)
    return sorted(found)


def _refusal(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    answer: dict[str, Any] = {
        "description": BY_STATUS[status],
        "content": {"application/problem+json": {"schema": schema}},
    }
    if status == HTTPStatus.UNAUTHORIZED:
        answer["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}, "required": True}}
    return answer


def _security(method: str, view: Callable[..., Any]) -> list[dict[str, list[str]]]:
    access = declared_access(view)
    if access is not None and not access.needs_account:
        return []
    return [{"token": [READ]}, {"session": []}] if method in SAFE_METHODS else [{"token": [WRITE]}]


def _security_schemes(app: Flask) -> dict[str, Any]:
    return {
        "token": {"type": "http", "scheme": "bearer", "description": "A personal API token."},
        "session": {"type": "apiKey", "in": "cookie", "name": app.config["SESSION_COOKIE_NAME"]},
    }
