"""Links into events, and who used them, for tests."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from hackathon.events.joining.models import JoinLink, Newcomer
from hackathon.events.personal_links.models import PersonalLink
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import token_hash
from tests.clocks import NOON
from tests.factories.saving import numbers, saved


def make_join_link(session: Session, event: Event, organizer: Account, token: str = "", **values: Any) -> JoinLink:
    """Make a join link of this secret that works for a week."""
    kept = {"event_id": event.id, "token_hash": token_hash(token or f"join {next(numbers)}"), "places": 60}
    made = {"expires_at": NOON + timedelta(days=7), "made_by": organizer.id, "made_at": NOON}
    return saved(session, JoinLink(**(kept | made | values)))


def make_newcomer(session: Session, link: JoinLink, browser_key: str = "", **values: Any) -> Newcomer:
    """Make somebody who asked to come in by a link, and waits with this secret in the browser."""
    number = next(numbers)
    said = {"display_name": f"Newcomer {number}", "email": f"newcomer{number}@example.org", "craft": "designer"}
    kept = {"browser_hash": token_hash(browser_key or f"browser {number}"), "asked_at": NOON}
    return saved(session, Newcomer(link_id=link.id, event_id=link.event_id, **(said | kept | values)))


def make_personal_link(
    session: Session, event: Event, organizer: Account, token: str = "", **values: Any
) -> PersonalLink:
    """Make a personal link of this secret for a judge, which works for a week."""
    number = next(numbers)
    said = {"display_name": f"Judge {number}", "email": f"judge{number}@elsewhere.example", "role": "judge"}
    kept = {"token_hash": token_hash(token or f"personal {number}"), "expires_at": NOON + timedelta(days=7)}
    made = {"made_by": organizer.id, "made_at": NOON}
    return saved(session, PersonalLink(event_id=event.id, **(said | kept | made | values)))
