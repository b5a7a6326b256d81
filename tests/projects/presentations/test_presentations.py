"""Presenting: an order anybody can draw again, one stage for every screen, and nothing shown before its time."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied, Invalid, Missing
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.projects.presentations.commands import draw_order, give_stage, move_turn
from hackathon.projects.presentations.facts import OrderDrawn
from hackathon.projects.presentations.queries import order_of, presentation_of
from hackathon.projects.presentations.rules import moved, shuffled
from hackathon.projects.workspace.models import Project
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account, make_event, make_project, make_submission, make_team
from tests.queries import QueryCounter

Opener = Callable[[Account | None], Browser]
Working = Callable[[Account], AbstractContextManager[Work]]


@dataclass
class World:
    """An event with three projects handed in and one that is not."""

    event: Event
    organizer: Account
    captain: Account
    projects: list[Project]

    @property
    def path(self) -> str:
        return f"/events/{self.event.slug}/presentation"


@pytest.fixture
def world(session: Session) -> World:
    organizer, captain = make_account(session, "Olga"), make_account(session, "Ines")
    event = make_event(session, "judging", organizer=organizer)
    projects = []
    for number in (1, 2, 3):
        leader = captain if number == 1 else make_account(session)
        project = make_project(
            session, make_team(session, event, leader, name=f"Team {number}"), title=f"Idea {number}"
        )
        make_submission(session, project, leader.id)
        projects.append(project)
    make_project(session, make_team(session, event, name="Not yet"), title="Draft idea")
    return World(event, organizer, captain, projects)


def test_draw_order_by_a_seed_draws_the_same_order_again(session: Session, working: Working, world: World) -> None:
    ids = [project.id for project in world.projects]

    for seed in (7, 8, 7):
        with working(world.organizer) as work:
            draw_order(work, world.event.id, 4, seed)
        assert order_of(session, world.event.id) == shuffled(ids, seed)

    drawn = session.scalars(select(FactRow).order_by(FactRow.id.desc()).limit(1)).one()
    assert drawn.fact() == OrderDrawn(subject_id=world.event.id, seed=7, minutes=4)


def test_order_takes_in_late_projects_last_and_leaves_out_withdrawn_ones(
    session: Session, working: Working, world: World
) -> None:
    first, second, third = world.projects
    third.state = "WITHDRAWN"
    session.commit()
    with working(world.organizer) as work:
        draw_order(work, world.event.id, 4, 1)
    before = order_of(session, world.event.id)
    third.state = "SUBMITTED"
    session.commit()

    assert sorted(before) == [first.id, second.id]
    assert order_of(session, world.event.id) == [*before, third.id]


@pytest.mark.parametrize(("project", "step", "order"), [(2, -1, [2, 1, 3]), (1, -1, [1, 2, 3]), (3, 1, [1, 2, 3])])
def test_moved_goes_one_place_and_stops_at_the_ends(project: int, step: int, order: list[int]) -> None:
    assert moved([1, 2, 3], project, step) == order


def test_commands_are_the_organizers_and_know_handed_in_projects_only(
    session: Session, working: Working, world: World
) -> None:
    elsewhere = make_project(session, make_team(session, make_event(session)), state="SUBMITTED")

    for who, act, refusal in (
        (world.captain, lambda work: draw_order(work, world.event.id, 4), Denied),
        (world.captain, lambda work: move_turn(work, world.event.id, world.projects[0].id, 1), Denied),
        (world.captain, lambda work: give_stage(work, world.event.id, world.projects[0].id), Denied),
        (world.organizer, lambda work: give_stage(work, world.event.id, elsewhere.id), Missing),
        (world.organizer, lambda work: move_turn(work, world.event.id, elsewhere.id, 1), Missing),
        (world.organizer, lambda work: draw_order(work, world.event.id, 0), Invalid),
    ):
        with pytest.raises(refusal), working(who) as work:
            act(work)

    assert presentation_of(session, world.event.id).project_id is None


def test_stage_starts_a_time_that_every_screen_shows(browser: Opener, clock: StandingClock, world: World) -> None:
    organizer, watcher = browser(world.organizer), browser(world.captain)
    organizer.post(world.path, {"minutes": 4, "seed": 3})
    assert watcher.get(f"{world.path}/now").json == {"turn": None, "url": None, "left": 240}
    second = shuffled([project.id for project in world.projects], 3)[1]

    answer = organizer.post(f"{world.path}/{second}/start")
    clock.advance(minutes=1)

    assert answer.location == f"{world.path}/2"
    assert watcher.get(f"{world.path}/now").json == {"turn": 2, "url": f"{world.path}/2", "left": 180}
    assert ">3:00</p>" in watcher.get(f"{world.path}/2").text
    assert ">4:00</p>" in watcher.get(f"{world.path}/1").text
    clock.advance(minutes=4)
    assert ">+1:00</p>" in watcher.get(f"{world.path}/2").text


def test_watchers_see_teams_but_no_project_that_is_not_open_to_them(browser: Opener, world: World) -> None:
    pages = [world.path, *(f"{world.path}/{turn}" for turn in (1, 2, 3))]

    texts = {who.id: "".join(browser(who).get(page).text for page in pages) for who in (world.captain, world.organizer)}

    seen = {who: [f"Idea {number}" in text for number in (1, 2, 3)] for who, text in texts.items()}
    assert seen == {world.captain.id: [True, False, False], world.organizer.id: [True, True, True]}
    assert "Warns before" in texts[world.captain.id]
    assert not any("Draft idea" in text for text in texts.values())
    assert ["/start" in text for text in texts.values()] == [False, True]


@pytest.mark.parametrize("turn", [0, 4])
def test_turn_that_is_none_answers_404(browser: Opener, world: World, turn: int) -> None:
    assert browser(world.organizer).get(f"{world.path}/{turn}").status_code == 404


def test_pages_cost_the_same_queries_however_many_present(
    session: Session, browser: Opener, queries: QueryCounter, world: World
) -> None:
    reader = browser(world.organizer)
    pages = (world.path, f"{world.path}/1", f"{world.path}/now")

    def cost() -> list[int]:
        counts = []
        for page in pages:
            with queries() as sent:
                reader.get(page)
            counts.append(len(sent))
        return counts

    cost()
    few = cost()
    for _each in range(5):
        leader = make_account(session)
        make_submission(session, make_project(session, make_team(session, world.event, leader)), leader.id)
    many = cost()

    assert few == many
    assert max(many) <= 6
