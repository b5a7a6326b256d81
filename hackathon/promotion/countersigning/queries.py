"""Reads about sponsors: whom an owner can name, and whether one who was named can still sign."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account, AccountRole, AccountState, SiteRole
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.queries import by_name
from hackathon.promotion.cases.models import UseCase
from hackathon.teams.formation.models import TeamMember


def sponsors_to_name(session: Session, case: UseCase, owner_id: int | None) -> list[Account]:
    """List the active sponsors who had no part in a use case: not its owner, its team, or who asked or decided."""
    in_team = select(TeamMember.account_id).where(TeamMember.team_id == case.team_id)
    sponsors = select(AccountRole.account_id).where(AccountRole.role == SiteRole.SPONSOR)
    had_a_part = case.requesters | case.passers | ({owner_id} if owner_id else set())
    return by_name(
        session,
        Account.id.in_(sponsors)
        & (Account.state == AccountState.ACTIVE)
        & Account.id.not_in(in_team)
        & Account.id.not_in(had_a_part),
    )


def waits_for_sponsor(session: Session, case: UseCase, offer: Offer) -> bool:
    """Tell whether an owner signed and the sponsor can still countersign; one who left has to be replaced."""
    if offer.signed_at is None:
        return False
    return offer.sponsor_id in {account.id for account in sponsors_to_name(session, case, offer.owner_id)}
