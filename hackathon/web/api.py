"""The JSON API's frame: blueprints below /api/v1, what each address promises, lists in pages, versions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Blueprint, Response, jsonify

from hackathon.web.paging import Page

PREFIX = "/api/v1"
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Promise:
    """What an address answers and takes, as the OpenAPI document says it.

    `answers` is a typed dict, so that mypy compares it with what the code builds and nothing is left to check while
    a request is answered; `takes` is a dataclass that the body is read as.
    """

    answers: Any
    status: int = 200
    is_list: bool = False
    takes: Any = None
    is_versioned: bool = False
    filters: tuple[str, ...] = ()
    """Names in the query that let through less of a list."""
    refusals: tuple[int, ...] = ()
    """Statuses it may refuse with beyond those that its address, method and body tell of."""


def api_blueprint(name: str, module: str) -> Blueprint:
    """Make the API blueprint of a feature; its endpoints are called `api_<name>.<function>`."""
    return Blueprint(f"api_{name}", module, url_prefix=PREFIX)


def promises(answers: Any, **more: Any) -> Callable[[View], View]:
    """Say what an address answers: `@promises(EventShown)`; further fields as in `Promise`."""

    def declare(view: View) -> View:
        view.promise = Promise(answers, **more)  # type: ignore[attr-defined]
        return view

    return declare


def promise_of(view: Callable[..., Any]) -> Promise | None:
    """Return what a view promises; None where it says nothing."""
    return getattr(view, "promise", None)


def listed(page: Page, show: Callable[[Any], Any]) -> Response:
    """Answer with one page of a list: `items`, `total`, and the address of the next page or null."""
    return jsonify({"items": [show(row) for row in page.rows], "total": page.total, "next": page.next_url})


def versioned(shown: Any, version: int) -> Response:
    """Answer with something that has a version, which a later change names in `If-Match`."""
    answer = jsonify(shown)
    answer.set_etag(str(version))
    return answer
