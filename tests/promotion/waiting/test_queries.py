"""What home says of promotion, read in one query."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.people.accounts.models import Account
from hackathon.promotion.portfolio.queries import Card
from hackathon.promotion.waiting.queries import of_home
from tests.factories.people import LONG_AGO
from tests.factories.promotion import Finished, make_case, make_finished_project

Load = Callable[[Account], Actor]


@pytest.fixture
def done(session: Session) -> Finished:
    """Make a project whose event is over."""
    return make_finished_project(session)


def test_home_tells_of_a_use_case_that_one_owns(session: Session, actor: Load, done: Finished) -> None:
    case = make_case(session, done, "PILOT")

    found = of_home(session, actor(done.owner))

    card = Card(
        number=case.number,
        title=case.title,
        state="PILOT",
        state_since=LONG_AGO,
        event=done.event.name,
        owner=done.owner.display_name,
        path="light",
        waits_for=done.owner.display_name,
    )
    assert found == ([], [card])
