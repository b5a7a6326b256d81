"""The JSON API's frame: one blueprint below /api/v1 that features add to, lists in pages, problems as RFC 9457."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify

from hackathon.web.paging import Page

PREFIX = "/api/v1"


def api_blueprint(name: str, module: str) -> Blueprint:
    """Make the API blueprint of a feature; its endpoints are called `api_<name>.<function>`."""
    return Blueprint(f"api_{name}", module, url_prefix=PREFIX)


def listed(page: Page, show: Callable[[Any], dict[str, Any]]) -> Response:
    """Answer with one page of a list: `items`, `total`, and the address of the next page or null."""
    return jsonify({"items": [show(row) for row in page.rows], "total": page.total, "next": page.next_url})
