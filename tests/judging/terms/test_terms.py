"""Settling how results come out: before judges begin to write."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied, Invalid, Stale
from hackathon.core.work import Work
from hackathon.judging.terms.commands import settle_terms
from hackathon.judging.terms.queries import terms_of
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories.judging import make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]
Opener = Callable[[Account | None], Browser]


def test_names_are_settled_until_the_first_ballot_is_open(session: Session, working: Working) -> None:
    judged = make_judged_event(session)
    with working(judged.organizer) as work:
        settle_terms(work, judged.event.id, names_judges=True, has_vote=False, version=0)
    judged.rubric.locked_at = NOON
    session.commit()

    with pytest.raises(Invalid, match="first ballot is open"), working(judged.organizer) as work:
        settle_terms(work, judged.event.id, names_judges=False, has_vote=True)
    with pytest.raises(Stale), working(judged.organizer) as work:
        settle_terms(work, judged.event.id, names_judges=True, has_vote=True, version=0)
    with working(judged.organizer) as work:
        settle_terms(work, judged.event.id, names_judges=True, has_vote=True, version=1)

    terms = terms_of(session, judged.event.id)
    assert (terms.names_judges, terms.has_vote, terms.version) == (True, True, 2)


def test_page_is_for_organizers_and_keeps_what_they_settle(session: Session, browser: Opener, working: Working) -> None:
    judged = make_judged_event(session)
    path = f"/events/{judged.event.slug}/judging/terms"

    sent = browser(judged.organizer).post(path, {"names_judges": "y", "version": 0})

    session.expire_all()
    terms = terms_of(session, judged.event.id)
    assert (sent.status_code, terms.names_judges, terms.has_vote) == (302, True, False)
    assert browser(judged.judges[0]).get(path).status_code == 403
    with pytest.raises(Denied), working(judged.judges[0]) as work:
        settle_terms(work, judged.event.id, names_judges=False, has_vote=True)
