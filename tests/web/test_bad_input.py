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
from tests.factories.promotion import make_case, make_finished_project, make_offer

Open = Callable[[Account | None], Browser]
FILLED = {"display_name": "Jo", "craft": "designer", "time_zone": "UTC", "version": "1"}


def test_ten_megabytes_of_text_are_refused_with_a_sentence(session: Session, browser: Open) -> None:
    jo = make_account(session, "Jo")
    before = session.scalar(select(func.count()).select_from(FactRow))

    answer = browser(jo).post("/people/me", {**FILLED, "about": "x" * 10_000_000})

    assert (answer.status_code, "That is too large, and nothing was saved." in answer.text) == (413, True)
    assert session.get_one(Profile, jo.id).about == ""
    assert session.scalar(select(func.count()).select_from(FactRow)) == before


def test_file_of_a_stranger_is_refused_before_it_is_taken_in(browser: Open) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n'
    sent = b"%b%b\r\n--b--\r\n" % (part, b"x" * 3 * 1024**2)

    answer = browser(None).client.post("/sign-in", data=sent, content_type="multipart/form-data; boundary=b")

    assert (answer.status_code, "That is too large, and nothing was saved." in answer.text) == (413, True)


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


@pytest.mark.parametrize(
    ("state", "page", "field", "rest", "limit"),
    [
        ("NOMINATED", "screening", "would_change", {"has_owner": "yes", "has_usable_data": "no"}, 500),
        ("OFFERED", "offer", "metric", {"budget": "none", "signed_name": "Nora"}, 200),
        ("PILOT", "evidence/contact", "note", {}, 500),
        ("PILOT", "suspend", "reason", {}, 500),
    ],
)
def test_fifty_thousand_characters_are_refused_beside_their_field_and_kept(
    session: Session, browser: Open, state: str, page: str, field: str, rest: dict[str, str], limit: int
) -> None:
    owner, steward = make_account(session, "Nora", "product_owner"), make_account(session, "Stella", "steward")
    case = make_case(session, make_finished_project(session, owner=owner), state)
    if state == "OFFERED":
        make_offer(session, case, owner)
    before = session.scalar(select(func.count()).select_from(FactRow))
    who = steward if state == "NOMINATED" else owner

    answer = browser(who).post(f"/use-cases/{case.number}/{page}", {**rest, field: "kept words" + "x" * 50_000})

    assert answer.status_code == 422
    assert (f"longer than {limit} characters" in answer.text, "kept words" in answer.text) == (True, True)
    assert session.scalar(select(func.count()).select_from(FactRow)) == before
