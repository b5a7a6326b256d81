"""Pages to bring people in by a file: send it, watch it being read, see row by row what it would do, take it over."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.tables import list_as_csv
from hackathon.people.imports import commands
from hackathon.people.imports.forms import ImportForm
from hackathon.people.imports.models import PeopleImport
from hackathon.people.imports.policy import is_sound
from hackathon.people.imports.queries import imports, lines_of, newest_job, rows_listed
from hackathon.people.imports.rules import EXAMPLE, OUTCOME_LABELS, Column, Outcome
from hackathon.people.imports.states import RUNNING
from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.web.access import site_role
from hackathon.web.database import session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("imports", __name__, url_prefix="/admin/people-imports")


@blueprint.route("", methods=["GET", "POST"])
@site_role("admin")
def index() -> ResponseReturnValue:
    """Take a file, and list those that were sent before."""
    form = ImportForm()
    if form.accepts():
        with form.guard():
            file_name, contents = form.sent()
            with working() as work:
                import_id = commands.send_file(work, file_name, contents).id
            return _to(import_id)
    shown = {"page": page_of(session(), imports()), "columns": list(Column), "crafts": CRAFT_LABELS}
    return render_template("people/imports/index.html", form=form, **shown), form.status


@blueprint.get("/example.csv")
@site_role("admin")
def example() -> ResponseReturnValue:
    """Give a file to begin with."""
    return _as_file("people.csv", list_as_csv(list(Column), [EXAMPLE]))


@blueprint.get("/<int:import_id>")
@site_role("admin")
def show(import_id: int) -> ResponseReturnValue:
    """Show how far an import is, or what it would do."""
    sent, outcome = _sent(import_id), request.args.get("outcome", "")
    shown = {
        "is_running": sent.state in RUNNING,
        "job": newest_job(session(), import_id) if sent.state in RUNNING else None,
        "page": page_of(session(), lines_of(import_id, outcome if outcome in set(Outcome) else "")),
        "can_apply": is_sound(sent),
        "labels": OUTCOME_LABELS,
    }
    return render_template("people/imports/show.html", sent=sent, outcome=outcome, **shown)


@blueprint.get("/<int:import_id>/rows.csv")
@site_role("admin")
def rows(import_id: int) -> ResponseReturnValue:
    """Give all rows with what would happen to them."""
    _sent(import_id)
    head = (_("row"), _("outcome"), *Column, _("remarks"))
    return _as_file(f"people-import-{import_id}.csv", list_as_csv(head, rows_listed(session(), import_id)))


@blueprint.post("/<int:import_id>/apply")
@site_role("admin")
def apply(import_id: int) -> ResponseReturnValue:
    """Have a file taken over."""
    with working() as work:
        commands.start_import(work, import_id)
    return _to(import_id)


@blueprint.post("/<int:import_id>/drop")
@site_role("admin")
def drop(import_id: int) -> ResponseReturnValue:
    """Forget a file."""
    with working() as work:
        commands.drop_import(work, import_id)
    flash(_("The file is forgotten. Nobody was changed."), "success")
    return redirect(url_for(".index"))


def _sent(import_id: int) -> PeopleImport:
    found = session().get(PeopleImport, import_id)
    if found is None:
        raise Missing(_("There is no such import, or not any more."))
    return found


def _to(import_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", import_id=import_id))


def _as_file(name: str, text: str) -> Response:
    return Response(text, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})
