"""Pages of the data sets: the list, each one, and its form."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import require
from hackathon.core.facts import Audience
from hackathon.core.i18n import _
from hackathon.guidance.datasets.commands import add_dataset, edit_dataset, restore_dataset, withdraw_dataset
from hackathon.guidance.datasets.forms import DatasetForm
from hackathon.guidance.datasets.policy import can_add_dataset, can_edit_dataset
from hackathon.guidance.datasets.queries import dataset_seen, listed_datasets
from hackathon.guidance.datasets.rules import DATA_CLASS_LABELS, DATA_CLASS_TONES
from hackathon.web.access import current_actor, signed_in
from hackathon.web.activity import activity_of
from hackathon.web.database import session, viewing, working
from hackathon.web.forms import ButtonForm
from hackathon.web.paging import page_of

blueprint = Blueprint("datasets", __name__, url_prefix="/data-sets")
CLASSES = {"labels": DATA_CLASS_LABELS, "tones": DATA_CLASS_TONES}
WORDS = 120


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List the data sets, or those whose name holds some words."""
    words = request.args.get("q", "").strip()[:WORDS]
    page = page_of(session(), listed_datasets(words), scalars=False)
    may_add = can_add_dataset(current_actor())
    return render_template("guidance/datasets/index.html", page=page, words=words, may_add=may_add, **CLASSES)


@blueprint.get("/<int:dataset_id>")
@signed_in
def show(dataset_id: int) -> ResponseReturnValue:
    """Show a data set: its class, who answers for it, the terms, and what happened."""
    dataset, owner = dataset_seen(session(), dataset_id)
    return render_template(
        "guidance/datasets/show.html",
        dataset=dataset,
        owner=owner,
        may_edit=can_edit_dataset(current_actor(), dataset),
        entries=activity_of(viewing(), "dataset", dataset_id, audiences=[Audience.VIEWERS]),
        **CLASSES,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@signed_in
def add() -> ResponseReturnValue:
    """Make a data set known."""
    require(can_add_dataset(current_actor()))
    form = DatasetForm()
    if form.accepts():
        with form.guard():
            draft = form.draft(session())
            with working() as work:
                url = url_for(".show", dataset_id=add_dataset(work, draft).id)
            flash(_("The data set is known now: projects can declare it."), "success")
            return redirect(url)
    return render_template("guidance/datasets/edit.html", form=form, dataset=None), form.status


@blueprint.route("/<int:dataset_id>/edit", methods=["GET", "POST"])
@signed_in
def edit(dataset_id: int) -> ResponseReturnValue:
    """Change what is said about a data set."""
    dataset, owner = dataset_seen(session(), dataset_id)
    require(can_edit_dataset(current_actor(), dataset))
    form = DatasetForm(dataset, owner=owner.email)
    if form.accepts():
        with form.guard():
            draft = form.draft(session())
            with working() as work:
                edit_dataset(work, dataset_id, draft, version=form.version.data)
            flash(_("Saved."), "success")
            return redirect(url_for(".show", dataset_id=dataset_id))
    return render_template("guidance/datasets/edit.html", form=form, dataset=dataset), form.status


@blueprint.post("/<int:dataset_id>/withdraw")
@signed_in
def withdraw(dataset_id: int) -> ResponseReturnValue:
    """Let nobody use a data set any more."""
    with working() as work:
        withdraw_dataset(work, dataset_id, version=ButtonForm().version.data)
    flash(_("Withdrawn. Projects that declared it read that it is blocked."), "success")
    return redirect(url_for(".show", dataset_id=dataset_id))


@blueprint.post("/<int:dataset_id>/restore")
@signed_in
def restore(dataset_id: int) -> ResponseReturnValue:
    """Let a withdrawn data set be used again."""
    with working() as work:
        restore_dataset(work, dataset_id, version=ButtonForm().version.data)
    flash(_("The data set can be used again."), "success")
    return redirect(url_for(".show", dataset_id=dataset_id))
