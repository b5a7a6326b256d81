"""Reads about people as their colleagues see them."""

from typing import NamedTuple

from sqlalchemy import Nullable, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from hackathon.core.actors import Actor
from hackathon.core.decisions import Missing
from hackathon.core.i18n import _
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Craft, Profile
from hackathon.people.profiles.policy import visible_to


class Person(NamedTuple):
    """Somebody with their profile, which is empty until they wrote it, and their line manager."""

    account: Account
    profile: Profile
    manager: Account | None


def person_seen(session: Session, actor: Actor, account_id: int | None) -> Person:
    """Load a person whom the actor may see; raise `Missing` otherwise."""
    manager = aliased(Account)
    found = session.execute(
        select(Account, Nullable(Profile), Nullable(manager))
        .outerjoin(Profile, Profile.account_id == Account.id)
        .outerjoin(manager, manager.id == Profile.manager_id)
        .where(Account.id == account_id, visible_to(actor))
    ).one_or_none()
    if found is None:
        raise Missing(_("There is no such person here, or not any more."))
    account, profile, boss = found
    return Person(account, profile or empty_profile(account.id), boss)


def empty_profile(account_id: int) -> Profile:
    """Make the profile of somebody who wrote none, not yet part of the session."""
    return Profile(
        account_id=account_id,
        unit="",
        time_zone="UTC",
        craft=Craft.OTHER,
        skills=[],
        about="",
        wants_mail=True,
        version=1,
    )


def people_found(actor: Actor, *, words: str = "", craft: str = "") -> Select[Account, Profile | None]:
    """Select people by words of their name or unit, and by craft; by name."""
    statement = (
        select(Account, Nullable(Profile))
        .outerjoin(Profile, Profile.account_id == Account.id)
        .where(visible_to(actor))
        .order_by(func.lower(Account.display_name), Account.id)
    )
    for word in words.split():
        statement = statement.where(
            or_(Account.display_name.icontains(word, autoescape=True), Profile.unit.icontains(word, autoescape=True))
        )
    return statement.where(Profile.craft == craft) if craft else statement
