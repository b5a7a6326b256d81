"""A room full of people uses one link at the same moment."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import Barrier as ThreadBarrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.actors import STRANGER
from hackathon.core.decisions import Refusal
from hackathon.core.work import session_context, unit_of_work
from hackathon.events.joining.commands import JoinDraft, admit_newcomer, ask_to_join
from hackathon.events.joining.models import Newcomer
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.queries import actor_of
from hackathon.people.organization.models import Organization
from tests.clocks import NOON
from tests.factories import make_account, make_event
from tests.factories.links import make_join_link, make_newcomer
from tests.factories.saving import saved
from tests.installation import make_settings
from tests.live import opened

PROCESSES, EACH, PLACES = 2, 6, 4
FULL = "Conflict: All places of this link are taken. Ask an organizer of the event for another link."
_STARTS: list[Barrier] = []


def test_ask_to_join_by_more_than_a_link_has_places_lets_exactly_those_ask(live_engine: Engine) -> None:
    link_id = link_with_few_places(live_engine)

    answers = _race(live_engine, link_id, "one", ThreadBarrier(EACH).wait)

    assert sorted(answers) == [FULL] * (EACH - PLACES) + ["asked"] * PLACES
    assert asked(live_engine) == PLACES


@pytest.mark.slow
def test_ask_to_join_from_several_processes_lets_exactly_those_ask(live_engine: Engine, live_url: str) -> None:
    link_id, context = link_with_few_places(live_engine), get_context("spawn")
    everybody = context.Barrier(PROCESSES * EACH)

    with ProcessPoolExecutor(PROCESSES, context, initializer=_remember, initargs=(everybody,)) as processes:
        runs = [processes.submit(_ask, live_url, link_id, f"p{number}") for number in range(PROCESSES)]
        answers = [answer for run in runs for answer in run.result()]

    assert sorted(answers) == [FULL] * (PROCESSES * EACH - PLACES) + ["asked"] * PLACES
    assert asked(live_engine) == PLACES


def link_with_few_places(engine: Engine) -> int:
    """Make a link that fewer can use than will try."""
    with Session(engine) as session:
        saved(session, Organization(name="Meridian", mail_domains=["example.org"], since=NOON))
        organizer = make_account(session)
        event = make_event(session, "registration", organizer=organizer)
        return make_join_link(session, event, organizer, places=PLACES).id


def asked(engine: Engine) -> int:
    """Count the addresses that hold a place."""
    with Session(engine) as session:
        return len(set(session.scalars(select(Newcomer.email))))


def test_admit_newcomer_by_two_organizers_at_once_makes_one_account(live_engine: Engine) -> None:
    with Session(live_engine) as session:
        organizer = make_account(session)
        event = make_event(session, "registration", organizer=organizer)
        newcomer_id = make_newcomer(session, make_join_link(session, event, organizer), email="grace@example.org").id
        organizer_id = organizer.id

    with ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(lambda _n: _admit(live_engine, organizer_id, newcomer_id), range(2)))

    with Session(live_engine) as session:
        accounts = session.scalars(select(Account.id).where(Account.email == "grace@example.org")).all()
    assert (sorted(answers), len(accounts)) == (["Conflict", "admitted"], 1)


def _session(engine: Engine) -> Session:
    settings = make_settings(Path(), str(engine.url))
    return Session(engine, info=session_context(settings, floors.contributions(settings), None))


def _remember(everybody: Barrier) -> None:
    _STARTS.append(everybody)


def _ask(url: str, link_id: int, who: str) -> list[str]:
    with opened(url) as engine:
        return _race(engine, link_id, who, _STARTS[0].wait)


def _race(engine: Engine, link_id: int, who: str, start: Callable[[float], object]) -> list[str]:
    with ThreadPoolExecutor(EACH) as threads:
        return list(threads.map(lambda number: _try(engine, link_id, f"{who}{number}", start), range(EACH)))


def _try(engine: Engine, link_id: int, name: str, start: Callable[[float], object]) -> str:
    draft = JoinDraft(name, f"{name}@example.org", "designer", [])
    with _session(engine) as session:
        start(100)
        try:
            with unit_of_work(session, STRANGER, NOON) as work:
                ask_to_join(work, link_id, draft)
        except Refusal as refusal:
            return f"{type(refusal).__name__}: {refusal.sentence}"
        return "asked"


def _admit(engine: Engine, organizer_id: int, newcomer_id: int) -> str:
    with _session(engine) as session:
        actor = actor_of(session, organizer_id, session.info["contributions"])
        assert actor is not None
        try:
            with unit_of_work(session, actor, NOON) as work:
                admit_newcomer(work, newcomer_id)
        except Refusal as refusal:
            return type(refusal).__name__.replace("IllegalMove", "Conflict")
        return "admitted"
