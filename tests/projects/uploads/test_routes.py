"""The upload page: paths kept, refusals beside the field, nothing half taken."""

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from hackathon.core.facts import FactRow
from hackathon.core.jobs import Job
from hackathon.core.storage import StoredFile
from hackathon.events.setup.models import Event
from hackathon.events.setup.states import EventState
from hackathon.people.accounts.models import Account
from hackathon.projects.repositories.models import Repository, RepositoryKind
from hackathon.projects.uploads.models import Upload
from tests.browsing import Browser
from tests.factories import make_repository
from tests.projects.conftest import Crew

Opens = Callable[[Account | None], Browser]


def sent(*names: str) -> list[tuple[BytesIO, str]]:
    return [(BytesIO(name.encode()), name) for name in names]


def test_add_files_keeps_their_paths_and_asks_for_a_commit(session: Session, browser: Opens, crew: Crew) -> None:
    answer = browser(crew.member).post(
        f"/projects/{crew.project.id}/files", {"file": sent("notes.txt", "src/model.py")}
    )

    assert answer.status_code == 302
    assert sorted(session.scalars(select(Upload.path))) == ["notes.txt", "src/model.py"]
    assert [(job.name, job.subject_id) for job in session.scalars(select(Job))] == [
        ("projects.uploads.commit", crew.project.id)
    ]


def test_add_folder_leaves_its_own_name_out(session: Session, browser: Opens, crew: Crew) -> None:
    browser(crew.member).post(
        f"/projects/{crew.project.id}/files", {"folder": sent("prototype/README.md", "prototype/src/model.py")}
    )

    assert sorted(session.scalars(select(Upload.path))) == ["README.md", "src/model.py"]


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (("../secrets.txt",), "leaves the project&#39;s folder"),
        ((".git/hooks/post-update",), "has a name that belongs to git itself"),
        (("/etc/passwd",), "is a full path"),
        (("Notes.txt", "notes.TXT"), "are one and the same file on many computers"),
        ((), "Choose at least one file."),
        (tuple(f"{number}.txt" for number in range(51)), "50 files can be uploaded at a time."),
    ],
)
def test_add_of_paths_that_cannot_be_taken_is_refused_whole(
    session: Session, browser: Opens, crew: Crew, names: tuple[str, ...], sentence: str
) -> None:
    answer = browser(crew.captain).post(f"/projects/{crew.project.id}/files", {"file": sent(*names)})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.scalars(select(Upload)).all() == []
    assert session.scalars(select(StoredFile)).all() == []


def test_add_of_a_file_over_the_limit_names_it(session: Session, browser: Opens, crew: Crew) -> None:
    person = browser(crew.captain)
    large = FileStorage(BytesIO(b"x" * (20 * 1024 * 1024 + 1)), "large.bin")
    boundary, body = encode_multipart({"csrf_token": person.token(), "file": large})

    answer = person.client.post(
        f"/projects/{crew.project.id}/files", data=body, content_type=f"multipart/form-data; boundary={boundary}"
    )

    assert answer.status_code == 422
    assert "large.bin: The file is larger than the 20 MB allowed." in answer.text
    assert session.scalars(select(Upload)).all() == []


def test_add_beside_a_linked_repository_is_refused(session: Session, browser: Opens, crew: Crew) -> None:
    make_repository(session, crew.project)

    page = browser(crew.captain).get(f"/projects/{crew.project.id}/files").text
    answer = browser(crew.captain).post(f"/projects/{crew.project.id}/files", {"file": sent("a.txt")})

    assert ('type="file"' in page, answer.status_code) == (False, 409)
    assert "Push there, or unlink it before uploading files." in answer.text
    assert session.scalars(select(Upload)).all() == []


def test_add_by_people_outside_the_team_is_refused(session: Session, browser: Opens, crew: Crew) -> None:
    path = f"/projects/{crew.project.id}/files"

    statuses = [
        browser(who).post(path, {"file": sent("a.txt")}).status_code for who in (crew.rival, crew.judge, crew.organizer)
    ]

    assert statuses == [404, 403, 403]
    assert session.scalars(select(Upload)).all() == []


def test_remove_takes_a_file_off_the_list_once_and_leaves_room_for_another_spelling(
    session: Session, browser: Opens, crew: Crew
) -> None:
    path = f"/projects/{crew.project.id}/files"
    person = browser(crew.member)
    person.post(path, {"file": sent("Notes.txt", "model.py")})

    before = person.get(path).text
    answers = [person.post(f"{path}/remove", {"path": "Notes.txt"}) for _time in range(2)]
    after = person.get(path).text
    again = person.post(path, {"file": sent("notes.txt")})

    assert [before.count(">: Notes.txt<"), after.count(">: Notes.txt<"), after.count(">: model.py<")] == [2, 0, 2]
    assert "Notes.txt, removed" in after
    assert [answer.status_code for answer in (*answers, again)] == [302, 409, 302]
    assert "This file is not there any more." in answers[1].text
    assert session.execute(select(Upload.path, Upload.is_removal).order_by(Upload.id)).all() == [
        ("Notes.txt", False),
        ("model.py", False),
        ("Notes.txt", True),
        ("notes.txt", False),
    ]
    assert session.scalars(select(FactRow.kind).order_by(FactRow.id)).all() == [
        "projects.uploads.uploaded",
        "projects.uploads.removed",
        "projects.uploads.uploaded",
    ]


def test_remove_by_people_outside_the_team_after_release_or_beside_a_linked_repository_is_refused(
    session: Session, browser: Opens, crew: Crew
) -> None:
    path = f"/projects/{crew.project.id}/files"
    browser(crew.member).post(path, {"file": sent("secret.csv")})

    answers = [
        browser(who).post(f"{path}/remove", {"path": "secret.csv"}) for who in (crew.rival, crew.judge, crew.organizer)
    ]
    session.execute(update(Repository).values(kind=RepositoryKind.MIRRORED, url="https://git.example.org/x.git"))
    session.commit()
    answers.append(browser(crew.member).post(f"{path}/remove", {"path": "secret.csv"}))
    session.execute(update(Repository).values(kind=RepositoryKind.OURS, url=""))
    session.execute(update(Event).values(state=EventState.RELEASED))
    session.commit()
    answers.append(browser(crew.member).post(f"{path}/remove", {"path": "secret.csv"}))

    assert [(answer.status_code, "secret.csv" in answer.text) for answer in answers] == [
        (404, False),
        (403, False),
        (403, False),
        (409, False),
        (403, False),
    ]
    assert session.scalars(select(Upload.is_removal)).all() == [False]
