"""What can be done with join links: make, withdraw, ask, prove, admit, decline, come in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func

from hackathon.core.decisions import ALLOWED, Conflict, Decision, Invalid, allow_if, require
from hackathon.core.i18n import _
from hackathon.core.mail import post
from hackathon.core.work import Work
from hackathon.events.joining.facts import (
    JoinLinkMade,
    JoinLinkRevoked,
    LinkRefused,
    NewcomerAdmitted,
    NewcomerAsked,
    NewcomerDeclined,
)
from hackathon.events.joining.models import JoinLink, Newcomer
from hackathon.events.joining.policy import can_admit, can_join, can_make_link, proof_works
from hackathon.events.joining.queries import newcomer_ids, places_held
from hackathon.events.joining.rules import MOST_PLACES, PROOF_LIFE, PROOF_PATH
from hackathon.events.joining.states import NEWCOMER_FLOW
from hackathon.events.registration.commands import register
from hackathon.events.registration.queries import registration_of
from hackathon.events.registration.rules import known_craft
from hackathon.events.registration.states import TAKING_PART, WAITING
from hackathon.events.setup.models import Event, EventRole
from hackathon.events.setup.queries import roles_of
from hackathon.people.accounts.commands import create_newcomer
from hackathon.people.accounts.facts import SignedIn
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.policy import can_sign_in
from hackathon.people.accounts.queries import account_by_email
from hackathon.people.accounts.rules import new_token, plain_email, token_hash
from hackathon.people.organization.queries import mail_domains
from hackathon.people.organization.rules import covers
from hackathon.people.profiles.queries import empty_profile, person_seen


@dataclass(frozen=True)
class JoinDraft:
    """What somebody types who joins by a link."""

    display_name: str
    email: str
    craft: str
    skills: list[str]


def make_join_link(work: Work, event_id: int, *, places: int, expires_at: datetime) -> str:
    """Make a link for many people; return its secret, which is shown once and kept nowhere."""
    event = work.lock(Event, event_id)
    require(can_make_link(work.actor, event))
    if not 1 <= places <= MOST_PLACES:
        raise Invalid("places", _("Choose a number between 1 and %(most)s.") % {"most": MOST_PLACES})
    if expires_at <= work.now:
        raise Invalid("expires_at", _("This is over already. Choose a later time."))
    token = new_token()
    link = work.add(
        JoinLink(
            event_id=event.id,
            token_hash=token_hash(token),
            places=places,
            expires_at=expires_at,
            made_by=work.actor.id,
            made_at=work.now,
        )
    )
    work.record(JoinLinkMade(subject_id=event.id, link=link.id, places=places))
    return token


def revoke_join_link(work: Work, link_id: int) -> None:
    """Withdraw a link: nobody comes in by it any more, nor by the mails that it led to."""
    link = work.lock(JoinLink, link_id)
    require(can_make_link(work.actor, work.get(Event, link.event_id)))
    if link.revoked_at is not None:
        return
    link.revoked_at = work.now
    work.record(JoinLinkRevoked(subject_id=link.event_id, link=link.id))


def ask_to_join(work: Work, link_id: int, draft: JoinDraft) -> str:
    """Ask to come in; return the secret by which the asking browser is known again.

    The answer is the same whether or not the address has an account.
    """
    link, event = _link_open(work, link_id)
    email = _own_address(work, draft.email)
    _require_room(work, link, email)
    key, proof = new_token(), new_token()
    newcomer = Newcomer(
        link_id=link.id,
        event_id=event.id,
        email=email,
        display_name=draft.display_name,
        craft=known_craft(draft.craft),
        skills=draft.skills,
        browser_hash=token_hash(key),
        asked_at=work.received_at,
    )
    mails = bool(work.session.info["sends_mail"])
    if mails:
        newcomer.proof_hash, newcomer.proof_until = token_hash(proof), work.now + PROOF_LIFE
    work.add(newcomer)
    if mails:
        _post_proof(work, newcomer, event, proof)
    work.record(NewcomerAsked(subject_id=event.id, link=link.id, newcomer=newcomer.id, mailed=mails))
    return key


def join_signed_in(work: Work, link_id: int) -> None:
    """Register whoever is signed in, with what their profile says; nothing happens where they are registered."""
    link, event = _link_open(work, link_id)
    person = person_seen(work.session, work.actor, work.actor.id)
    own = registration_of(work.session, event.id, work.actor.id)
    _require_room(work, link, person.account.email)
    newcomer = work.add(
        Newcomer(
            link_id=link.id,
            event_id=event.id,
            email=person.account.email,
            display_name=person.account.display_name,
            craft=own.craft if own else person.profile.craft,
            skills=own.skills if own else person.profile.skills,
            asked_at=work.received_at,
        )
    )
    _enter(work, newcomer, person.account, how="account", vouched=ALLOWED)


def prove_address(work: Work, newcomer_id: int) -> Account:
    """Let in whoever reads the mails of an address: with a new account, or with the one it has."""
    link, newcomer = _locked(work, newcomer_id)
    proven = proof_works(newcomer, link, at=work.received_at)
    _require_possible(proven)
    owner = account_by_email(work.session, newcomer.email)
    if owner is not None:
        _require_possible(can_sign_in(owner) & _mails_let_in(work))
    newcomer.browser_hash = None  # whoever typed the address need not be the one who reads its mails
    account = _enter(work, newcomer, owner, how="proof", vouched=proven)
    work.record(SignedIn(subject_id=account.id, by="link"))
    return account


def admit_newcomer(work: Work, newcomer_id: int) -> Account:
    """Let somebody in whom an organizer knows; the browser in which they asked becomes theirs."""
    link, newcomer = _locked(work, newcomer_id)
    vouched = can_admit(work.actor, work.get(Event, newcomer.event_id))
    require(vouched)
    if account_by_email(work.session, newcomer.email) is not None:
        raise Conflict(
            _(
                "This address has an account already, which only its owner opens. Ask the person to sign in and to "
                "open the join link again, then decline this."
            )
        )
    _require_room(work, link, newcomer.email)
    newcomer.proof_hash = None
    return _enter(work, newcomer, None, how="organizer", vouched=vouched)


def admit_all(work: Work, event_id: int) -> int:
    """Let everybody in who waits and has no account yet, as far as the links have places; return how many."""
    event = work.get(Event, event_id)
    require(can_admit(work.actor, event))
    admitted = 0
    for newcomer_id in newcomer_ids(work.session, event.id):
        try:
            admit_newcomer(work, newcomer_id)
        except Conflict:
            continue
        admitted += 1
    return admitted


def decline_newcomer(work: Work, newcomer_id: int) -> None:
    """Turn somebody away who asked to join."""
    _link, newcomer = _locked(work, newcomer_id)
    require(can_admit(work.actor, work.get(Event, newcomer.event_id)))
    newcomer.state = NEWCOMER_FLOW.after("decline", newcomer.state)
    newcomer.decided_at = work.now
    work.record(NewcomerDeclined(subject_id=newcomer.event_id, newcomer=newcomer.id))


def come_in(work: Work, newcomer_id: int) -> Account:
    """Sign in the browser of somebody who was admitted, once."""
    newcomer = work.lock(Newcomer, newcomer_id)
    account = work.lock(Account, newcomer.account_id)
    _require_possible(can_sign_in(account))
    newcomer.browser_hash = None
    work.record(SignedIn(subject_id=account.id, by="join"))
    return account


def record_refusal(work: Work, event_id: int, link_id: int, what: str) -> None:
    """Write down that a link was tried in vain; who tried is not known."""
    work.record(LinkRefused(subject_id=event_id, link=link_id, what=what))


def _link_open(work: Work, link_id: int) -> tuple[JoinLink, Event]:
    """Lock a link, which guards its places, while it lets people in."""
    link = work.lock(JoinLink, link_id)
    event = work.get(Event, link.event_id)
    _require_possible(can_join(link, event, at=work.received_at))
    return link, event


def _locked(work: Work, newcomer_id: int) -> tuple[JoinLink, Newcomer]:
    """Lock the link before the newcomer, in the order in which asking does."""
    link = work.lock(JoinLink, work.get(Newcomer, newcomer_id).link_id)
    return link, work.lock(Newcomer, newcomer_id)


def _own_address(work: Work, typed: str) -> str:
    email = plain_email(typed)
    domains = mail_domains(work.session)
    if not covers(domains, email):
        sentence = _("Use your address at work: this link is for addresses at %(domains)s.")
        nobody = _(
            "No mail domain is allowed here yet. Ask whoever gave you the link to have an administrator add yours."
        )
        raise Invalid("email", sentence % {"domains": ", ".join(domains)} if domains else nobody)
    return email


def _require_room(work: Work, link: JoinLink, email: str) -> None:
    if places_held(work.session, link.id, work.now, but=email) >= link.places:
        raise Conflict(_("All places of this link are taken. Ask an organizer of the event for another link."))


def _mails_let_in(work: Work) -> Decision:
    """Let a mail open an account that somebody has only where mailed links do so at all."""
    return allow_if(
        work.session.info["mailed_links"],
        _("You have an account here. Sign in as the sign-in page offers, then open the join link again."),
    )


def _require_possible(decision: Decision) -> None:
    """Refuse what was possible a moment ago, or would be for somebody else, as what it is: too late or not for you."""
    if not decision:
        raise Conflict(decision.reason)


def _enter(work: Work, newcomer: Newcomer, owner: Account | None, *, how: str, vouched: Decision) -> Account:
    """Give somebody an account, unless they have one, and a place at the event, unless they take part."""
    event = work.lock(Event, newcomer.event_id)
    state = NEWCOMER_FLOW.after("admit", newcomer.state)
    account = owner or _account_for(work, newcomer, vouched)
    if EventRole.JUDGE in roles_of(work.session, event.id, account.id):
        raise Conflict(_("You judge this event. Whoever judges it cannot take part."))
    own = registration_of(work.session, event.id, account.id)
    if own is None or own.state not in (*TAKING_PART, *WAITING):
        register(work, event, account.id, newcomer.craft, newcomer.skills)
    newcomer.state, newcomer.account_id, newcomer.decided_at = state, account.id, work.now
    is_new = owner is None
    work.record(
        NewcomerAdmitted(subject_id=event.id, account_id=account.id, link=newcomer.link_id, how=how, made=is_new)
    )
    return account


def _account_for(work: Work, newcomer: Newcomer, vouched: Decision) -> Account:
    account = create_newcomer(work, newcomer.email, newcomer.display_name, vouched=vouched)
    profile = work.add(empty_profile(account.id))
    profile.craft, profile.skills = newcomer.craft, newcomer.skills
    return account


def _post_proof(work: Work, newcomer: Newcomer, event: Event, token: str) -> None:
    sentence = _(
        "Open this address and press the button there to take part in “%(event)s”. It works once, for %(hours)s hours:"
        "\n\n%(address)s\n\n"
        "If you did not ask for it, somebody typed your address; nothing happens unless the button is pressed."
    )
    address = work.session.info.get("public_url", "") + PROOF_PATH + "{secret}"
    hours = PROOF_LIFE // timedelta(hours=1)
    post(
        work,
        key=f"events.joining.proof:{newcomer.id}",
        to=newcomer.email,
        subject=_("Join “%(event)s”") % {"event": event.name},
        body=sentence % {"event": event.name, "hours": hours, "address": address},
        secret=token,
    )


def forget_newcomers(work: Work, before: datetime) -> None:
    """Delete what people typed to join, once that is decided or nobody decided for long."""
    work.session.execute(delete(Newcomer).where(func.coalesce(Newcomer.decided_at, Newcomer.asked_at) < before))
