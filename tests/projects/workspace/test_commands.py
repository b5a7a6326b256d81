"""Starting, editing and moving projects."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.decisions import Conflict, Denied, Invalid, Stale
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow, FactSubject
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.commands import edit_project, start_project
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.rules import ProjectDraft
from hackathon.teams.formation.commands import edit_team
from hackathon.teams.formation.rules import TeamDraft
from tests.clocks import StandingClock
from tests.factories import make_account, make_challenge, make_event, make_project, make_team

Working = Callable[[Account], AbstractContextManager[Work]]


def test_start_project_takes_the_challenge_of_the_team(session: Session, working: Working) -> None:
    event = make_event(session, "running")
    challenge = make_challenge(session, event)
    member = make_account(session)
    team = make_team(session, event, make_account(session), member, challenge=challenge)

    with working(member) as work:
        project = start_project(work, team.id, title="Owl", summary="Counts.")

    assert (project.title, project.summary, project.event_id, project.team_id, project.challenge_id, project.state) == (
        "Owl",
        "Counts.",
        event.id,
        team.id,
        challenge.id,
        "DRAFT",
    )
    subjects = {(s.kind, s.subject_id) for s in session.scalars(select(FactSubject))}
    assert subjects == {
        ("project", project.id),
        ("event", event.id),
        ("team", team.id),
        ("challenge", challenge.id),
    }


def test_start_project_twice_is_a_conflict(session: Session, working: Working) -> None:
    member = make_account(session)
    team = make_team(session, make_event(session, "running"), member)
    make_project(session, team)

    with pytest.raises(Conflict, match="has a project already"), working(member) as work:
        start_project(work, team.id, title="Second")

    assert len(session.scalars(select(Project)).all()) == 1


def test_start_project_by_somebody_outside_the_team_is_denied(session: Session, working: Working) -> None:
    event = make_event(session, "running")
    team, rival = make_team(session, event), make_account(session)
    make_team(session, event, rival)

    with pytest.raises(Denied), working(rival) as work:
        start_project(work, team.id, title="Theirs")

    assert session.scalars(select(Project)).all() == []


def test_start_project_without_a_title_is_invalid(session: Session, working: Working) -> None:
    member = make_account(session)
    team = make_team(session, make_event(session, "running"), member)

    with pytest.raises(Invalid, match="needs a title"), working(member) as work:
        start_project(work, team.id, title=" ")


def test_edit_project_changes_its_words_and_keeps_it_handed_in(session: Session, working: Working) -> None:
    member = make_account(session)
    project = make_project(
        session, make_team(session, make_event(session, "running"), make_account(session), member), state="SUBMITTED"
    )
    draft = ProjectDraft("New", "Short", "Long", "https://demo.example.org", "https://video.example.org")

    with working(member) as work:
        edit_project(work, project.id, draft, version=1)

    session.refresh(project)
    assert (project.title, project.summary, project.description, project.demo_url, project.video_url) == (
        "New",
        "Short",
        "Long",
        "https://demo.example.org",
        "https://video.example.org",
    )
    assert (project.state, project.version) == ("SUBMITTED", 2)
    assert list(session.scalars(select(FactRow.kind))) == ["projects.workspace.edited"]


def test_edit_project_that_somebody_else_edited_is_stale(session: Session, working: Working) -> None:
    member = make_account(session)
    project = make_project(session, make_team(session, make_event(session, "running"), member), version=2, title="Now")

    with pytest.raises(Stale), working(member) as work:
        edit_project(work, project.id, ProjectDraft("Old page"), version=1)

    session.refresh(project)
    assert (project.title, project.version) == ("Now", 2)


def test_edit_project_with_an_address_that_runs_code_is_invalid(session: Session, working: Working) -> None:
    member = make_account(session)
    project = make_project(session, make_team(session, make_event(session, "running"), member))

    with pytest.raises(Invalid) as refusal, working(member) as work:
        edit_project(work, project.id, ProjectDraft("Owl", demo_url="javascript:alert(1)"), version=1)

    session.refresh(project)
    assert (refusal.value.field, project.demo_url) == ("demo_url", "")


def test_project_follows_its_team_to_another_question_once(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event = make_event(session, "running")
    old, new = make_challenge(session, event), make_challenge(session, event)
    captain = make_account(session)
    team = make_team(session, event, captain, challenge=old)
    project = make_project(session, team)
    with working(captain) as work:
        edit_team(work, team.id, TeamDraft("Owls", challenge_id=new.id), version=1)

    deliver_pending(session, clock)
    deliver_pending(session, clock)

    session.refresh(project)
    assert project.challenge_id == new.id
    assert list(session.scalars(select(FactRow.kind).where(FactRow.stream_kind == "project"))) == [
        "projects.workspace.moved"
    ]


def test_project_of_a_team_that_gave_its_question_up_has_none(
    session: Session, working: Working, clock: StandingClock
) -> None:
    event = make_event(session, "running")
    captain = make_account(session)
    team = make_team(session, event, captain, challenge=make_challenge(session, event))
    project = make_project(session, team)
    with working(captain) as work:
        edit_team(work, team.id, TeamDraft("Owls"), version=1)

    deliver_pending(session, clock)

    session.refresh(project)
    assert project.challenge_id is None
