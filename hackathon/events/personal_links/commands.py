"""What can be done with personal links: make, withdraw, use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import delete

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.mail import post
from hackathon.core.work import Work
from hackathon.events.personal_links.facts import (
    PersonalLinkMade,
    PersonalLinkRefused,
    PersonalLinkRevoked,
    PersonalLinkUsed,
)
from hackathon.events.personal_links.models import PersonalLink
from hackathon.events.personal_links.policy import can_invite, can_use_personal_link, personal_link_works
from hackathon.events.personal_links.rules import LIFE, PATH, ROLES
from hackathon.events.setup.commands import give_event_role
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import can_edit
from hackathon.events.setup.queries import roles_of
from hackathon.people.accounts.commands import create_newcomer
from hackathon.people.accounts.facts import SignedIn
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.queries import account_by_email, actor_of
from hackathon.people.accounts.rules import new_token, plain_email, token_hash


def invite_in_person(work: Work, event_id: int, *, display_name: str, email: str, role: str) -> str | None:
    """Make a personal link for a judge or mentor and return its secret; None where it was mailed, or none is needed.

    Somebody with an account gets the role at once: a link that others may hold opens no account.
    """
    event = work.lock(Event, event_id)
    email = plain_email(email)
    require(can_invite(work.actor, event, work.session.get(Account, work.actor.id), email))
    if role not in ROLES:
        raise Invalid("role", _("Choose one of the list."))
    owner = account_by_email(work.session, email)
    if owner is not None:
        give_event_role(work, event.id, owner.id, role)
        return None
    return _make(work, event, email, display_name, role)


def revoke_personal_link(work: Work, link_id: int) -> None:
    """Withdraw a personal link that was not used yet."""
    link = work.lock(PersonalLink, link_id)
    require(can_edit(work.actor, work.get(Event, link.event_id)))
    if link.used_at is not None:
        raise Conflict(_("This link was used already. Take the role back instead."))
    if link.revoked_at is None:
        link.revoked_at = work.now
        work.record(PersonalLinkRevoked(subject_id=link.event_id, link=link.id, role=link.role))


def use_personal_link(work: Work, link_id: int) -> Account:
    """Let in whom a personal link is for, with the one role it grants, given in the name of who made it."""
    event = work.lock(Event, work.get(PersonalLink, link_id).event_id)
    link = work.lock(PersonalLink, link_id)
    owner = account_by_email(work.session, link.email)
    is_usable = personal_link_works(link, at=work.received_at) & can_use_personal_link(work.actor, link, owner)
    if not is_usable:
        raise Conflict(is_usable.reason)
    account = owner or create_newcomer(work, link.email, link.display_name, vouched=is_usable)
    if link.role not in roles_of(work.session, event.id, account.id):
        with _acting(work, _maker(work, link)):
            give_event_role(work, event.id, account.id, link.role)
    link.used_at, link.account_id = work.now, account.id
    fact = PersonalLinkUsed(
        subject_id=event.id, account_id=account.id, link=link.id, role=link.role, made=owner is None
    )
    work.record(fact)
    work.record(SignedIn(subject_id=account.id, by="link"))
    return account


def record_refusal(work: Work, link_id: int) -> None:
    """Write down that a personal link was tried in vain."""
    work.record(PersonalLinkRefused(subject_id=work.get(PersonalLink, link_id).event_id, link=link_id))


def _make(work: Work, event: Event, email: str, name: str, role: str) -> str | None:
    token = new_token()
    link = work.add(
        PersonalLink(
            event_id=event.id,
            role=role,
            email=email,
            display_name=name,
            token_hash=token_hash(token),
            expires_at=work.now + LIFE,
            made_by=work.actor.id,
            made_at=work.now,
        )
    )
    work.record(PersonalLinkMade(subject_id=event.id, link=link.id, role=role))
    if not work.session.info["sends_mail"]:
        return token
    _post(work, link, event, token)
    return None


def _maker(work: Work, link: PersonalLink) -> Actor:
    """Load who made a link with what they hold now: a link is worth as much as its maker's word is today."""
    maker = actor_of(work.session, link.made_by, work.contributions)
    if maker is None:
        raise Conflict(_("Whoever made this link may not give roles any more. Ask another organizer of the event."))
    return maker


@contextmanager
def _acting(work: Work, actor: Actor) -> Iterator[None]:
    """Let somebody else act inside the block: what they decided before takes effect now."""
    before, work.actor = work.actor, actor
    try:
        yield
    finally:
        work.actor = before


def _post(work: Work, link: PersonalLink, event: Event, token: str) -> None:
    sentence = _(
        "%(organizer)s asks you to take part in “%(event)s” as: %(role)s. Nothing has to be installed. Open this "
        "address and press the button there; it works once, for %(days)s days:\n\n%(address)s\n\n"
        "Keep it to yourself: whoever opens it first acts as you."
    )
    told = {
        "organizer": work.actor.name,
        "role": str(ROLES[link.role]),
        "event": event.name,
        "days": LIFE.days,
        "address": work.session.info.get("public_url", "") + PATH + "{secret}",
    }
    post(
        work,
        key=f"events.personal_links.link:{link.id}",
        to=link.email,
        subject=_("Your link to “%(event)s”") % {"event": event.name},
        body=sentence % told,
        secret=token,
    )


def forget_personal_links(work: Work, before: datetime) -> None:
    """Delete invitations whose time has long been over, used or not."""
    work.session.execute(delete(PersonalLink).where(PersonalLink.expires_at < before))
