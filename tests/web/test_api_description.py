"""The document and the routes are the same thing twice; every shape in it has one meaning."""

from typing import Any, get_args, is_typeddict

from flask import Flask

from hackathon.web.api import PREFIX, promise_of
from hackathon.web.api_description import address, operations
from tests.browsing import Browser


def document(app: Flask) -> dict[str, Any]:
    shown: dict[str, Any] = Browser(app).get(f"{PREFIX}/openapi.json").json or {}
    return shown


def test_every_route_of_the_api_is_described_and_nothing_else(app: Flask) -> None:
    routes = {(address(rule), method.lower()) for rule, method, _view in operations(app)}

    described = {(path, method) for path, methods in document(app)["paths"].items() for method in methods}

    assert described == routes, "say what the address answers with @promises(…)"


def test_document_is_one_that_tools_take(app: Flask) -> None:
    shown = document(app)

    (schemas,) = (shown["components"]["schemas"],)
    assert (shown["openapi"], shown["info"]["title"]) == ("3.1.0", "Hackathon API")
    assert sorted(_references(shown) - {f"#/components/schemas/{name}" for name in schemas}) == []
    assert shown["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


def test_every_operation_has_a_name_of_its_own_and_says_what_it_is_for(app: Flask) -> None:
    operations_ = [each for methods in document(app)["paths"].values() for each in methods.values()]

    names = [each["operationId"] for each in operations_]
    assert (len(set(names)), [each["operationId"] for each in operations_ if not each["summary"]]) == (len(names), [])


def test_every_name_of_a_shape_stands_for_one_shape(app: Flask) -> None:
    found: dict[str, set[str]] = {}
    for _rule, _method, view in operations(app):
        promise = promise_of(view)
        for shape in _shapes([promise.answers, promise.takes] if promise else []):
            found.setdefault(shape.__name__, set()).add(f"{shape.__module__}.{shape.__name__}")

    assert {name: homes for name, homes in found.items() if len(homes) > 1} == {}


def test_writing_is_described_with_its_scope_body_and_refusals(app: Flask) -> None:
    write = document(app)["paths"]["/api/v1/projects/{project_id}"]["put"]

    assert write["security"] == [{"token": ["write"]}]
    assert [each["name"] for each in write["parameters"]] == ["project_id", "If-Match"]
    assert write["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/ProjectWritten")
    assert sorted(write["responses"]) == (
        ["200", "400", "401", "403", "404", "409", "413", "415", "422", "428", "429", "500", "503"]
    )


def test_document_is_open_to_strangers_and_the_rest_is_not(app: Flask) -> None:
    stranger = Browser(app)

    answers = {
        path: stranger.get(path).status_code
        for path, methods in document(app)["paths"].items()
        if "get" in methods and "{" not in path
    }

    described = {f"{PREFIX}/openapi.json", f"{PREFIX}/schemas/usecase.v1.json"}
    assert {path for path, status in answers.items() if status != 401} == described


def _references(node: Any) -> set[str]:
    if isinstance(node, list):
        return {found for each in node for found in _references(each)}
    if not isinstance(node, dict):
        return set()
    own = {node["$ref"]} if "$ref" in node else set()
    return own | {found for each in node.values() for found in _references(each)}


def _shapes(hints: list[Any]) -> list[Any]:
    """List the named shapes in some hints, also those inside of others."""
    found = []
    for hint in hints:
        if is_typeddict(hint) or hasattr(hint, "__dataclass_fields__"):
            found += [hint, *_shapes(list(hint.__annotations__.values()))]
        else:
            found += _shapes(list(get_args(hint)))
    return found
