"""Pages to come in and to go: password, mailed and one-time links, the demo's bar, ending sessions."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.decisions import Denied, Missing
from hackathon.core.i18n import _, lazy
from hackathon.people.accounts import commands
from hackathon.people.accounts.forms import ChangePasswordForm, MailLinkForm, SignInForm, UseLinkForm
from hackathon.people.accounts.queries import attempt_by_email, attempt_by_id, has_password, has_people
from hackathon.people.accounts.rules import hash_password, local_path
from hackathon.web import access
from hackathon.web.access import current_account, current_actor, public, signed_in
from hackathon.web.database import session, settings, working
from hackathon.web.limits import guesses_per_address, guesses_per_email, mails_per_email, per_address

blueprint = Blueprint("accounts", __name__)

DEMO_DOMAIN = "demo.example"
DEMO_PEOPLE = [
    ("organizer", lazy("organizer")),
    ("participant", lazy("participant")),
    ("judge", lazy("judge")),
    ("steward", lazy("steward")),
    ("product_owner", lazy("product owner")),
]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@guesses_per_address
@guesses_per_email
def sign_in() -> ResponseReturnValue:
    """Ask for address and password, and lead on to where the person wanted to go."""
    form, target = SignInForm(), local_path(request.args.get("next"))
    if request.method == "GET" and current_account():
        return redirect(target)
    if form.accepts():
        attempt = attempt_by_email(session(), **form.values())
        with working() as work:
            account = commands.admit(work, attempt)
            key = account.session_key if account else None
        if key:
            access.sign_in(key)
            return redirect(target)
        form.refuse(
            "", _("Address and password do not belong together. Check both, and whether capital letters are on.")
        )
    return _sign_in_page(form, target), form.status


@blueprint.route("/sign-in/mail", methods=["GET", "POST"])
@public
@per_address
@mails_per_email
def mail_link() -> ResponseReturnValue:
    """Mail a sign-in link; the answer is the same whether or not anybody has the address."""
    form, is_sent = MailLinkForm(), False
    if form.accepts():
        with form.guard(), working() as work:
            commands.mail_sign_in_link(work, form.email.data or "")
            is_sent = True
    return (
        render_template(
            "people/accounts/mail_link.html", form=form, mails_links=settings().mails_links, is_sent=is_sent
        ),
        form.status,
    )


@blueprint.route("/sign-in/link/<token>", methods=["GET", "POST"])
@public
@guesses_per_address
def open_link(token: str) -> ResponseReturnValue:
    """Show a button that signs in: programs that scan mail open links but press no buttons."""
    form = UseLinkForm()
    if form.accepts():
        with form.guard():
            with working() as work:
                account = commands.use_link(work, token)
                key, knows_one = account.session_key, account.password_hash is not None
            access.sign_in(key)
            asks_for_one = settings().passwords and not knows_one
            return redirect(url_for("people.accounts.security" if asks_for_one else "home.show"))
    return render_template("people/accounts/open_link.html", form=form), form.status


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """End this session."""
    access.sign_out()
    flash(_("You are signed out."))
    return redirect(url_for("people.accounts.sign_in"))


@blueprint.route("/people/me/sign-in", methods=["GET", "POST"])
@signed_in
@guesses_per_address
def security() -> ResponseReturnValue:
    """Change the password; offer to sign out everywhere."""
    form, own_id = ChangePasswordForm(), current_actor().id
    knows_one = has_password(session(), own_id)
    if form.accepts():
        with form.guard():
            new_hash = hash_password(form.password.data or "")
            attempt = attempt_by_id(session(), own_id, form.current.data or "")
            with working() as work:
                key = commands.change_password(work, attempt, new_hash).session_key
            access.sign_in(key)
            flash(_("Your password is changed. You are signed out everywhere else."), "success")
            return redirect(url_for("people.accounts.security"))
    shown = {"knows_one": knows_one, "passwords": settings().passwords, "providers": settings().providers}
    return render_template("people/accounts/security.html", form=form, **shown), form.status


@blueprint.post("/people/me/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions of the person, this one too."""
    with working() as work:
        commands.sign_out_everywhere(work)
    access.sign_out()
    flash(_("You are signed out everywhere."))
    return redirect(url_for("people.accounts.sign_in"))


@public
def demo_sign_in() -> ResponseReturnValue:
    """Be one of the demo's people with one click; installed in the demo only, and answered on this machine only."""
    if not settings().has_demo:
        raise Missing(_("The demo is over."))
    if not access.is_at_the_machine():
        raise Denied(_("The demo's people can be played on the machine it runs on only. Sign in with a password."))
    with working() as work:
        key = commands.play(work, f"{request.form.get('person', '')}@{DEMO_DOMAIN}").session_key
    access.sign_in(key)
    return redirect(url_for("home.show"))


def _sign_in_page(form: SignInForm, target: str) -> str:
    ways = {
        "providers": settings().providers,
        "passwords": settings().passwords,
        "mails_links": settings().mails_links,
        "target": None if target == "/" else target,
    }
    return render_template("people/accounts/sign_in.html", form=form, is_empty=not has_people(session()), **ways)
