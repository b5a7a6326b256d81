"""Setting a rubric until the first ballot is open."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.events.setup.commands import publish_event
from hackathon.judging.rubric.commands import set_rubric
from hackathon.judging.rubric.facts import RubricSet
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.rules import CriterionDraft, datathon_template
from hackathon.people.accounts.models import Account
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_event
from tests.factories.judging import make_judged_event, make_rubric

Working = Callable[[Account], AbstractContextManager[Work]]
TWO = [CriterionDraft("Value", "Who gains?", 60, {"1": "Nobody."}), CriterionDraft("Method", weight=40, row=1)]


def written(session: Session) -> list[tuple[str, str, int, dict[str, str]]]:
    session.expire_all()
    criteria = session.scalars(select(Criterion).order_by(Criterion.position))
    return [(each.name, each.question, each.weight, each.anchors) for each in criteria]


def test_set_of_a_first_rubric_makes_it(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)

    with working(organizer) as work:
        set_rubric(work, event.id, TWO, version=0)

    assert written(session) == [("Value", "Who gains?", 60, {"1": "Nobody."}), ("Method", "", 40, {})]
    assert [row.fact() for row in session.scalars(select(FactRow))] == [RubricSet(subject_id=event.id, criteria=2)]


def test_set_of_another_rubric_replaces_it(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    make_rubric(session, event, (40, 30, 30))

    with working(organizer) as work:
        set_rubric(work, event.id, TWO, version=1)

    assert [name for name, *_rest in written(session)] == ["Value", "Method"]


def test_set_with_the_version_of_another_tab_is_stale(session: Session, working: Working) -> None:
    organizer = make_account(session)
    event = make_event(session, organizer=organizer)
    make_rubric(session, event)

    with pytest.raises(Stale), working(organizer) as work:
        set_rubric(work, event.id, TWO, version=0)

    assert len(written(session)) == 2


def test_set_when_a_ballot_is_open_is_refused(session: Session, working: Working) -> None:
    judged = make_judged_event(session)
    judged.rubric.locked_at = NOON
    session.commit()

    with pytest.raises(Conflict, match="judged alike"), working(judged.organizer) as work:
        set_rubric(work, judged.event.id, TWO, version=1)

    assert [name for name, *_rest in written(session)] == ["Criterion 0", "Criterion 1"]


def test_set_of_weights_that_do_not_make_100_changes_nothing(session: Session, working: Working) -> None:
    judged = make_judged_event(session)

    with pytest.raises(Invalid), working(judged.organizer) as work:
        set_rubric(work, judged.event.id, TWO[:1], version=1)

    assert len(written(session)) == 2


def test_set_by_a_judge_is_denied(session: Session, working: Working) -> None:
    judged = make_judged_event(session)

    with pytest.raises(Denied), working(judged.judges[0]) as work:
        set_rubric(work, judged.event.id, TWO, version=1)


def test_publishing_gives_an_event_the_template_once(session: Session, working: Working, clock: StandingClock) -> None:
    organizer = make_account(session, "", "host")
    event = make_event(session, organizer=organizer, state="DRAFT")
    with working(organizer) as work:
        publish_event(work, event.id)

    deliver_pending(session, clock)

    assert written(session) == [
        (draft.name, draft.question, draft.weight, draft.anchors) for draft in datathon_template()
    ]
    fact = session.scalars(select(FactRow).where(FactRow.kind == RubricSet.kind)).one()
    assert fact.actor_reason == "judging.rubric.provide"


def test_publishing_leaves_a_rubric_that_was_set(session: Session, working: Working, clock: StandingClock) -> None:
    organizer = make_account(session, "", "host")
    event = make_event(session, organizer=organizer, state="DRAFT")
    make_rubric(session, event)
    with working(organizer) as work:
        publish_event(work, event.id)

    deliver_pending(session, clock)

    assert [rubric.version for rubric in session.scalars(select(Rubric))] == [1]
    assert len(written(session)) == 2
