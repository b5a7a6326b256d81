"""What can be done with accounts: create, let in, give roles, end sessions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hackathon.core.decisions import Conflict, Decision, Denied, Invalid, Missing, require
from hackathon.core.i18n import _
from hackathon.core.lines import plain_line
from hackathon.core.mail import post
from hackathon.core.work import Work
from hackathon.people.accounts.facts import (
    AccountCreated,
    AccountDeactivated,
    AccountReactivated,
    PasswordChanged,
    SignedIn,
    SignedOutEverywhere,
    SignInLinkIssued,
    SignInLinkMailed,
    SignInRefused,
    SiteRoleGiven,
    SiteRoleTaken,
    UnknownSignInRefused,
)
from hackathon.people.accounts.models import Account, AccountRole, AccountState, SignInLink, SiteRole
from hackathon.people.accounts.policy import (
    can_be_played,
    can_change_site_role,
    can_change_state,
    can_issue_link,
    can_keep_accounts,
    can_sign_in,
    can_use_link,
)
from hackathon.people.accounts.queries import Attempt, account_by_email, link_id_by_token, with_grants
from hackathon.people.accounts.rules import PasswordHash, new_token, plain_email, token_hash

MAILED_LINK_LIFE = timedelta(minutes=15)
ISSUED_LINK_LIFE = timedelta(hours=24)
LINK_PATH = "/sign-in/link/"


def create_account(
    work: Work, email: str, display_name: str, *, password_hash: PasswordHash | None = None, is_demo: bool = False
) -> Account:
    """Create an account; without a password it is entered by a link."""
    require(can_keep_accounts(work.actor))
    return _created(work, email, display_name, password_hash=password_hash, is_demo=is_demo)


def create_accounts(work: Work, people: Sequence[tuple[str, str]]) -> Sequence[Account]:
    """Create the accounts of many, given as address and name, all or none, in a few queries for all of them."""
    require(can_keep_accounts(work.actor))
    accounts = [
        Account(email=plain_email(email), display_name=_named(name), created_at=work.now) for email, name in people
    ]
    with work.claiming(Conflict(_("One of these people has an account by now. Nothing was changed."))):
        work.session.add_all(accounts)
    work.record_all(AccountCreated(subject_id=account.id) for account in accounts)
    return accounts


def create_newcomer(work: Work, email: str, display_name: str, *, vouched: Decision) -> Account:
    """Create the account of somebody for whom a feature vouches, by the decision that it required itself."""
    require(vouched)
    return _created(work, email, display_name)


def admit(work: Work, attempt: Attempt) -> Account | None:
    """Let a person in whose password was right; write down either way what happened."""
    _require_passwords(work)
    if attempt.account_id is None:
        work.record(UnknownSignInRefused())
        return None
    account = work.lock(Account, attempt.account_id)
    if not (can_sign_in(account) and attempt.opens(account)):
        work.record(SignInRefused(subject_id=account.id))
        return None
    account.password_hash = attempt.better or account.password_hash
    work.record(SignedIn(subject_id=account.id, by="password"))
    return account


def mail_sign_in_link(work: Work, email: str) -> None:
    """Mail a link to the person of this address; where there is nobody, say and do nothing: it is no way to ask."""
    if not work.session.info["sends_mail"]:
        raise Conflict(_("This installation sends no mail. Ask an administrator for a one-time link."))
    if not work.session.info["mailed_links"]:
        raise Conflict(_("Mailed links are switched off here. Sign in as the sign-in page offers."))
    account, token = account_by_email(work.session, email), new_token()
    if account is None or not can_sign_in(account):
        return
    link = _link(work, account, token, life=MAILED_LINK_LIFE)
    _post_link(work, account, link, token)
    work.record(SignInLinkMailed(subject_id=account.id))


def issue_link(work: Work, account_id: int) -> str:
    """Make a one-time link that an administrator passes on; return its path, which is shown once and kept nowhere."""
    account = work.lock(Account, account_id)
    holder = with_grants(work.session, account.id, account.display_name, work.contributions)
    require(can_issue_link(work.actor, account, holder))
    token = new_token()
    _link(work, account, token, life=ISSUED_LINK_LIFE)
    work.record(SignInLinkIssued(subject_id=account.id))
    return LINK_PATH + token


def use_link(work: Work, token: str) -> Account:
    """Let in whoever holds a link, once.

    A link that an administrator issued also forgets the password: its holder chooses a new one, and the
    owner of an account notices when somebody else did.
    """
    link_id = link_id_by_token(work.session, token)
    if link_id is None:
        raise Conflict(_("This link was used before, or its time is over. Ask for a new one."))
    link = work.lock(SignInLink, link_id)
    account = work.lock(Account, link.account_id)
    decision = can_use_link(link, account, at=work.received_at)
    if not decision:
        raise Conflict(decision.reason)
    link.used_at = work.now
    account.password_hash = account.password_hash if link.issued_by is None else None
    work.record(SignedIn(subject_id=account.id, by="link"))
    return account


def play(work: Work, email: str) -> Account:
    """Be one of the demo's people."""
    account = account_by_email(work.session, email)
    if account is None:
        raise Missing(_("Nobody of this name takes part in the demo."))
    require(can_be_played(account))
    work.record(SignedIn(subject_id=account.id, by="demo"))
    return account


