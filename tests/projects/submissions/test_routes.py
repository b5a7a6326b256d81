"""Handing in as people do it: the page before, the receipt after, and the files that go along."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from hackathon.core.storage import StoredFile
from hackathon.people.accounts.models import Account
from hackathon.projects.repositories.models import Repository
from hackathon.projects.submissions.models import Attachment, Submission, SubmittedFile
from hackathon.projects.uploads.models import Upload
from tests.browsing import Browser
from tests.clocks import NOON, StandingClock
from tests.factories import make_commit, make_repository, make_submission
from tests.factories.saving import saved
from tests.projects.conftest import Crew
from tests.queries import QueryCounter

Opens = Callable[[Account | None], Browser]
MP4 = b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 8


@pytest.fixture
def small_limit(app: Flask) -> Iterator[None]:
    """Allow attachments of 1 MB only."""
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, attachment_limit=1024 * 1024)
    yield
    app.extensions["settings"] = settings


def attached(browser: Opens, crew: Crew, *files: tuple[str, bytes]) -> int:
    """Attach files as the member and return the answer's status."""
    sent = [(BytesIO(contents), name) for name, contents in files]
    return browser(crew.member).post(f"/projects/{crew.project.id}/attachments", {"file": sent}).status_code


def submitted(browser: Opens, crew: Crew, **fields: Any) -> str:
    """Hand in as the captain and return the receipt."""
    person = browser(crew.captain)
    answer = person.post(f"/projects/{crew.project.id}/submit", fields)
    assert answer.status_code == 302
    return person.get(answer.location).text


def test_submit_page_shows_what_is_missing_and_what_goes_in(session: Session, browser: Opens, crew: Crew) -> None:
    repository = make_repository(session, crew.project, head_sha="b" * 40)
    make_commit(session, repository, sha="b" * 40, subject="Newest")

    page = browser(crew.captain).get(f"/projects/{crew.project.id}/submit").text

    assert "A link to a demo" in page
    assert "bbbbbbbb · Newest" in page
    assert "Warns before a meter drifts." in page


def test_submit_by_the_captain_leads_to_a_receipt_with_files_and_commit(
    session: Session, browser: Opens, crew: Crew
) -> None:
    repository = make_repository(session, crew.project, head_sha="b" * 40)
    make_commit(session, repository, sha="b" * 40)
    attached(browser, crew, ("slides.pdf", b"%PDF-1.7"), ("demo.mp4", MP4))

    receipt = submitted(browser, crew, commit_sha="b" * 40)

    video = session.scalars(select(StoredFile.id).where(StoredFile.name == "demo.mp4")).one()
    assert f'src="/files/{video}"' in receipt
    assert "slides.pdf" in receipt
    assert "b" * 40 in receipt
    assert "Your hand-in stands. Its commit is being fetched" in receipt


def test_submit_after_the_deadline_keeps_the_page_and_says_by_how_much(
    session: Session, browser: Opens, clock: StandingClock, crew: Crew
) -> None:
    clock.at = crew.event.running_closes_at
    clock.advance(minutes=3, seconds=12)

    answer = browser(crew.captain).post(f"/projects/{crew.project.id}/submit")

    assert answer.status_code == 409
    assert "your request arrived 3 min 12 s after." in answer.text
    assert session.scalars(select(Submission)).all() == []


def test_submit_by_others_is_refused(session: Session, browser: Opens, crew: Crew) -> None:
    path = f"/projects/{crew.project.id}/submit"

    statuses = [browser(who).post(path).status_code for who in (crew.member, crew.rival, crew.judge, crew.organizer)]

    assert statuses == [403, 404, 403, 403]
    assert session.scalars(select(Submission)).all() == []


def test_submission_stays_as_it_was_when_an_attachment_is_removed_after(
    session: Session, browser: Opens, crew: Crew
) -> None:
    attached(browser, crew, ("slides.pdf", b"%PDF-1.7"))
    submitted(browser, crew)
    file_id = session.scalars(select(Attachment.file_id)).one()

    removed = browser(crew.member).post(f"/projects/{crew.project.id}/attachments/{file_id}/remove")
    second = submitted(browser, crew)

    first = browser(crew.captain).get(f"/projects/{crew.project.id}/submissions/1").text
    assert removed.status_code == 302
    assert ("slides.pdf" in first, "slides.pdf" in second) == (True, False)
    assert len(session.scalars(select(SubmittedFile)).all()) == 1


def test_attachment_removed_is_read_by_nobody_unless_it_was_handed_in(
    session: Session, browser: Opens, crew: Crew
) -> None:
    attached(browser, crew, ("slides.pdf", b"%PDF-1.7"))
    submitted(browser, crew)
    attached(browser, crew, ("salaries.csv", b"name,salary"))
    handed_in, slip = session.scalars(select(Attachment.file_id).order_by(Attachment.id)).all()

    before = browser(crew.judge).get(f"/files/{slip}").status_code
    for file_id in (handed_in, slip):
        browser(crew.member).post(f"/projects/{crew.project.id}/attachments/{file_id}/remove")

    assert before == 200
    assert [browser(crew.judge).get(f"/files/{file_id}").status_code for file_id in (handed_in, slip)] == [200, 404]
    assert browser(crew.captain).get(f"/files/{slip}").status_code == 404


def test_withdraw_shows_on_the_receipt_and_by_a_member_is_refused(session: Session, browser: Opens, crew: Crew) -> None:
    submitted(browser, crew)

    refused = browser(crew.member).post(f"/projects/{crew.project.id}/withdraw")
    accepted = browser(crew.captain).post(f"/projects/{crew.project.id}/withdraw")

    assert (refused.status_code, accepted.status_code) == (403, 302)
    assert "withdrawn" in browser(crew.captain).get(f"/projects/{crew.project.id}/submissions/1").text


