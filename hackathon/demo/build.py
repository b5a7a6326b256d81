"""Builds the demo's world through the same commands people use, so that its facts exist."""

from sqlalchemy import exists, select

from hackathon.people.accounts.models import Account
from hackathon.toolbox import Toolbox


def has_world(toolbox: Toolbox) -> bool:
    """Tell whether the database already holds people, a demo's or real ones."""
    with toolbox.new_session() as session:
        return bool(session.scalar(select(exists().where(Account.id > 0))))


def build_demo(toolbox: Toolbox) -> None:
    """Fill an empty installation."""
    toolbox.catch_up()
