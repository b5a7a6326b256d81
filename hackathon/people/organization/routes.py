"""Pages of the installation as a whole: starting for real, and afterwards what is set up and what is not."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.actors import system
from hackathon.core.config import Settings
from hackathon.core.contributions import Service
from hackathon.core.decisions import Missing, require
from hackathon.core.i18n import _
from hackathon.people.accounts.queries import has_people
from hackathon.people.accounts.rules import hash_password
from hackathon.people.organization.commands import Beginning, edit_organization, start_for_real
from hackathon.people.organization.forms import REMOVE, OrganizationForm, StartForm
from hackathon.people.organization.gateway import end_demo
from hackathon.people.organization.policy import START, can_enter, is_open
from hackathon.people.organization.queries import holdings, organization_of
from hackathon.people.organization.rules import domains_in, is_setup_code
from hackathon.web import access
from hackathon.web.access import public, site_role
from hackathon.web.database import contributions, session, settings, storage, working
from hackathon.web.limits import guesses_per_address

blueprint = Blueprint("organization", __name__)


@blueprint.route("/start", methods=["GET", "POST"])
@public
@guesses_per_address
def start() -> ResponseReturnValue:
    """Ask who the organization and its first person are; remove the demo and begin."""
    _require_open()
    held, is_near = holdings(session()), access.is_at_the_machine()
    form = StartForm()
    form.ask_only(code=not is_near, confirmation=bool(held.accounts))
    if form.accepts():
        with form.guard():
            _require_entry(form, is_near=is_near)
            access.sign_in(_started(form.beginning(hash_password(form.password.data or ""))))
            flash(_("You have started for real: the first event is yours to make."), "success")
            return redirect(url_for(contributions().first_step))
    shown = {"form": form, "held": held, "words": REMOVE, "has_demo": settings().has_demo}
    return render_template("people/organization/start.html", **shown), form.status


@blueprint.route("/admin/organization", methods=["GET", "POST"])
@site_role("admin")
def edit() -> ResponseReturnValue:
    """Say who the organization is, what works here, and what comes next."""
    form = OrganizationForm.of(organization_of(session()))
    if form.accepts():
        with form.guard(), working() as work:
            domains = domains_in(form.mail_domains.data or "")
            edit_organization(work, form.name.data or "", domains, form.version.data, is_demo=settings().has_demo)
            flash(_("Saved."), "success")
            return redirect(url_for(".edit"))
    shown = {
        "services": [service(settings()) for service in contributions().services],
        "first_step": url_for(contributions().first_step),
    }
    return render_template("people/organization/edit.html", form=form, **shown), form.status


def mail_service(settings: Settings) -> Service:
    """Say whether mail is sent, and what works without."""
    if settings.smtp_url:
        sentence = _("Mails are sent. Who comes in by a join link proves their address by a mailed link.")
    else:
        sentence = _(
            "No mail is sent, and an event works all the same: notices wait in each person's inbox here, organizers "
            "admit who comes by a join link from a list, and hand personal links to judges and mentors themselves. "
            "What does not work: telling people outside of this site, and coming in again without a password; "
            "an administrator then issues a one-time link."
        )
    return Service(_("Mail"), bool(settings.smtp_url), sentence)


def address_service(settings: Settings) -> Service:
    """Say whether others can open the links that this installation writes."""
    if settings.is_local:
        sentence = _(
            "Links in mails and on posters name %(address)s, which works on this machine only. Set "
            "HACKATHON_PUBLIC_URL to the address at which colleagues reach it."
        )
    else:
        sentence = _("Links in mails and on posters name %(address)s.")
    return Service(_("Address"), not settings.is_local, sentence % {"address": settings.public_url})


def files_service(settings: Settings) -> Service:
    """Say where files are kept."""
    is_elsewhere = "://" in settings.storage_url
    where = (
        _("in a storage service") if is_elsewhere else _("in a folder on this machine; back it up with the database")
    )
    return Service(_("Files"), is_there=True, sentence=_("Files are kept %(where)s.") % {"where": where})


def _require_open() -> None:
    has_demo, people = settings().has_demo, has_people(session())
    decision = is_open(organization_of(session()), has_demo=has_demo, has_people=people)
    if not decision:
        raise Missing(decision.reason)


def _require_entry(form: StartForm, *, is_near: bool) -> None:
    knows_code = not is_near and is_setup_code(form.code.data or "", settings().secret_key)
    require(can_enter(is_at_the_machine=is_near, knows_code=knows_code))


def _started(beginning: Beginning) -> str:
    """Begin, and return the key of the first person's session."""
    with working(system(START)) as work:
        key = start_for_real(work, beginning, has_demo=settings().has_demo).session_key
        # Before the commit: nobody can have come yet whose files these could be.
        end_demo(settings(), storage(), contributions().folders)
    return key
