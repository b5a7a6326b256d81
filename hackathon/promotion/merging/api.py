"""Merging use cases, as JSON."""

from dataclasses import dataclass

from flask import Response

from hackathon.promotion.cases.api import CASE, CaseMoved, Reason, move
from hackathon.promotion.merging.commands import merge_case
from hackathon.web.access import signed_in
from hackathon.web.api import api_blueprint, promises
from hackathon.web.bodies import body_as

blueprint = api_blueprint("merging", __name__)


@dataclass(frozen=True)
class MergeGiven:
    """Into the use case of which number, and why: the people of both read it."""

    into: int
    reason: Reason


@blueprint.post(f"{CASE}/merge")
@signed_in
@promises(CaseMoved, takes=MergeGiven, is_versioned=True)
def merge(number: int) -> Response:
    """Make a use case a part of another."""
    given = body_as(MergeGiven)
    return move(number, merge_case, given.into, given.reason)
