"""What the address of a board says that somebody looks for."""

from flask import request

from hackathon.teams.board.rules import Filter
from hackathon.web.paging import asked_row

LONGEST = 100


def filter_asked() -> Filter:
    """Read the filter of this request, of a page as of the API."""
    asked = {name: " ".join(request.args.get(name, "").split())[:LONGEST] for name in ("skill", "craft", "unit")}
    return Filter(**asked, challenge_id=asked_row("challenge"))
