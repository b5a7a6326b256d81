"""No act of promotion is left out of the table, and nobody in it decides about what they asked for or made."""

import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest
from flask import Flask

from hackathon import promotion
from tests.promotion.triples.acting import Action
from tests.promotion.triples.actions import ACTIONS
from tests.promotion.triples.states import STATES
from tests.promotion.triples.table import expected
from tests.promotion.triples.world import CIRCUMSTANCES, ROLES

DECISIONS = {
    ("use case", "pass"),
    ("use case", "turn down"),
    ("use case", "merge"),
    ("use case", "accept evidence"),
    ("use case", "reject evidence"),
    ("question", "say yes"),
    ("question", "say no"),
    ("question", "say yes as steward"),
    ("question", "say no as steward"),
    ("question", "pass"),
    ("question", "turn down"),
    ("question", "propose waiver"),
    ("question", "agree to waiver"),
    ("question", "refuse waiver"),
    ("offer", "accept"),
    ("offer", "decline"),
    ("offer", "sign"),
    ("offer", "countersign"),
    ("offer", "refuse to countersign"),
    ("team", "confirm member"),
    ("team", "refuse member"),
    ("round", "score"),
    ("round", "decide"),
    ("round", "close"),
}
"""What approves or rejects something."""
OUTSIDERS = [
    "requester",
    "captain",
    "member",
    "admin",
    "unassigned",
    "stranger",
    "steward_who_asked",
    "steward_in_team",
]
ELSEWHERE = {
    "api_interest.say_of_project",
    "api_interest.say_of_question",
    "api_interest.take_back_project",
    "api_interest.take_back_question",
    "api_question_sets.publish",
    "promotion.handover.index",
    "promotion.handover.remove",
    "promotion.interest.say_of_project",
    "promotion.interest.say_of_question",
    "promotion.interest.take_back_project",
    "promotion.interest.take_back_question",
    "promotion.limits.edit",
    "promotion.question_sets.edit",
    "promotion.selection.create",
    "promotion.similar.apart",
}
"""What is about nothing that moves from state to state, or before there is a use case: tried in tests of its own."""
COMMANDS_ELSEWHERE = {"remove_tracker", "take_back", "tell_apart", "want_project", "want_question"}


def acts() -> Iterator[Action]:
    return (action for actions in ACTIONS.values() for action in actions.values())


def tried_endpoints(app: Flask) -> set[str]:
    """Find what the pages and addresses of all acts lead to."""
    at = app.url_map.bind("localhost")
    pages = [("POST", act.page.address) for act in acts() if act.page]
    addresses = [(act.api.method, act.api.address) for act in acts() if act.api]
    return {at.match(re.sub(r"{\w+}", "1", address), method)[0] for method, address in [*pages, *addresses]}


def changing_endpoints(app: Flask) -> set[str]:
    """List the addresses of promotion at which something is changed."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "hackathon.promotion." in app.view_functions[rule.endpoint].__module__
        and (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
    }


def test_every_address_that_changes_something_is_tried(app: Flask) -> None:
    left_out = changing_endpoints(app) - tried_endpoints(app)

    assert left_out == ELSEWHERE


def test_every_command_that_is_called_with_an_id_is_tried() -> None:
    called = {name for act in acts() for name in act.command.__code__.co_names}

    assert _commands() - called == COMMANDS_ELSEWHERE


def _commands() -> set[str]:
    """List what is done with something that is named by its id; the rest are parts of these."""
    features = [f"{promotion.__name__}.{each.name}.commands" for each in iter_modules(promotion.__path__)]
    found = set()
    for feature in features:
        try:
            module = import_module(feature)
        except ModuleNotFoundError:
            continue
        for name, function in inspect.getmembers(module, inspect.isfunction):
            parameters = list(inspect.signature(function).parameters)
            is_own = function.__module__ == feature and not name.startswith("_")
            if is_own and parameters[:1] == ["work"] and len(parameters) > 1 and parameters[1].endswith("_id"):
                found.add(name)
    return found


@pytest.mark.parametrize("who", [*OUTSIDERS, *(f"{each}_deactivated" for each in CIRCUMSTANCES["deactivated"])])
def test_outsider_neither_approves_nor_rejects_anything(who: str) -> None:
    decided = [triple for triple, able in expected().items() if (triple[0], triple[2]) in DECISIONS and who in able]

    assert decided == []


def test_every_row_is_about_a_state_and_people_that_are_tried() -> None:
    rows = expected()

    assert [row for row in rows if row[1] not in STATES[row[0]] or row[2] not in ACTIONS[row[0]]] == []
    assert {who for able in rows.values() for who in able} <= set(ROLES)


def test_every_act_succeeds_somewhere() -> None:
    done = {(thing, action) for thing, _state, action in expected()}

    never = {(thing, action) for thing, actions in ACTIONS.items() for action in actions} - done

    assert never == {("use case", "remind")}, "it is due on some days only: see tests/promotion/impact"