def change_password(work: Work, attempt: Attempt, password_hash: PasswordHash) -> Account:
    """Choose a new password, knowing the old one if there is one; ends all other sessions."""
    _require_passwords(work)
    account = work.lock(Account, work.actor.id)
    if account.password_hash is not None and not attempt.opens(account):
        raise Invalid("current", _("This is not your present password."))
    account.password_hash = password_hash
    account.epoch += 1
    work.record(PasswordChanged(subject_id=account.id))
    return account


def set_password(work: Work, account_id: int, password_hash: PasswordHash) -> None:
    """Set somebody's password from the machine's command line; ends their sessions."""
    if not work.actor.is_system("cli", "demo"):
        raise Denied(_("Nobody sets the password of another person. Issue a one-time link instead."))
    account = work.lock(Account, account_id)
    account.password_hash = password_hash
    account.epoch += 1
    work.record(PasswordChanged(subject_id=account.id))


def sign_out_everywhere(work: Work) -> None:
    """End all sessions of the person who asks, and the links not used yet."""
    account = work.lock(Account, work.actor.id)
    account.epoch += 1
    work.record(SignedOutEverywhere(subject_id=account.id))


def give_site_role(work: Work, account_id: int, role: str) -> None:
    """Let somebody hold a site role; nothing happens where they do."""
    account = work.lock(Account, account_id)
    require(can_change_site_role(work.actor, account))
    if _role(role) in {given.role for given in account.site_roles}:
        return
    account.site_roles.append(AccountRole(role=role, given_by=work.actor.id, given_at=work.now))
    work.record(SiteRoleGiven(subject_id=account.id, role=role))


def take_site_role(work: Work, account_id: int, role: str) -> None:
    """Take a site role away; nothing happens where it is not held."""
    account = work.lock(Account, account_id)
    require(can_change_site_role(work.actor, account))
    held = [given for given in account.site_roles if given.role == _role(role)]
    for given in held:
        account.site_roles.remove(given)
        work.record(SiteRoleTaken(subject_id=account.id, role=role))


def deactivate(work: Work, account_id: int) -> None:
    """Keep somebody out: their sessions and links end at once, what they did stays."""
    account = work.lock(Account, account_id)
    require(can_change_state(work.actor, account))
    if account.state == AccountState.DEACTIVATED:
        return
    account.state = AccountState.DEACTIVATED
    account.epoch += 1
    work.record(AccountDeactivated(subject_id=account.id))


def reactivate(work: Work, account_id: int) -> None:
    """Let somebody in again."""
    account = work.lock(Account, account_id)
    require(can_change_state(work.actor, account))
    if account.state == AccountState.ACTIVE:
        return
    account.state = AccountState.ACTIVE
    work.record(AccountReactivated(subject_id=account.id))


def _require_passwords(work: Work) -> None:
    if not work.session.info["passwords"]:
        raise Conflict(_("Passwords are switched off here. Sign in as the sign-in page offers."))


def _created(work: Work, email: str, display_name: str, **values: Any) -> Account:
    account = work.add(
        Account(email=plain_email(email), display_name=_named(display_name), created_at=work.now, **values),
        unless_taken=Conflict(_("There is an account with this address already.")),
    )
    work.record(AccountCreated(subject_id=account.id))
    return account


def _link(work: Work, account: Account, token: str, *, life: timedelta) -> SignInLink:
    return work.add(
        SignInLink(
            account_id=account.id,
            token_hash=token_hash(token),
            epoch=account.epoch,
            expires_at=work.now + life,
            issued_by=work.actor.id,
            issued_at=work.now,
        )
    )


def _post_link(work: Work, account: Account, link: SignInLink, token: str) -> None:
    address = work.session.info.get("public_url", "") + LINK_PATH + "{secret}"
    post(
        work,
        key=f"people.accounts.link:{link.id}",
        to=account.email,
        subject=_("Your sign-in link"),
        body=_(
            "Open this address and press the button there to sign in. It works once, for %(minutes)s minutes:"
            "\n\n%(address)s\n\n"
            "If you did not ask for it, somebody typed your address; nothing happens unless the link is opened."
        )
        % {"minutes": MAILED_LINK_LIFE // timedelta(minutes=1), "address": address},
        secret=token,
    )


def _named(display_name: str) -> str:
    name = plain_line(display_name)
    if not name:
        raise Invalid("display_name", _("Say what the person is called."))
    return name


def _role(role: str) -> str:
    if role not in set(SiteRole):
        raise Invalid("role", _("There is no such role."))
    return role
