"""Pages about people: the list, one person, one's own profile."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.contributions import HomeCard, Viewing
from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _
from hackathon.people.accounts.queries import account_by_email
from hackathon.people.profiles.commands import ProfileDraft, edit_profile
from hackathon.people.profiles.forms import EditProfileForm
from hackathon.people.profiles.models import CRAFT_LABELS
from hackathon.people.profiles.policy import can_see_address
from hackathon.people.profiles.queries import Person, people_found, person_seen
from hackathon.people.profiles.rules import skills_in
from hackathon.web.access import current_account, current_actor, signed_in
from hackathon.web.database import session, working
from hackathon.web.paging import page_of

blueprint = Blueprint("profiles", __name__, url_prefix="/people")


@blueprint.get("")
@signed_in
def index() -> ResponseReturnValue:
    """List people, found by name, unit and craft."""
    words, craft = request.args.get("q", "")[:100], request.args.get("craft", "")
    found = people_found(current_actor(), words=words, craft=craft if craft in CRAFT_LABELS else "")
    page = page_of(session(), found, scalars=False)
    return render_template("people/profiles/index.html", page=page, words=words, craft=craft, crafts=CRAFT_LABELS)


@blueprint.get("/<int:account_id>")
@signed_in
def show(account_id: int) -> ResponseReturnValue:
    """Show what somebody says about themselves."""
    person = person_seen(session(), current_actor(), account_id)
    sees_address = can_see_address(current_actor(), person.account)
    return render_template("people/profiles/show.html", person=person, crafts=CRAFT_LABELS, sees_address=sees_address)


@blueprint.route("/me", methods=["GET", "POST"])
@signed_in
def edit() -> ResponseReturnValue:
    """Edit one's own profile."""
    person = person_seen(session(), current_actor(), current_actor().id)
    form = _form(person)
    if form.accepts():
        with form.guard():
            draft = _draft(form)
            with working() as work:
                edit_profile(work, draft, version=form.version.data)
            flash(_("Your profile is saved."), "success")
            return redirect(url_for("people.profiles.show", account_id=current_actor().id))
    return render_template("people/profiles/edit.html", form=form), form.status


def profile_card(_viewing: Viewing) -> list[HomeCard]:
    """Ask who said nothing about themselves yet to do so; costs no query, since every page knows who reads it."""
    account = current_account()
    if account is None or not account.is_new:
        return []
    return [
        HomeCard(
            title=_("Say what you bring"),
            detail=_("Your unit and skills help others to find you for their team. It takes two minutes."),
            url=url_for("people.profiles.edit"),
            action=_("Write my profile"),
            icon="id-badge",
        )
    ]


def _form(person: Person) -> EditProfileForm:
    profile = person.profile
    return EditProfileForm(
        display_name=person.account.display_name,
        unit=profile.unit,
        manager_email=person.manager.email if person.manager else "",
        craft=profile.craft,
        skills=", ".join(profile.skills),
        time_zone=profile.time_zone,
        about=profile.about,
        wants_mail=profile.wants_mail,
        version=profile.version,
    )


def _draft(form: EditProfileForm) -> ProfileDraft:
    values = form.values("manager_email", "skills")
    return ProfileDraft(
        **values, manager_id=_manager_id(form.manager_email.data), skills=tuple(skills_in(form.skills.data or ""))
    )


def _manager_id(email: str | None) -> int | None:
    if not email:
        return None
    manager = account_by_email(session(), email)
    if manager is None:
        raise Invalid("manager_email", _("Nobody here has this address. Check it, or leave it empty."))
    return manager.id
