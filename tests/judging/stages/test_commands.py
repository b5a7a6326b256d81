"""Planning the stages of judging."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.work import Work
from hackathon.judging.stages.commands import add_stage, edit_stage, remove_stage
from hackathon.judging.stages.queries import stage_now, stages_of
from hackathon.judging.stages.rules import StageDraft
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories.judging import make_judged_event

Working = Callable[[Account], AbstractContextManager[Work]]
Open = Callable[[Account | None], Browser]


def planned(session: Session, event_id: int) -> list[tuple[int, str, int | None, int]]:
    session.expire_all()
    return [(each.number, each.name, each.places, each.carry_over) for each in stages_of(session, event_id)]


def test_stages_are_added_changed_and_removed_from_the_end(session: Session, working: Working) -> None:
    judged = make_judged_event(session)
    event_id = judged.event.id

    with working(judged.organizer) as work:
        add_stage(work, event_id, StageDraft("Second look", 10))
        add_stage(work, event_id, StageDraft("Final", 3, 50))
        edit_stage(work, event_id, 2, StageDraft("Half final", 8, 20), version=1)
    with pytest.raises(Conflict, match="after this one"), working(judged.organizer) as work:
        remove_stage(work, event_id, 2)
    with working(judged.organizer) as work:
        remove_stage(work, event_id, 3)

    assert planned(session, event_id) == [(2, "Half final", 8, 20)]
    assert stage_now(session, event_id) == 1


@pytest.mark.parametrize(
    ("draft", "field"),
    [(StageDraft(""), "name"), (StageDraft("Final", 0), "places"), (StageDraft("Final", 3, 101), "carry_over")],
)
def test_stage_that_cannot_be_is_refused_beside_the_field(
    session: Session, working: Working, draft: StageDraft, field: str
) -> None:
    judged = make_judged_event(session)

    with pytest.raises(Invalid) as refused, working(judged.organizer) as work:
        add_stage(work, judged.event.id, draft)

    assert refused.value.field == field


def test_stage_is_planned_by_organizers_until_judging_closes_and_changed_until_it_begins(
    session: Session, working: Working
) -> None:
    judged, late = make_judged_event(session), make_judged_event(session, "over")
    with working(judged.organizer) as work:
        add_stage(work, judged.event.id, StageDraft("Final")).begun_at = NOON

    with pytest.raises(Denied, match="Only organizers"), working(judged.judges[0]) as work:
        add_stage(work, judged.event.id, StageDraft("Final"))
    with pytest.raises(Denied, match="Judging has closed"), working(late.organizer) as work:
        add_stage(work, late.event.id, StageDraft("Final"))
    with pytest.raises(Conflict, match="has begun"), working(judged.organizer) as work:
        edit_stage(work, judged.event.id, 2, StageDraft("Other", carry_over=90))

    assert planned(session, judged.event.id) == [(2, "Final", None, 0)]


def test_page_plans_a_final(session: Session, browser: Open) -> None:
    judged = make_judged_event(session, projects=2)
    path = f"/events/{judged.event.slug}/judging/stages"

    answer = browser(judged.organizer).post(path, {"name": "Final", "places": 1, "carry_over": ""})

    assert answer.status_code == 302
    assert planned(session, judged.event.id) == [(2, "Final", 1, 0)]
    assert "1 project is to go on" in browser(judged.organizer).get(path).text
    assert browser(judged.judges[0]).get(path).status_code == 403
