"""What the people floor adds: accounts and their roles, profiles, the inbox and site administration."""

from sqlalchemy import func, select

from hackathon.core.config import Settings
from hackathon.core.contributions import Contributions, Label
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.accounts.queries import account_names, site_roles_of, with_grants
from hackathon.people.inbox.models import Notice
from hackathon.people.profiles.models import Profile
from hackathon.web.access import SignedIn
from hackathon.web.database import contributions, session


def install(house: Contributions, _settings: Settings) -> None:
    """Register accounts, profiles, the inbox and administration."""
    house.grants.append(site_roles_of)
    house.labels["account"] = Label(account_names())


def account_loader(key: str) -> SignedIn | None:
    """Load who a session cookie belongs to: the account in one query, what it holds in another."""
    account_id, _, epoch = key.partition(".")
    unread = select(func.count()).where(Notice.account_id == Account.id, Notice.read_at.is_(None)).scalar_subquery()
    found = session().execute(
        select(Account.id, Account.display_name, Profile.time_zone, unread)
        .outerjoin(Profile, Profile.account_id == Account.id)
        .where(Account.id == int(account_id), Account.epoch == int(epoch), Account.state == AccountState.ACTIVE)
    ).one_or_none()
    if found is None:
        return None
    row_id, name, zone, count = found
    actor = with_grants(session(), row_id, name, contributions())
    return SignedIn(key, actor, name, zone or "UTC", count)
