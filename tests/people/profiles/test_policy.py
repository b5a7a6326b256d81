"""Who sees whom: the rule for one person and for a list agree."""

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.policy import can_see_address, can_view, visible_to
from tests.factories import make_account


def test_can_view_and_visible_to_agree_for_everybody(session: Session, actor: Callable[[Account], Actor]) -> None:
    jo, admin = make_account(session, "Jo"), make_account(session, "Ada", "admin")
    gone = make_account(session, "Gone", state="DEACTIVATED")
    everybody = {jo.id: jo, admin.id: admin, gone.id: gone}
    lookers = {"stranger": STRANGER, "jo": actor(jo), "admin": actor(admin)}

    one_by_one = {
        name: {key for key, account in everybody.items() if can_view(looker, account)}
        for name, looker in lookers.items()
    }
    listed = {
        name: set(session.scalars(select(Account.id).where(visible_to(looker)))) for name, looker in lookers.items()
    }

    assert one_by_one == listed == {"stranger": set(), "jo": {jo.id, admin.id}, "admin": set(everybody)}


def test_can_see_address_is_for_oneself_and_administrators(session: Session, actor: Callable[[Account], Actor]) -> None:
    jo, admin, steward = (make_account(session, "", *roles) for roles in ((), ("admin",), ("steward",)))

    seen = [bool(can_see_address(looker, jo)) for looker in (STRANGER, actor(jo), actor(admin), actor(steward))]

    assert seen == [False, True, True, False]
