"""What an act is: a command, and the page and the address of the API that do the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hackathon.core.work import Work

Names = Mapping[str, Any]
CASE, API_CASE = "/use-cases/{number}", "/api/v1/use-cases/{number}"
WHY = {"reason": "The data are gone."}


@dataclass(frozen=True)
class Page:
    """The address that a form is sent to, and its fields."""

    address: str
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Api:
    """What a program sends where, and which version it says it read."""

    method: str
    address: str
    body: Mapping[str, Any] | None = None
    version: str = "{version}"


@dataclass(frozen=True)
class Action:
    """One act; `reason` is for which the clock may do it."""

    command: Callable[[Work, Names], object]
    page: Page | None = None
    api: Api | None = None
    reason: str = ""


def on_case(
    command: Callable[[Work, Names], object], address: str, fields: Mapping[str, Any], api: str, **more: Any
) -> Action:
    """Make an act upon a use case: its page takes fields, its API the same unless told otherwise."""
    body = more.pop("body", fields)
    return Action(command, Page(CASE + address, fields), Api("POST", API_CASE + api, body or None), **more)
