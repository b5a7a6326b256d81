"""What can be done by a provider's word: come in, link an account, unlink it."""

from hackathon.core.config import IdentityProvider
from hackathon.core.decisions import Conflict, require
from hackathon.core.work import Work
from hackathon.people.accounts.commands import create_newcomer, give_site_role, take_site_role
from hackathon.people.accounts.facts import SignedIn
from hackathon.people.accounts.models import Account, SiteRole
from hackathon.people.accounts.policy import can_sign_in
from hackathon.people.accounts.queries import account_by_email
from hackathon.people.accounts.rules import token_hash
from hackathon.people.organization.queries import mail_domains
from hackathon.people.single_sign_on.facts import IdentityLinked, IdentityUnlinked, SingleSignOnRefused
from hackathon.people.single_sign_on.models import Identity, UsedState
from hackathon.people.single_sign_on.policy import (
    belongs_here,
    can_change_links,
    can_unlink,
    can_vouch,
    may_open_by_mail,
)
from hackathon.people.single_sign_on.queries import (
    has_identity_at,
    identities_of,
    is_last_admin,
    owner_id_of,
    states_before,
    was_entered,
)
from hackathon.people.single_sign_on.rules import NotLetIn, Person, Why, roles_owned, roles_wanted


def use_state(work: Work, state: str) -> None:
    """Take the answer to an attempt once; before the provider is asked, so that of two at once one is refused."""
    for old in states_before(work.session, work.now):
        work.session.delete(old)
    work.add(UsedState(digest=token_hash(state), used_at=work.now), unless_taken=NotLetIn(Why.REPLAY))


def enter(work: Work, provider: IdentityProvider, person: Person) -> Account:
    """Let somebody in for whom a provider vouches, with a new account where they have none, and the roles of today."""
    require(can_vouch(work.actor))
    account = _owner(work, provider, person)
    if not can_sign_in(account):
        raise NotLetIn(Why.DEACTIVATED, account.id)
    _take_over_roles(work, provider, person, account)
    work.record(SignedIn(subject_id=account.id, by=provider.key))
    return account


def link(work: Work, provider: IdentityProvider, person: Person, *, is_fresh: bool) -> None:
    """Let somebody at a provider open the account of the person who is signed in; nothing happens where they do."""
    require(can_change_links(is_fresh=is_fresh))
    account = work.lock(Account, work.actor.id)
    owner_id = owner_id_of(work.session, person)
    if owner_id != account.id:
        if owner_id is not None:
            raise NotLetIn(Why.LINKED, account.id)
        _add_identity(work, provider, person, account, by="person")


def unlink(work: Work, provider: IdentityProvider, *, is_fresh: bool) -> None:
    """End that a provider opens the account of the person who is signed in."""
    account = work.lock(Account, work.actor.id)
    linked = identities_of(work.session, account.id)
    has_password = work.session.info["passwords"] and account.password_hash is not None
    require(can_unlink(is_fresh=is_fresh, has_another_way=has_password or len(linked) > 1))
    for identity in linked:
        if identity.issuer == provider.issuer:
            work.session.delete(identity)
            work.record(IdentityUnlinked(subject_id=account.id, provider=provider.key))


def record_refusal(work: Work, provider: IdentityProvider, refusal: NotLetIn) -> None:
    """Write down that somebody was not let in, and why."""
    work.record(SingleSignOnRefused(subject_id=refusal.account_id, provider=provider.key, why=refusal.why))


def _owner(work: Work, provider: IdentityProvider, person: Person) -> Account:
    owner_id = owner_id_of(work.session, person)
    if owner_id is not None:
        return work.lock(Account, owner_id)
    if not person.email:
        raise NotLetIn(Why.MAIL)
    namesake = account_by_email(work.session, person.email)
    return _opened(work, provider, person, namesake) if namesake else _newcomer(work, provider, person)


def _opened(work: Work, provider: IdentityProvider, person: Person, namesake: Account) -> Account:
    """Open the account that has the person's address; a second person of that address stays outside."""
    account = work.lock(Account, namesake.id)
    if not can_sign_in(account):
        raise NotLetIn(Why.DEACTIVATED, account.id)
    known = belongs_here(person, mail_domains(work.session)) & may_open_by_mail(
        is_asked_for=provider.links_by_mail, was_entered=was_entered(work.session, account)
    )
    if not known or account.is_demo or has_identity_at(work.session, account.id, provider.issuer):
        raise NotLetIn(Why.TAKEN)
    _add_identity(work, provider, person, account, by="mail")
    return account


def _newcomer(work: Work, provider: IdentityProvider, person: Person) -> Account:
    vouched = belongs_here(person, mail_domains(work.session))
    if not vouched:
        raise NotLetIn(Why.DOMAIN)
    account = create_newcomer(work, person.email, person.name, vouched=vouched)
    _add_identity(work, provider, person, account, by="new")
    return account


def _add_identity(work: Work, provider: IdentityProvider, person: Person, account: Account, *, by: str) -> None:
    identity = Identity(account_id=account.id, issuer=person.issuer, subject=person.subject, linked_at=work.now)
    taken: Conflict = NotLetIn(Why.LINKED, account.id)
    work.add(identity, unless_taken=taken)
    work.record(IdentityLinked(subject_id=account.id, provider=provider.key, by=by))


def _take_over_roles(work: Work, provider: IdentityProvider, person: Person, account: Account) -> None:
    """Give and take the roles that groups decide about; the last administrator keeps theirs."""
    wanted, held = roles_wanted(provider, person.groups), {given.role for given in account.site_roles}
    for role in sorted(wanted - held):
        give_site_role(work, account.id, role)
    for role in sorted((roles_owned(provider) - wanted) & held):
        if role != SiteRole.ADMIN or not is_last_admin(work.session, account.id):
            take_site_role(work, account.id, role)
