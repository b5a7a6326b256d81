"""Changing a rubric by which judges score already."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.events.challenges.commands import name_track, put_into_tracks
from hackathon.judging.ballots.commands import cast_ballot
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.ballots.queries import cast_ballots
from hackathon.judging.ballots.rules import Marks
from hackathon.judging.editions.commands import make_edition
from hackathon.judging.editions.facts import RubricChanged
from hackathon.judging.editions.models import RubricEdition
from hackathon.judging.editions.rules import Change
from hackathon.judging.rubric.commands import add_closer
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.queries import rubric_of
from hackathon.judging.rubric.rules import CriterionDraft, Scale, Target
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from tests.clocks import NOON, StandingClock
from tests.factories.judging import Judged, make_ballot, make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]
NEW = CriterionDraft("Courage", "What did they dare?", 20, {"5": "All."}, 2)


def make_begun(session: Session, *, judges: int = 2) -> Judged:
    """Make an event whose judges cast a ballot each, (4, 2), by a rubric of 70 and 30."""
    judged = make_judged_event(session, judges=judges)
    judged.rubric.locked_at = NOON
    for judge in judged.judges:
        make_ballot(session, judge, judged.projects[0], (4, 2))
    return judged


def written(judged: Judged) -> list[CriterionDraft]:
    return [criterion.draft() for criterion in judged.rubric.criteria]


def changed(judged: Judged, *weights: int, more: tuple[CriterionDraft, ...] = (), scale: Scale | None = None) -> Change:
    """Return the rubric with other weights, as many criteria as there are weights, and more of them."""
    kept = [replace(each, weight=weight) for each, weight in zip(written(judged), weights, strict=False)]
    return Change([*kept, *more], scale)


def states(session: Session, event_id: int) -> list[str]:
    session.expire_all()
    return list(session.scalars(select(Ballot.state).where(Ballot.event_id == event_id).order_by(Ballot.id)))


def scores(session: Session, event_id: int) -> list[float]:
    return [float(each.score) for each in cast_ballots(session, event_id)]


def test_other_weights_and_words_ask_nobody_and_change_the_scores(session: Session, working: Working) -> None:
    judged = make_begun(session)
    change = changed(judged, 50, 50)
    reworded = replace(change, criteria=[replace(each, anchors={"3": "in between"}) for each in change.criteria])

    with working(judged.organizer) as work:
        edition = make_edition(work, judged.event.id, judged.rubric.id, reworded, reason="Both count alike.")

    assert (edition.number, edition.asked, [each["weight"] for each in edition.criteria]) == (2, [], [70, 30])
    assert states(session, judged.event.id) == ["CAST", "CAST"]
    assert scores(session, judged.event.id) == [3.0, 3.0]


def test_new_criterion_that_counts_asks_the_cast_ballots_of_its_rubric_again(
    session: Session, working: Working, clock: StandingClock
) -> None:
    judged = make_begun(session)
    criteria = judged.criteria

    with working(judged.organizer) as work:
        make_edition(
            work, judged.event.id, judged.rubric.id, changed(judged, 50, 30, more=(NEW,)), reason="It was forgotten."
        )
    deliver_pending(session, clock)

    rubric = rubric_of(session, judged.event.id)
    assert rubric is not None
    assert [each.id for each in rubric.criteria][:2] == criteria
    assert [each.name for each in rubric.criteria] == ["Criterion 0", "Criterion 1", "Courage"]
    assert (states(session, judged.event.id), scores(session, judged.event.id)) == (["OPEN", "OPEN"], [])
    asked = session.scalars(select(Notice).where(Notice.key.like("judging.editions%"))).all()
    lost = "1 ballot that you cast does not count until you cast it again; what you typed is kept."
    assert [notice.text for notice in asked] == [f"{lost} The reason: It was forgotten."] * 2
    fact = session.scalars(select(FactRow).where(FactRow.kind == RubricChanged.kind)).one().fact()
    assert isinstance(fact, RubricChanged)
    assert (fact.rubric, fact.edition, fact.ballots) == (rubric.id, 2, 2)


def test_asked_ballot_counts_again_once_it_is_cast_again(session: Session, working: Working) -> None:
    judged = make_begun(session, judges=1)
    with working(judged.organizer) as work:
        make_edition(work, judged.event.id, judged.rubric.id, changed(judged, 50, 30, more=(NEW,)), reason="Forgotten.")
    ballot_id, rubric = session.scalars(select(Ballot.id)).one(), rubric_of(session, judged.event.id)
    assert rubric is not None
    ids = [each.id for each in rubric.criteria]

    with pytest.raises(Invalid), working(judged.judges[0]) as work:
        cast_ballot(work, ballot_id, Marks(dict(zip(ids[:2], (4, 2), strict=True))), version=None)
    with working(judged.judges[0]) as work:
        cast_ballot(work, ballot_id, Marks(dict(zip(ids, (4, 2, 5), strict=True))), version=None)

    assert scores(session, judged.event.id) == [4 * 0.5 + 2 * 0.3 + 5 * 0.2]


def test_dropped_optional_and_independent_criteria_ask_nobody(session: Session, working: Working) -> None:
    judged = make_begun(session, judges=1)
    more = (replace(NEW, weight=30, is_optional=True), CriterionDraft("Joy", row=3, is_independent=True))

    with working(judged.organizer) as work:
        make_edition(
            work, judged.event.id, judged.rubric.id, changed(judged, 70, more=more), reason="The other said nothing."
        )

    assert (states(session, judged.event.id), scores(session, judged.event.id)) == (["CAST"], [4.0])
    assert [(each.name, each.dropped_in) for each in session.scalars(select(Criterion).order_by(Criterion.id))] == [
        ("Criterion 0", None),
        ("Criterion 1", 2),
        ("Courage", None),
        ("Joy", None),
    ]
    ballot = session.scalars(select(Ballot)).one()
    assert list(ballot.values.values()) == [4, 2]


def test_other_scale_asks_everybody_and_goes_to_all_rubrics(session: Session, working: Working) -> None:
    judged = make_begun(session, judges=1)
    open_one = make_judged_event(session).judges[0]
    make_ballot(session, open_one, judged.projects[0], (3, 3), state="OPEN")
    closer = Rubric(event_id=judged.event.id, scope="stage:2", stage=2)
    closer.criteria = [Criterion(position=0, name="Pitch", weight=100, anchors={"1": "low", "5": "high"})]
    session.add(closer)
    session.commit()

    with working(judged.organizer) as work:
        change = changed(judged, 70, 30, scale=Scale(0, 10))
        make_edition(work, judged.event.id, judged.rubric.id, change, reason="Five values were too few.")

    session.expire_all()
    rubrics = session.scalars(select(Rubric).order_by(Rubric.id)).all()
    assert {rubric.scale for rubric in rubrics if rubric.event_id == judged.event.id} == {Scale(0, 10)}
    assert closer.criteria[0].anchors == {"0": "low", "10": "high"}
    assert [(ballot.state, ballot.values) for ballot in session.scalars(select(Ballot))] == [("OPEN", {})] * 2


def test_edition_is_refused_with_a_sentence_where_it_cannot_be(session: Session, working: Working) -> None:
    judged, over = make_begun(session), make_judged_event(session, "over")
    fresh, other = make_judged_event(session), make_begun(session)
    change = changed(judged, 60, 40)

    def make(who: Account, of: Judged, what: Change, reason: str = "Why not.", seen: str | None = None) -> None:
        with working(who) as work:
            make_edition(work, of.event.id, of.rubric.id, what, reason=reason, seen=seen)

    with pytest.raises(Denied, match="Only organizers"):
        make(judged.judges[0], judged, change)
    with pytest.raises(Denied, match="Judging has closed"):
        make(over.organizer, over, changed(over, 60, 40))
    with pytest.raises(Conflict, match="No ballot is open yet"):
        make(fresh.organizer, fresh, changed(fresh, 60, 40))
    with pytest.raises(Invalid, match="Load it again"):
        make(judged.organizer, judged, changed(other, 60, 40))
    with pytest.raises(Invalid, match="Say why"):
        make(judged.organizer, judged, change, reason="")
    with pytest.raises(Conflict, match="since you looked"):
        make(judged.organizer, judged, change, seen=change.fingerprint([1]))
    with pytest.raises(Stale):
        make(judged.organizer, judged, replace(change, version=7))

    assert session.scalars(select(RubricEdition)).all() == []
    assert scores(session, judged.event.id) == [3.4, 3.4]


def test_edition_of_a_closer_rubric_asks_its_own_ballots_only(session: Session, working: Working) -> None:
    judged = make_judged_event(session, projects=2)
    first, second = judged.projects
    with working(judged.organizer) as work:
        closer = add_closer(work, judged.event.id, Target(challenge_id=first.challenge_id))
        closer_id, drafts = closer.id, [each.draft() for each in closer.criteria]
    ids = [each.id for each in drafts]
    for project, criteria in ((first, ids), (second, judged.criteria)):
        ballot = make_ballot(session, judged.judges[0], project, state="CAST", cast_at=NOON - timedelta(hours=1))
        ballot.give(dict.fromkeys(filter(None, criteria), 4))
    session.get_one(Rubric, closer_id).locked_at = NOON
    session.commit()

    with working(judged.organizer) as work:
        kept = [replace(drafts[0], weight=50), drafts[1]]
        make_edition(work, judged.event.id, closer_id, Change([*kept, NEW]), reason="This question dares.")

    assert states(session, judged.event.id) == ["OPEN", "CAST"]


def test_ballots_of_a_question_that_came_under_another_rubric_are_asked_again(
    session: Session, working: Working, clock: StandingClock
) -> None:
    judged = make_judged_event(session, projects=2)
    first, second = judged.projects
    with working(judged.organizer) as work:
        track_id = name_track(work, judged.event.id, "Care").id
        add_closer(work, judged.event.id, Target(track_id=track_id))
    for project in (first, second):
        ballot = make_ballot(session, judged.judges[0], project, state="CAST", cast_at=NOON)
        ballot.give(dict.fromkeys(judged.criteria, 4))
    session.commit()
    deliver_pending(session, clock)
    assert states(session, judged.event.id) == ["CAST", "CAST"]

    with working(judged.organizer) as work:
        put_into_tracks(work, judged.event.id, {first.challenge_id or 0: track_id})
    deliver_pending(session, clock)

    assert states(session, judged.event.id) == ["OPEN", "CAST"]
    told = session.scalars(select(Notice).where(Notice.key.like("judging.editions%"))).all()
    assert [(each.account_id, "other criteria hold" in each.text) for each in told] == [(judged.judges[0].id, True)]
