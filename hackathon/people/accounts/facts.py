"""What can happen to an account; administrators read it."""

from dataclasses import dataclass

from hackathon.core.facts import Audience, Fact
from hackathon.core.i18n import lazy


@dataclass(frozen=True, kw_only=True)
class AccountCreated(Fact):
    kind = "people.accounts.created"
    subject = "account"
    sentence = lazy("%(actor)s created the account of %(account)s")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class SignedIn(Fact):
    """`by` is password, link, join, demo, or the key of an identity provider."""

    kind = "people.accounts.signed_in"
    subject = "account"
    sentence = lazy("%(account)s signed in (%(by)s)")
    audience = Audience.ADMINS

    by: str


@dataclass(frozen=True, kw_only=True)
class SignInRefused(Fact):
    """A wrong password, or an account that may not be used."""

    kind = "people.accounts.sign_in_refused"
    subject = "account"
    sentence = lazy("A try to sign in as %(account)s was refused")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class UnknownSignInRefused(Fact):
    """No such address; which one was typed is nobody's business, since it may be a password in the wrong field."""

    kind = "people.accounts.unknown_sign_in_refused"
    subject = "account"
    sentence = lazy("A try to sign in with an unknown address was refused")
    audience = Audience.ADMINS

    subject_id: int = 0


@dataclass(frozen=True, kw_only=True)
class SignInLinkMailed(Fact):
    kind = "people.accounts.link_mailed"
    subject = "account"
    sentence = lazy("A sign-in link was mailed to %(account)s")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class SignInLinkIssued(Fact):
    kind = "people.accounts.link_issued"
    subject = "account"
    sentence = lazy("%(actor)s issued a one-time link for %(account)s")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Fact):
    kind = "people.accounts.password_changed"
    subject = "account"
    sentence = lazy("%(actor)s changed the password of %(account)s")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class SignedOutEverywhere(Fact):
    kind = "people.accounts.signed_out_everywhere"
    subject = "account"
    sentence = lazy("%(actor)s signed out everywhere")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class SiteRoleGiven(Fact):
    kind = "people.accounts.role_given"
    subject = "account"
    sentence = lazy("%(actor)s gave %(account)s the role %(role)s")
    audience = Audience.ADMINS

    role: str


@dataclass(frozen=True, kw_only=True)
class SiteRoleTaken(Fact):
    kind = "people.accounts.role_taken"
    subject = "account"
    sentence = lazy("%(actor)s took the role %(role)s from %(account)s")
    audience = Audience.ADMINS

    role: str


@dataclass(frozen=True, kw_only=True)
class AccountDeactivated(Fact):
    kind = "people.accounts.deactivated"
    subject = "account"
    sentence = lazy("%(actor)s deactivated the account of %(account)s")
    audience = Audience.ADMINS


@dataclass(frozen=True, kw_only=True)
class AccountReactivated(Fact):
    kind = "people.accounts.reactivated"
    subject = "account"
    sentence = lazy("%(actor)s reactivated the account of %(account)s")
    audience = Audience.ADMINS
