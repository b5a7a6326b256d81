"""Pages of the record: how far it is sealed, what was signed, who keeps it, and the proof of one entry."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.core.ledger import verify
from hackathon.core.ledger.proof import proof_of, public_key, standing
from hackathon.core.ledger.seal import checkpoint, newest_checkpoint
from hackathon.core.secrets import Vault
from hackathon.people.oversight.policy import can_oversee
from hackathon.people.record import queries
from hackathon.people.record.commands import add_address, ask_for_checkpoint, remove_address
from hackathon.people.record.forms import AddressForm
from hackathon.people.record.policy import READERS, can_set_addresses
from hackathon.web.access import current_actor, signed_in, site_role
from hackathon.web.activity import entries_page, sentence_of
from hackathon.web.database import contributions, now, session, settings, viewing, working
from hackathon.web.paging import page_of

blueprint = Blueprint("record", __name__, url_prefix="/record")


@blueprint.get("")
@site_role(*READERS)
def index() -> ResponseReturnValue:
    """Show how far the record is sealed, what was signed, and how to verify it."""
    return _overview(AddressForm())


@blueprint.get("/entries")
@site_role(*READERS)
def entries() -> ResponseReturnValue:
    """List every sealed entry, the newest first, each with its proof."""
    return render_template(
        "people/record/entries.html", frame=_frame(), page=entries_page(viewing(), queries.entries())
    )


@blueprint.post("/checkpoints")
@site_role(*READERS)
def sign() -> ResponseReturnValue:
    """Seal everything and sign how much that is, at once."""
    with working() as work:
        ask_for_checkpoint(work)
    signed = checkpoint(session(), Vault.of(settings()), now())
    flash(
        _("Signed: the record has %(size)s entries. Keep this checkpoint elsewhere.") % {"size": signed.size}, "success"
    )
    return redirect(url_for(".index"))


@blueprint.post("/addresses")
@site_role("admin")
def add() -> ResponseReturnValue:
    """Have checkpoints mailed to one more address."""
    form = AddressForm()
    if form.accepts():
        with form.guard():
            with working() as work:
                add_address(work, form.email.data or "")
            flash(_("Each new checkpoint is mailed there from now on."), "success")
            return redirect(url_for(".index"))
    return _overview(form)


@blueprint.post("/addresses/<int:address_id>/remove")
@site_role("admin")
def remove(address_id: int) -> ResponseReturnValue:
    """Mail no more checkpoints to an address."""
    with working() as work:
        remove_address(work, address_id)
    flash(_("No more checkpoints are mailed there."), "success")
    return redirect(url_for(".index"))


@blueprint.get("/facts/<int:fact_id>/proof")
@signed_in
def proof(fact_id: int) -> ResponseReturnValue:
    """Show that one entry is in the record, to whoever may read it."""
    view = viewing()
    fact = queries.fact_seen(view, contributions(), fact_id)
    shown = {"proof": proof_of(view.session, fact), "sentence": sentence_of(view, fact)}
    return render_template("people/record/proof.html", fact=fact, **shown)


@blueprint.get("/checkpoint.txt")
@signed_in
def newest() -> ResponseReturnValue:
    """Give the newest checkpoint as a file: the more people keep one, the better."""
    signed = newest_checkpoint(session())
    if signed is None:
        raise Missing(_("No checkpoint was signed yet. The first follows within the hour."))
    return _as_file("checkpoint.txt", signed.signed)


@blueprint.get("/checkpoints/<int:checkpoint_id>")
@site_role(*READERS)
def signed(checkpoint_id: int) -> ResponseReturnValue:
    """Give a checkpoint as a file."""
    return _as_file("checkpoint.txt", queries.checkpoint_by_id(session(), checkpoint_id).signed)


@blueprint.get("/public-key.txt")
@signed_in
def key() -> ResponseReturnValue:
    """Give the key that checkpoints are verified with."""
    return _as_file("public-key.txt", f"{public_key(session()) or ''}\n")


@blueprint.get("/verify.py")
@signed_in
def script() -> ResponseReturnValue:
    """Give the program that verifies a record or a proof, which needs Python alone."""
    return _as_file("verify.py", verify.source())


def _overview(form: AddressForm) -> tuple[str, int]:
    shown = {
        "frame": _frame(),
        "standing": standing(session()),
        "newest": newest_checkpoint(session()),
        "page": page_of(session(), queries.checkpoints()),
        "addresses": queries.addresses(session()),
        "key": public_key(session()),
        "may_set_addresses": can_set_addresses(current_actor()),
        "sends_mail": bool(settings().smtp_url),
    }
    return render_template("people/record/index.html", form=form, **shown), form.status


def _frame() -> str:
    """Show administrators the way back to their other pages."""
    return "people/oversight/frame.html" if can_oversee(current_actor()) else "base.html"


def _as_file(name: str, text: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, mimetype="text/plain", headers=headers)
