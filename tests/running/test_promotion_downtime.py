"""Offers and parked use cases whose time ran out while nothing ran: ended once, by whichever programs come back."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from hackathon.core.clock import system_clock
from hackathon.core.facts import FactRow
from hackathon.people.inbox.models import Notice
from hackathon.promotion.adoption.facts import OfferExpired
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.parking.facts import CaseLapsed
from tests.factories import make_account
from tests.factories.promotion import make_case, make_offer
from tests.running.conftest import Place
from tests.running.programs import until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
EACH = 5
ENDED = {OfferExpired.kind: EACH, CaseLapsed.kind: EACH}


def arrange(place: Place) -> set[int]:
    """Let offers have ended two days ago, and use cases be parked for a year; return the ids of all."""
    long_ago = system_clock() - timedelta(days=2)
    with place.toolbox.new_session() as session:
        owner = make_account(session, "Nora", "product_owner")
        offered = [make_case(session, state="OFFERED") for _each in range(EACH)]
        for case in offered:
            make_offer(session, case, owner, expires_at=long_ago)
        parked = [make_case(session, state="PARKED", state_since=long_ago - timedelta(days=365)) for _each in offered]
        return {case.id for case in (*offered, *parked)}


def test_what_ended_while_everything_was_down_ends_once_when_several_programs_are_back(place: Place) -> None:
    case_ids = arrange(place)
    counted = select(FactRow.kind, func.count()).where(FactRow.kind.in_(ENDED)).group_by(FactRow.kind)
    told = select(Notice.account_id, Notice.subject).where(Notice.subject.contains("Use case"))

    for part in ("schedule", "schedule", "worker", "worker"):
        place.start(part)
    until(lambda: place.look(lambda s: {row[0]: row[1] for row in s.execute(counted)}) == ENDED, seconds=200)
    until(lambda: place.look(lambda s: s.execute(told).all()), seconds=60)

    states = select(UseCase.state).where(UseCase.id.in_(case_ids))
    assert place.look(lambda s: Counter(s.scalars(states))) == {"PARKED": EACH, "DECLINED": EACH}
    assert place.look(lambda s: set(Counter(tuple(row) for row in s.execute(told)).values())) == {1}
