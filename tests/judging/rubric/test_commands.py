"""Setting a rubric until the first ballot is open."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid, Missing, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.events.challenges.commands import copy_challenges, name_track, put_into_tracks
from hackathon.events.setup.commands import publish_event
from hackathon.judging.rubric.commands import add_closer, copy_rubric, lock_rubric, remove_closer, set_rubric
from hackathon.judging.rubric.facts import RubricSet
from hackathon.judging.rubric.models import Criterion, Rubric
from hackathon.judging.rubric.queries import rubrics_at
from hackathon.judging.rubric.rules import CriterionDraft, Scale, Scoped, Target, datathon_template
from hackathon.judging.stages.commands import add_stage
from hackathon.judging.stages.rules import StageDraft
from hackathon.people.accounts.models import Account
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_challenge, make_event
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


def test_closer_rubric_begins_as_the_one_that_held_and_is_changed_apart(session: Session, working: Working) -> None:
    judged = make_judged_event(session)
    target = Target(challenge_id=judged.projects[0].challenge_id)

    with working(judged.organizer) as work:
        rubric_id = add_closer(work, judged.event.id, target).id
        set_rubric(work, judged.event.id, TWO, rubric_id=rubric_id, version=1)

    rubrics = rubrics_at(session, judged.event.id)
    closest = rubrics.of(Scoped(target.challenge_id, None, 1))
    assert rubrics.own
    assert closest
    assert [each.name for each in closest.criteria] == ["Value", "Method"]
    assert [each.name for each in rubrics.own.criteria] == ["Criterion 0", "Criterion 1"]
    with working(judged.organizer) as work:
        remove_closer(work, judged.event.id, rubric_id)
    assert [each.scope for each in rubrics_at(session, judged.event.id).rows] == [""]


def test_closer_rubric_is_refused_twice_for_strangers_and_when_judges_score(session: Session, working: Working) -> None:
    judged, other = make_judged_event(session), make_judged_event(session)
    event_id, target = judged.event.id, Target(challenge_id=judged.projects[0].challenge_id)
    with working(judged.organizer) as work:
        add_closer(work, event_id, target)
        add_stage(work, event_id, StageDraft("Final"))

    with pytest.raises(Conflict, match="of its own already"), working(judged.organizer) as work:
        add_closer(work, event_id, target)
    for stranger in (Target(), Target(challenge_id=other.projects[0].challenge_id), Target(stage=3)):
        with pytest.raises(Invalid, match="of this event"), working(judged.organizer) as work:
            add_closer(work, event_id, stranger)
    with pytest.raises(Missing), working(judged.organizer) as work:
        set_rubric(work, event_id, TWO, rubric_id=other.rubric.id)
    with working(judged.organizer) as work:
        lock_rubric(work, event_id)
    with pytest.raises(Conflict, match="score by the present rubric"), working(judged.organizer) as work:
        add_closer(work, event_id, Target(stage=1))
    with working(judged.organizer) as work:
        add_closer(work, event_id, Target(stage=2))

    assert len(rubrics_at(session, event_id).rows) == 3


def test_scale_goes_to_all_rubrics_until_one_is_locked(session: Session, working: Working) -> None:
    judged = make_judged_event(session)
    with working(judged.organizer) as work:
        closer_id = add_closer(work, judged.event.id, Target(challenge_id=judged.projects[0].challenge_id)).id
        set_rubric(work, judged.event.id, TWO, scale=Scale(1, 10))

    assert {rubric.scale for rubric in rubrics_at(session, judged.event.id).rows} == {Scale(1, 10)}
    session.get_one(Rubric, closer_id).locked_at = NOON
    session.commit()
    with pytest.raises(Conflict, match="the scale no longer changes"), working(judged.organizer) as work:
        set_rubric(work, judged.event.id, TWO, scale=Scale(1, 5))


def test_copy_takes_closer_rubrics_and_stages_along_where_they_fit(session: Session, working: Working) -> None:
    organizer = make_account(session)
    past = make_event(session, "judging", organizer=organizer)
    event = make_event(session, "challenges", organizer=organizer)
    wards, beds = (make_challenge(session, past, title=title) for title in ("Wards", "Beds"))
    make_rubric(session, past)
    with working(organizer) as work:
        put_into_tracks(work, past.id, {wards.id: (track_id := name_track(work, past.id, "Care").id)})
        add_stage(work, past.id, StageDraft("Final", 3, 25))
        for target in (Target(track_id=track_id), Target(challenge_id=beds.id), Target(stage=2)):
            add_closer(work, past.id, target)
        copy_challenges(work, past.id, event.id)
        beds.title = "Renamed since"

    with working(organizer) as work:
        copy_rubric(work, past.id, event.id)

    new = rubrics_at(session, event.id)
    assert [(each.track_id is None, each.challenge_id is None, each.stage) for each in new.rows] == [
        (True, True, None),
        (True, True, 2),
        (False, True, None),
    ]
    assert {each.event_id for each in new.rows} == {event.id}
