"""What nobody means to send: a clear sentence each, and nothing half done."""

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Profile
from hackathon.projects.submissions.models import Attachment
from tests.browsing import Browser
from tests.factories import make_account, make_event, make_project, make_team

Open = Callable[[Account | None], Browser]
FILLED = {"display_name": "Jo", "craft": "designer", "time_zone": "UTC", "version": "1"}


def test_ten_megabytes_of_text_are_refused_with_a_sentence(session: Session, browser: Open) -> None:
    jo = make_account(session, "Jo")
    before = session.scalar(select(func.count()).select_from(FactRow))

    answer = browser(jo).post("/people/me", {**FILLED, "about": "x" * 10_000_000})

    assert (answer.status_code, "That is too large, and nothing was saved." in answer.text) == (413, True)
    assert session.get_one(Profile, jo.id).about == ""
    assert session.scalar(select(func.count()).select_from(FactRow)) == before


@pytest.mark.parametrize("name", ["picture.png", "slides.pdf", "numbers.xlsx", "archive.zip"])
def test_file_that_is_not_what_its_name_says_is_refused_with_a_sentence(
    session: Session, browser: Open, name: str
) -> None:
    captain = make_account(session)
    event = make_event(session, "running")
    project = make_project(session, make_team(session, event, captain))

    answer = browser(captain).post(
        f"/projects/{project.id}/attachments", {"file": [(BytesIO(b"<script>alert(1)</script>"), name)]}
    )

    assert answer.status_code == 422
    assert name in answer.text
    assert session.scalar(select(func.count()).select_from(Attachment)) == 0
