"""What a project uses: the answer before it is declared, today's answer beside the one then, by its team only."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied
from hackathon.core.facts import FactRow
from hackathon.core.work import Work
from hackathon.guidance.matrix.rules import Answer, Verdict
from hackathon.people.accounts.models import Account
from hackathon.projects.declarations.commands import declare_use, take_back_use
from hackathon.projects.declarations.models import Use
from hackathon.projects.declarations.rules import change_since
from tests.browsing import Browser
from tests.factories import make_account, make_event, make_project, make_team
from tests.factories.guidance import make_dataset, make_matrix, make_tool, make_use
from tests.queries import QueryCounter

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
Open = Callable[[Account | None], Browser]


@pytest.mark.parametrize(
    ("was", "answer", "sentence"),
    [
        (Verdict.ALLOWED, Answer(Verdict.ALLOWED, (), 4), ""),
        (Verdict.ALLOWED, Answer(Verdict.BLOCKED, (), 4), "Was allowed under version 3, now blocked under version 4."),
        (Verdict.ASK, Answer(Verdict.BLOCKED, (), 3), "Was to be asked first when it was declared, now blocked."),
    ],
)
def test_change_says_what_the_answer_was_and_is(was: Verdict, answer: Answer, sentence: str) -> None:
    assert change_since(was, 3, answer) == sentence


def test_answer_is_read_before_anything_is_saved_and_then_declared_under_it(session: Session, browser: Open) -> None:
    captain, dataset, tool = make_account(session), make_dataset(session, name="Meter log"), make_tool(session)
    project = make_project(session, make_team(session, make_event(session), captain))
    make_matrix(session, tool, 1, internal="no customer names")
    path, team = f"/projects/{project.id}/data-and-tools", browser(captain)

    before = team.get(f"{path}?dataset_id={dataset.id}&tool_id={tool.id}")

    assert "if: no customer names" in before.text
    assert session.scalars(select(Use)).all() == []

    chosen = {"dataset_id": str(dataset.id), "tool_id": str(tool.id), "matrix_version": "1"}
    answer = team.post(path, dict(chosen))

    use = session.scalars(select(Use)).one()
    assert (answer.status_code, use.verdict, use.matrix_version, use.declared_by) == (302, "condition", 1, captain.id)
    assert session.scalars(select(FactRow.kind)).all() == ["projects.declarations.declared"]


def test_blocked_later_is_said_to_judges_with_the_substitute(session: Session, browser: Open) -> None:
    captain, judge, dataset = make_account(session), make_account(session), make_dataset(session)
    tool = make_tool(session)
    project = make_project(session, make_team(session, make_event(session, judges=(judge,)), captain))
    make_use(session, project, dataset, tool, captain)
    make_matrix(session, tool, 1, internal="allowed")
    make_matrix(session, tool, 2, internal="blocked")
    tool.standing, tool.substitute_id = "blocked", make_tool(session, name="Huddle").id
    session.commit()

    page = browser(judge).get(f"/projects/{project.id}/data-and-tools").text

    assert "Was allowed under version 1, now blocked under version 2." in page
    assert "Take Huddle instead." in page
    assert "Declare" not in page.replace("Declared", "")


def test_declaring_under_another_version_or_twice_is_refused(session: Session, working: Working) -> None:
    captain, dataset, tool = make_account(session), make_dataset(session), make_tool(session)
    project = make_project(session, make_team(session, make_event(session), captain))
    make_matrix(session, tool, 1, internal="allowed")
    make_matrix(session, tool, 2, internal="blocked")

    with pytest.raises(Conflict), working(captain) as work:
        declare_use(work, project.id, dataset.id, tool.id, matrix_version=1)
    with working(captain) as work:
        declare_use(work, project.id, dataset.id, tool.id, matrix_version=2)
    with pytest.raises(Conflict), working(captain) as work:
        declare_use(work, project.id, dataset.id, tool.id, matrix_version=2)

    assert session.scalars(select(Use.verdict)).all() == ["blocked"]


@pytest.mark.parametrize("role", ["organizer", "judge"])
def test_declaring_and_taking_back_by_others_is_denied(session: Session, working: Working, role: str) -> None:
    captain, somebody, dataset, tool = (
        make_account(session),
        make_account(session),
        make_dataset(session),
        make_tool(session),
    )
    event = make_event(session, **{"organizer": somebody} if role == "organizer" else {"judges": (somebody,)})
    project = make_project(session, make_team(session, event, captain))
    use = make_use(session, project, dataset, tool, captain)

    with pytest.raises(Denied), working(somebody) as work:
        take_back_use(work, project.id, use.id)
    with pytest.raises(Denied), working(somebody) as work:
        declare_use(work, project.id, dataset.id, tool.id, matrix_version=0)

    assert session.scalars(select(Use.id)).all() == [use.id]


def test_use_of_another_project_is_not_taken_back(session: Session, browser: Open) -> None:
    captain, other = make_account(session), make_account(session)
    event, dataset, tool = make_event(session), make_dataset(session), make_tool(session)
    project, theirs = (make_project(session, make_team(session, event, who)) for who in (captain, other))
    use = make_use(session, theirs, dataset, tool, other)

    answer = browser(captain).post(f"/projects/{project.id}/data-and-tools/{use.id}/take-back")

    assert (answer.status_code, session.scalars(select(Use.id)).all()) == (404, [use.id])


def test_page_asks_the_same_for_one_and_three_uses(session: Session, browser: Open, queries: QueryCounter) -> None:
    captain, counts = make_account(session), []
    project = make_project(session, make_team(session, make_event(session), captain))

    for _each in range(3):
        dataset, tool = make_dataset(session), make_tool(session)
        make_use(session, project, dataset, tool, captain)
        with queries() as seen:
            page = browser(captain).get(
                f"/projects/{project.id}/data-and-tools?dataset_id={dataset.id}&tool_id={tool.id}"
            )
        assert page.status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1] == counts[2] <= 12
