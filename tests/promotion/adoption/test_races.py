"""Signing against the clock and against a withdrawal at the same moment, on real connections: one wins."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Refusal
from hackathon.core.facts import FactRow
from hackathon.core.work import Work, unit_of_work
from hackathon.people.accounts.queries import actor_of
from hackathon.promotion.adoption.commands import accept_offer, expire_offer, offer_again
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.adoption.policy import EXPIRING
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.countersigning.commands import countersign_offer
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project, make_offer
from tests.installation import make_settings

pytestmark = pytest.mark.slow
Act = tuple[int | None, Callable[[Work], object]]
ROUNDS = 6


def meet(engine: Engine, url: str, acts: list[Act]) -> list[str]:
    """Let people, and the clock for nobody, act at the moment an offer ends, asked a second before."""
    register, start = floors.contributions(make_settings(Path(), url)), Barrier(len(acts))

    def who(session: Session, account_id: int | None) -> Actor:
        actor = actor_of(session, account_id, register) if account_id is not None else system(EXPIRING)
        assert actor is not None
        return actor

    def perform(act: Act) -> str:
        account_id, command = act
        with Session(engine, info={"contributions": register}) as session:
            actor = who(session, account_id)
            start.wait(30)
            try:
                with unit_of_work(session, actor, NOON, received_at=NOON - timedelta(seconds=1)) as work:
                    command(work)
            except Refusal as refusal:
                return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(perform, acts))


def kinds_about(session: Session, case_id: int) -> list[str]:
    facts = select(FactRow.kind).where(FactRow.stream_kind == "case", FactRow.stream_id == case_id)
    return [kind.rpartition(".")[2] for kind in session.scalars(facts.order_by(FactRow.id))]


def test_accepting_while_the_offer_expires_has_one_winner(live_engine: Engine, live_url: str) -> None:
    for _round in range(ROUNDS):
        with Session(live_engine) as session:
            done = make_finished_project(session)
            case = make_case(session, done, "OFFERED")
            offer_id, case_id = make_offer(session, case, done.owner, expires_at=NOON).id, case.id
            owner_id, signature = done.owner.id, Signature("minutes", "none needed", done.owner.display_name)

        def accept(work: Work, case_id: int = case_id, signature: Signature = signature) -> object:
            return accept_offer(work, case_id, signature)

        def expire(work: Work, offer_id: int = offer_id) -> None:
            expire_offer(work, offer_id)

        ended = meet(live_engine, live_url, [(owner_id, accept), (None, expire)])

        with Session(live_engine) as session:
            state, offered = session.get_one(UseCase, case_id).state, session.get_one(Offer, offer_id).state
            assert (ended[0], state, offered, kinds_about(session, case_id)) in (
                ("done", "ADOPTED", "ACCEPTED", ["accepted"]),
                ("Denied", "PARKED", "EXPIRED", ["expired"]),
            )


def test_countersigning_while_it_goes_to_another_has_one_winner(live_engine: Engine, live_url: str) -> None:
    for _round in range(ROUNDS):
        with Session(live_engine) as session:
            done, steward = make_finished_project(session), make_account(session, "Stella", "steward")
            other, sponsor = make_account(session, "Omar", "product_owner"), make_account(session, "Sven", "sponsor")
            deputy = make_account(session, "Dora")
            case = make_case(
                session, done, "OFFERED", path="full", screened_by=make_account(session, "Sam").id, selected_at=NOON
            )
            signed = {"signed_at": NOON, "sponsor_id": sponsor.id, "deputy_id": deputy.id, "statement": "I do."}
            make_offer(session, case, done.owner, **signed)
            case_id, other_id, sponsor_id, steward_id = case.id, other.id, sponsor.id, steward.id

        def countersign(work: Work, case_id: int = case_id) -> object:
            return countersign_offer(work, case_id, "Sven")

        def withdraw(work: Work, case_id: int = case_id, other_id: int = other_id) -> object:
            return offer_again(work, case_id, other_id)

        ended = meet(live_engine, live_url, [(sponsor_id, countersign), (steward_id, withdraw)])

        with Session(live_engine) as session:
            assert (ended, session.get_one(UseCase, case_id).state, kinds_about(session, case_id)) in (
                (["done", "IllegalMove"], "ADOPTED", ["countersigned", "accepted"]),
                (["Denied", "done"], "OFFERED", ["withdrawn", "offered"]),
            )
