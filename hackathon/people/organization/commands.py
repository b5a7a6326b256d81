"""What can be done to the installation as a whole: start for real, and say who the organization is."""

from collections.abc import Sequence
from dataclasses import dataclass

from hackathon.core.db import delete_all_rows
from hackathon.core.decisions import Conflict, Invalid, require
from hackathon.core.i18n import _
from hackathon.core.ledger.guards import lifted
from hackathon.core.work import Work
from hackathon.people.accounts.commands import create_account, give_site_role
from hackathon.people.accounts.models import Account, SiteRole
from hackathon.people.accounts.queries import has_people
from hackathon.people.accounts.rules import PasswordHash
from hackathon.people.organization.facts import OrganizationEdited, StartedForReal
from hackathon.people.organization.models import THE_ONE, Organization
from hackathon.people.organization.policy import can_edit_organization, can_start, is_open
from hackathon.people.organization.queries import organization_of
from hackathon.people.organization.rules import domain_of

FIRST_ROLES = (SiteRole.ADMIN, SiteRole.HOST)
"""What the first person needs to publish an event alone; the machine gives it, as nobody gives it to themselves."""


@dataclass(frozen=True)
class Beginning:
    """What is typed to start for real; without mail domains it is that of the first person's address."""

    organization: str
    mail_domains: Sequence[str]
    name: str
    email: str
    password_hash: PasswordHash


def start_for_real(work: Work, beginning: Beginning, *, has_demo: bool) -> Account:
    """Remove every row there is, the demo's record too, then begin with an organization and its first person."""
    require(can_start(work.actor))
    _claim(work, has_demo=has_demo)
    with lifted(work.session.connection()):
        delete_all_rows(work.session, but=Organization)
    organization = work.lock(Organization, THE_ONE)
    organization.name, organization.is_demo, organization.since = beginning.organization, False, work.now
    first = create_account(work, beginning.email, beginning.name, password_hash=beginning.password_hash)
    organization.mail_domains = list(beginning.mail_domains) or [domain_of(first.email)]
    for role in FIRST_ROLES:
        give_site_role(work, first.id, role)
    work.record(StartedForReal(subject_id=THE_ONE, account_id=first.id))
    return first


def edit_organization(
    work: Work, name: str, mail_domains: Sequence[str], version: int | None = None, *, is_demo: bool = False
) -> Organization:
    """Change what the organization is called and whose people may come in; a demo's is replaced by a start for real."""
    require(can_edit_organization(work.actor))
    if organization_of(work.session) is None:
        taken = Conflict(_("Somebody else saved this at the same moment. Send it again."))
        work.add(Organization(is_demo=is_demo, since=work.now), unless_taken=taken)
    organization = work.lock(Organization, THE_ONE)
    work.expect_version(organization, version)
    organization.name, organization.mail_domains = _named(name), list(mail_domains)
    work.record(OrganizationEdited(subject_id=THE_ONE))
    return organization


def _claim(work: Work, *, has_demo: bool) -> None:
    """Hold the organization's row, so that of two who start at once one wins and the other is told."""
    if organization_of(work.session) is None:
        somebody_was_faster = Conflict(
            _("Somebody else started for real this moment. Sign in with an account of theirs.")
        )
        work.add(Organization(is_demo=True, since=work.now), unless_taken=somebody_was_faster)
    organization = work.lock(Organization, THE_ONE)
    decision = is_open(organization, has_demo=has_demo, has_people=has_people(work.session))
    if not decision:
        raise Conflict(decision.reason)


def _named(name: str) -> str:
    if not name:
        raise Invalid("name", _("Say what the organization is called."))
    return name
