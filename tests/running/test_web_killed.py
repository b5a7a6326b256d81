"""A web process killed in the middle of a submission leaves none, and the next attempt leaves one."""

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from hackathon.app import create_app
from hackathon.core.facts import Delivery, FactRow, FactSubject
from hackathon.core.jobs import Job
from hackathon.projects.submissions.models import Submission, SubmittedFile
from hackathon.projects.workspace.models import Project
from tests.browsing import Browser
from tests.factories import make_account, make_event, make_project, make_team
from tests.running.conftest import Place
from tests.running.programs import until

pytestmark = pytest.mark.slow
KEPT = (Submission, SubmittedFile, FactRow, FactSubject, Delivery, Job)


def rows_and_state(place: Place) -> object:
    """Count what a submission writes, and name the project's state."""
    return place.look(
        lambda s: [
            *(s.scalar(select(func.count()).select_from(kept)) for kept in KEPT),
            s.scalar(select(Project.state)),
        ]
    )


def make_captain(place: Place) -> tuple[int, dict[str, str], str]:
    """Arrange a project that may be handed in; return its id, its captain's headers and the form."""
    app = create_app(place.toolbox.settings)
    with place.toolbox.new_session() as session:
        ines = make_account(session, "Ines")
        project = make_project(session, make_team(session, make_event(session), ines), demo_url="https://d.example.org")
        browser = Browser(app, ines)
        project_id = project.id
    cookie = browser.client.get_cookie("hackathon")
    assert cookie
    headers = {"Cookie": f"hackathon={cookie.value}", "Content-Type": "application/x-www-form-urlencoded"}
    return project_id, headers, urlencode({"csrf_token": browser.token()})


def hand_in(place: Place, project_id: int, headers: dict[str, str], form: str) -> int:
    """Submit over HTTP and return the status; 0 where the web was gone before it answered."""
    connection = HTTPConnection("127.0.0.1", int(place.environ["PORT"]), timeout=60)
    try:
        connection.request("POST", f"/projects/{project_id}/submit", form, headers)
        return connection.getresponse().status
    except (OSError, HTTPException):
        return 0
    finally:
        connection.close()


def answers(place: Place) -> bool:
    """Tell whether the web is there."""
    connection = HTTPConnection("127.0.0.1", int(place.environ["PORT"]), timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_web_killed_within_a_submission_leaves_none_and_the_next_one_whole(place: Place) -> None:
    captain = make_captain(place)
    before = rows_and_state(place)
    place.hold("commit")
    web = place.start("web")
    until(lambda: answers(place))

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(hand_in, place, *captain)
        place.wait_until_reached("commit")
        web.kill()
    left = rows_and_state(place)
    place.release("commit")
    place.start("web")
    until(lambda: answers(place))
    second = hand_in(place, *captain)

    assert (first.result(), left) == (0, before)
    assert second == 302
    assert place.look(lambda s: [(row.project_id, row.number) for row in s.scalars(select(Submission))]) == [
        (captain[0], 1)
    ]
    assert place.look(lambda s: s.scalar(select(Project.state))) == "SUBMITTED"
