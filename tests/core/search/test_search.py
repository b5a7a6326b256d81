"""What is written is found in the same moment, by those who may see it, whatever they type."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor
from hackathon.core.contributions import Contributions
from hackathon.core.jobs import JobContext
from hackathon.core.search.find import Part, search, words_of
from hackathon.core.search.models import SearchEntry
from hackathon.core.search_sweep import sweep
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.commands import edit_project
from hackathon.projects.workspace.models import Project
from hackathon.projects.workspace.rules import ProjectDraft
from tests.browsing import Browser
from tests.factories import make_account, make_event, make_project, make_team
from tests.factories.promotion import make_case
from tests.queries import QueryCounter

Acting = Callable[[Account | Actor], AbstractContextManager[Work]]
Visiting = Callable[[Account | None], Browser]


@pytest.fixture
def find(session: Session, app: Flask, actor: Callable[[Account], Actor]) -> Callable[..., list[str]]:
    """Search as somebody, and give the titles in their order."""
    register: Contributions = app.extensions["contributions"]

    def found(who: Account | Actor, asked: str) -> list[str]:
        acting = who if isinstance(who, Actor) else actor(who)
        words = words_of(asked)
        findings = search(session, acting, register.searchables.values(), words, Part(register.searchables))
        assert sum(findings.counts.values()) == len(findings.things)
        return [each.title for each in findings.things]

    return found


def make_running_project(session: Session, captain: Account) -> Project:
    """Make a project whose team may edit it."""
    event = make_event(session, "running")
    return make_project(session, make_team(session, event, captain))


def test_an_edited_project_is_found_by_its_new_words_at_once_and_by_its_team_alone(
    session: Session, working: Acting, find: Callable[..., list[str]]
) -> None:
    captain, colleague = make_account(session), make_account(session)
    project = make_running_project(session, captain)

    with working(captain) as work:
        edit_project(work, project.id, ProjectDraft("Über-Radar (v2)", "Finds drifting/meters, early."))

    assert [
        find(captain, asked) for asked in ("über", "RADAR meter", "drif", "v2 Meters", "eters", "radar nothing")
    ] == [
        ["Über-Radar (v2)"],
        ["Über-Radar (v2)"],
        ["Über-Radar (v2)"],
        ["Über-Radar (v2)"],
        [],
        [],
    ]
    assert (find(colleague, "radar"), find(STRANGER, "radar")) == ([], [])


def test_an_edited_project_is_not_found_by_its_old_words(
    session: Session, working: Acting, find: Callable[..., list[str]]
) -> None:
    captain = make_account(session)
    project = make_running_project(session, captain)

    for title in ("Secret codename", "Meter radar"):
        with working(captain) as work:
            edit_project(work, project.id, ProjectDraft(title, ""))

    assert (find(captain, "codename"), find(captain, "radar")) == ([], ["Meter radar"])


def test_a_refused_change_leaves_what_is_found_as_it_was(
    session: Session, working: Acting, find: Callable[..., list[str]]
) -> None:
    captain = make_account(session)
    project = make_running_project(session, captain)

    def change_and_fail() -> None:
        with working(captain) as work:
            edit_project(work, project.id, ProjectDraft("Never saved", ""))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()

    assert find(captain, "never") == []


def test_the_sweep_finds_what_is_older_than_searching_and_drops_what_is_gone(
    session: Session, jobs: JobContext, find: Callable[..., list[str]]
) -> None:
    case = make_case(session)
    reader = make_account(session)
    session.add(SearchEntry(kind="case", subject_id=case.id + 1, title="Gone", text=""))
    session.commit()

    sweep(jobs, 0)
    sweep(jobs, 0)

    kinds = session.execute(select(SearchEntry.kind, SearchEntry.subject_id).where(SearchEntry.kind == "case")).all()
    assert [tuple(row) for row in kinds] == [("case", case.id)]
    assert find(reader, case.title).count(case.title) == 2  # the project and its use case
    session.execute(delete(SearchEntry))
    assert find(reader, case.title) == []


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        "' OR 1=1 --",
        "title:x NEAR(a b, 3)",
        "a AND NOT",
        "*",
        "meter*^",
        "\\",
        "{x} & | ! <->",
        "%_",
        "ﬀ \u0301 ²",
        "x" * 9000,
    ],
)
def test_hostile_words_find_nothing_and_break_nothing(
    session: Session, browser: Visiting, app: Flask, asked: str
) -> None:
    make_case(session)
    reader = browser(make_account(session))

    answers = [reader.get("/search", query_string={"q": asked}) for asked in (asked, f"{asked} a")]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_the_page_marks_words_harmlessly_and_asks_the_same_few_queries_for_one_and_many(
    session: Session, browser: Visiting, jobs: JobContext, queries: QueryCounter
) -> None:
    reader = browser(make_account(session))
    case = make_case(session)
    case.title = "<script>alert(1)</script> radar"
    session.commit()
    sweep(jobs, 0)
    with queries() as few:
        page = reader.get("/search?q=radar&kind=case").text

    cases = [make_case(session) for _each in range(3)]
    for each in cases:
        each.title = "Another radar"
    session.commit()
    session.execute(delete(SearchEntry))
    session.commit()
    sweep(jobs, 0)
    with queries() as many:
        reader.get("/search?q=radar&kind=case")

    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>radar</mark>" in page
    assert len(few) == len(many) == 3


def test_the_api_finds_the_same(session: Session, browser: Visiting, jobs: JobContext) -> None:
    case = make_case(session)
    case.title = "Radar of meters"
    session.commit()
    sweep(jobs, 0)

    answer = browser(make_account(session)).get("/api/v1/search?q=radar+of&kind=case")

    found = json.loads(answer.data)
    assert found == {
        "items": [
            {
                "kind": "case",
                "title": "Radar of meters",
                "excerpt": found["items"][0]["excerpt"],
                "url": f"/use-cases/{case.number}",
            }
        ],
        "total": 1,
        "next": None,
    }
