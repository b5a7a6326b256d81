"""What is kept of a thing: read once while nothing happens to it, and never believed for long."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow, Subject
from hackathon.core.kept import Kept, newest_fact_of
from hackathon.core.work import Work
from hackathon.people.accounts.commands import sign_out_everywhere
from tests.clocks import NOON
from tests.factories import make_account


def _reader() -> Callable[[], int]:
    numbers = iter(range(1, 100))
    return lambda: next(numbers)


def test_read_again_while_nothing_happened_returns_what_was_kept() -> None:
    kept, read = Kept(seconds=5), _reader()

    found = [kept.read("teams", 7, NOON + timedelta(seconds=passed), read) for passed in (0, 1, 4)]

    assert found == [1, 1, 1]


def test_read_after_something_happened_or_some_seconds_later_reads_anew() -> None:
    kept, read = Kept(seconds=5), _reader()

    found = [kept.read("teams", fact, NOON + timedelta(seconds=at), read) for fact, at in ((7, 0), (8, 1), (8, 6))]

    assert found == [1, 2, 3]


def test_read_of_more_things_than_it_keeps_forgets_the_oldest() -> None:
    kept, read = Kept(size=2), _reader()

    found = [kept.read(key, 7, NOON, read) for key in ("a", "b", "c", "c", "b", "a")]

    assert found == [1, 2, 3, 3, 2, 4]


def test_newest_fact_of_a_thing_moves_with_what_happens_to_it(
    session: Session, working: Callable[..., AbstractContextManager[Work]]
) -> None:
    account = make_account(session)
    before = newest_fact_of(session, Subject("account", account.id))

    with working(account) as work:
        sign_out_everywhere(work)

    after = newest_fact_of(session, Subject("account", account.id))
    assert before == 0
    assert after == session.scalar(select(func.max(FactRow.id)))