def test_attach_a_sixth_file_is_refused_and_none_of_them_is_kept(session: Session, browser: Opens, crew: Crew) -> None:
    attached(browser, crew, *[(f"{number}.txt", b"text") for number in range(4)])

    status = attached(browser, crew, ("5.txt", b"text"), ("6.txt", b"text"))

    assert status == 422
    assert len(session.scalars(select(Attachment)).all()) == 4


def test_attach_a_page_that_calls_itself_an_image_is_refused(session: Session, browser: Opens, crew: Crew) -> None:
    answer = browser(crew.captain).post(
        f"/projects/{crew.project.id}/attachments", {"file": [(BytesIO(b"<script>1</script>"), "cat.png")]}
    )

    assert answer.status_code == 422
    assert "cat.png is not what its name says. Save it again as PNG" in answer.text
    assert session.scalars(select(StoredFile)).all() == []


def test_attach_more_than_the_limit_is_refused(session: Session, browser: Opens, crew: Crew, small_limit: None) -> None:
    person = browser(crew.captain)
    boundary, body = encode_multipart(
        {"csrf_token": person.token(), "file": FileStorage(BytesIO(b"x" * 1_100_000), "rows.csv")}
    )

    answer = person.client.post(
        f"/projects/{crew.project.id}/attachments", data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )

    assert answer.status_code == 422
    assert "rows.csv: The file is larger than the 1 MB allowed." in answer.text
    assert session.scalars(select(Attachment)).all() == []


def test_video_plays_from_the_middle_with_a_range_request(session: Session, browser: Opens, crew: Crew) -> None:
    attached(browser, crew, ("demo.mp4", MP4))
    file_id = session.scalars(select(Attachment.file_id)).one()

    answer = browser(crew.member).get(f"/files/{file_id}", headers={"Range": "bytes=100-199"})

    assert (answer.status_code, answer.data) == (206, MP4[100:200])
    assert answer.headers["Content-Range"] == f"bytes 100-199/{len(MP4)}"
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("video/mp4", "nosniff")


def test_files_of_a_project_are_read_by_those_who_see_it_and_by_all_after_release(
    session: Session, browser: Opens, crew: Crew
) -> None:
    attached(browser, crew, ("slides.pdf", b"%PDF-1.7"))
    submission = make_submission(session, crew.project, crew.captain.id)
    bundle = saved(
        session,
        StoredFile(
            key="",
            sha256="",
            size=1,
            name="submission.bundle",
            media_type="application/octet-stream",
            scope="submission",
            scope_id=submission.id,
            at=submission.received_at,
        ),
    )
    slides = session.scalars(select(Attachment.file_id)).one()
    bundle.key = session.get_one(StoredFile, slides).key
    session.commit()
    people = (crew.captain, crew.member, crew.organizer, crew.judge, crew.rival)

    before = [[browser(who).get(f"/files/{each}").status_code for who in people] for each in (slides, bundle.id)]
    crew.event.state = "RELEASED"
    session.commit()
    after = [browser(crew.rival).get(f"/files/{each}").status_code for each in (slides, bundle.id)]

    assert before == [[200, 200, 200, 200, 404]] * 2
    assert after == [200, 200]


def test_receipt_is_hidden_from_another_team(session: Session, browser: Opens, crew: Crew) -> None:
    make_submission(session, crew.project, crew.captain.id)
    path = f"/projects/{crew.project.id}/submissions/1"

    statuses = [browser(who).get(path).status_code for who in (crew.judge, crew.organizer, crew.member, crew.rival)]

    assert statuses == [200, 200, 200, 404]


def test_keep_again_by_another_team_is_refused(session: Session, browser: Opens, crew: Crew) -> None:
    make_submission(session, crew.project, crew.captain.id, commit_sha="a" * 40, frozen="gone")

    answer = browser(crew.rival).post(f"/projects/{crew.project.id}/submissions/1/keep")

    assert answer.status_code == 404


@pytest.mark.parametrize("page", ["", "/submit", "/submissions/1", "/attachments", "/repository", "/files"])
def test_pages_ask_the_database_as_often_for_one_row_as_for_three(
    session: Session, browser: Opens, queries: QueryCounter, crew: Crew, clock: StandingClock, page: str
) -> None:
    repository = make_repository(session, crew.project, head_sha="b" * 40)
    path = f"/projects/{crew.project.id}{page}"
    add_one_of_everything(session, crew, repository, number=1)
    person = browser(crew.captain)
    with queries() as for_one:
        assert person.get(path).status_code == 200
    for number in (2, 3):
        add_one_of_everything(session, crew, repository, number=number)
    # What is kept for a while was read by then and is read again.
    clock.advance(seconds=61)

    with queries() as for_three:
        assert person.get(path).status_code == 200

    assert (len(for_one), len(for_one) <= 12) == (len(for_three), True)


def add_one_of_everything(session: Session, crew: Crew, repository: Repository, *, number: int) -> None:
    make_commit(session, repository, author_name=f"Author {number}", author_email="")
    make_submission(session, crew.project, crew.captain.id, number=number)
    file = saved(
        session,
        StoredFile(
            key="k",
            sha256="",
            size=1,
            name=f"{number}.txt",
            media_type="text/plain",
            scope="project",
            scope_id=crew.project.id,
            at=NOON,
        ),
    )
    given = {"project_id": crew.project.id, "file_id": file.id, "given_by": crew.captain.id, "given_at": NOON}
    saved(session, Attachment(**given))
    saved(session, Upload(**given, path=f"{number}.txt"))
