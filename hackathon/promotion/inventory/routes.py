"""Pages of the reference cases: a list of the last import, and each row as it came."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from hackathon.promotion.inventory.queries import last_import, reference_case, reference_listed
from hackathon.promotion.inventory.rules import questions
from hackathon.web.access import current_actor, signed_in
from hackathon.web.database import session
from hackathon.web.forms import TITLE
from hackathon.web.paging import page_of

blueprint = Blueprint("inventory", __name__, url_prefix="/inventory")


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List the reference cases of the last import in its order."""
    words = request.args.get("q", "").strip()[:TITLE]
    page = page_of(session(), reference_listed(current_actor(), words), scalars=False)
    return render_template("promotion/inventory/index.html", page=page, words=words, taken=last_import(session()))


@blueprint.get("/<int:reference_id>")
@signed_in
def show(reference_id: int) -> ResponseReturnValue:
    """Show a reference case as it came, beside what its closed lists mean."""
    found = reference_case(session(), current_actor(), reference_id)
    rows = questions(found.taken.head, found.case.original)
    return render_template("promotion/inventory/show.html", found=found, rows=rows)
