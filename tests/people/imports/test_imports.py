"""People from a spreadsheet: sent, read in the background, looked at, then all of it happens or nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.actors import system
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.facts import FactRow
from hackathon.core.jobs import Job, JobContext, due_jobs, run_job
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.people.imports import commands
from hackathon.people.imports.models import ImportLine, PeopleImport
from hackathon.people.imports.rules import LARGEST_FILE
from hackathon.people.profiles.models import Profile
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.imports import make_import

Working = Callable[..., AbstractContextManager[Work]]
HEAD = "name,mail,unit,line manager mail,craft,skills\n"
INDEX = "/admin/people-imports"


def send(browser: Browser, contents: bytes, name: str = "staff.csv") -> str:
    return str(browser.post(INDEX, file=(BytesIO(contents), name)).location)


def do_work(session: Session, jobs: JobContext) -> None:
    session.commit()  # else what the browser wrote inside of its savepoint would go when a job begins afresh
    for job_id in due_jobs(session, NOON):
        run_job(jobs, job_id)
    session.expire_all()


def people(session: Session) -> list[tuple[str, str, str, str, list[str]]]:
    session.expire_all()
    rows = session.execute(
        select(Account.display_name, Account.email, Profile.unit, Profile.craft, Profile.skills)
        .outerjoin(Profile, Profile.account_id == Account.id)
        .order_by(Account.id)
    )
    return [(name, email, unit, craft, skills) for name, email, unit, craft, skills in rows]


def test_file_is_shown_row_by_row_and_then_taken_over_as_a_whole(
    session: Session, browser: Callable[[Account | None], Browser], jobs: JobContext
) -> None:
    admin = make_account(session, "Root", "admin", email="root@x.org", profile={"unit": "IT"})
    ada = make_account(session, "Ada", email="ada@x.org", profile={"craft": "designer", "skills": ["sql"]})
    sent = (
        HEAD
        + "Ada Reed,ADA@x.org,Meters,,,\n=HYPERLINK(1),bo@x.org,,ada@x.org,data_engineer,go\nRoot,root@x.org,IT,,,\n"
    )
    opened = browser(admin)

    page = send(opened, sent.encode())
    waiting = opened.get(page).text
    do_work(session, jobs)
    shown = opened.get(page).text
    before = people(session)
    exported = opened.get(f"{page}/rows.csv").text
    opened.post(f"{page}/apply")
    do_work(session, jobs)

    assert 'hx-trigger="every 2s"' in waiting
    assert [words in shown for words in ("name: Ada → Ada Reed", "Row 3", "=HYPERLINK(1)")] == [True] * 3
    assert "3,create,'=HYPERLINK(1),bo@x.org" in exported
    assert [row[0] for row in before] == ["Root", "Ada"]
    assert people(session) == [
        ("Root", "root@x.org", "IT", "other", []),
        ("Ada Reed", "ada@x.org", "Meters", "designer", ["sql"]),
        ("=HYPERLINK(1)", "bo@x.org", "", "data_engineer", ["go"]),
    ]
    assert session.scalars(select(Profile.manager_id).order_by(Profile.account_id)).all() == [None, None, ada.id]
    assert session.scalars(select(ImportLine)).all() == []
    facts = session.execute(select(FactRow.kind, FactRow.actor_id).order_by(FactRow.id)).all()
    kinds = ["imports.asked", "accounts.created", "profiles.edited", "imports.applied"]
    assert [tuple(fact) for fact in facts] == [(f"people.{kind}", admin.id) for kind in kinds]


def test_workbook_is_taken_as_csv_is(
    session: Session, browser: Callable[[Account | None], Browser], jobs: JobContext
) -> None:
    book, written = Workbook(), BytesIO()
    for row in (["Name", "Mail"], ["Ada", "ada@x.org"]):
        book.worksheets[0].append(row)
    book.save(written)
    opened = browser(make_account(session, "Root", "admin"))

    page = send(opened, written.getvalue(), "staff.xlsx")
    do_work(session, jobs)

    assert "ada@x.org" in opened.get(page).text


def test_file_with_one_wrong_row_changes_nobody(
    session: Session, browser: Callable[[Account | None], Browser], jobs: JobContext
) -> None:
    opened = browser(make_account(session, "Root", "admin"))

    page = send(opened, (HEAD + "Ada,ada@x.org,,,,\nBo,nowhere,,,,\n").encode())
    do_work(session, jobs)
    shown = opened.get(f"{page}?outcome=wrong").text
    refused = opened.post(f"{page}/apply")
    do_work(session, jobs)

    assert ("mail: “nowhere” is no e-mail address." in shown, "ada@x.org" in shown) == (True, False)
    assert refused.status_code == 409
    assert [row[0] for row in people(session)] == ["Root"]


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        (b"name;unit\na;b\n", "The first row names no column “mail”."),
        (b"PK\x03\x04", "This is no XLSX file that can be read."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "This is an old or locked workbook."),
        (b"\x89PNG\r\n\x1a\n\x00", "This file is no text."),
    ],
)
def test_file_that_is_no_table_is_refused_with_a_sentence(
    session: Session, browser: Callable[[Account | None], Browser], jobs: JobContext, contents: bytes, sentence: str
) -> None:
    opened = browser(make_account(session, "Root", "admin"))

    page = send(opened, contents)
    do_work(session, jobs)

    shown = opened.get(page).text
    assert (sentence in shown, "Nobody was changed." in shown) == (True, True)
    assert session.scalars(select(PeopleImport.contents)).all() == [None]


def test_file_that_is_too_large_or_empty_is_refused_on_the_spot(
    session: Session, browser: Callable[[Account | None], Browser], working: Working
) -> None:
    root = make_account(session, "Root", "admin")

    empty = browser(root).post(INDEX, file=(BytesIO(b""), "staff.csv"))
    missing = browser(root).post(INDEX)
    with pytest.raises(Invalid, match="larger than 5 MB"), working(root) as work:
        commands.send_file(work, "staff.csv", b"x" * (LARGEST_FILE + 1))

    assert (empty.status_code, "There is nothing in this file." in empty.text) == (422, True)
    assert (missing.status_code, "Choose a file." in missing.text) == (422, True)
    assert session.scalars(select(Job)).all() == []


def test_file_whose_people_came_in_meanwhile_is_shown_again_and_changes_nobody(
    session: Session, working: Working, jobs: JobContext
) -> None:
    root = make_account(session, "Root", "admin")
    boss = make_account(session, "Boss", email="boss@x.org")
    sent = make_import(session, root)
    line = session.scalars(select(ImportLine)).one()
    line.manager_email = "boss@x.org"
    session.commit()

    with working(root) as work:
        commands.start_import(work, sent.id)
    boss.email = "married@x.org"
    session.commit()
    do_work(session, jobs)

    assert (sent.state, sent.wrong, sent.remarks) == (
        "CHECKED",
        1,
        ["Something changed since you looked. Nothing was taken over."],
    )
    assert len(people(session)) == 2


def test_file_of_somebody_who_is_no_administrator_any_more_is_not_taken_over(
    session: Session, working: Working, jobs: JobContext
) -> None:
    root = make_account(session, "Root", "admin")
    sent = make_import(session, root)
    with working(root) as work:
        commands.start_import(work, sent.id)
    root.site_roles.clear()
    session.commit()

    do_work(session, jobs)

    assert (sent.state, sent.remarks) == ("CHECKED", ["Only administrators bring people in by a file."])
    assert len(people(session)) == 1


def test_import_by_anybody_else_twice_or_after_a_drop_is_refused(session: Session, working: Working) -> None:
    root, ada = make_account(session, "Root", "admin"), make_account(session, "Ada", "host")
    sent = make_import(session, root)

    with pytest.raises(Denied), working(ada) as work:
        commands.start_import(work, sent.id)
    with working(root) as work:
        commands.drop_import(work, sent.id)
    with pytest.raises(Conflict), working(root) as work:
        commands.start_import(work, sent.id)

    assert session.scalars(select(ImportLine)).all() == []


def test_imports_are_forgotten_after_their_time(session: Session, working: Working) -> None:
    root = make_account(session, "Root", "admin")
    make_import(session, root, asked_at=NOON - timedelta(days=31))
    kept = make_import(session, root)

    with working(system("forget")) as work:
        commands.forget_imports(work, NOON - timedelta(days=30))

    assert session.scalars(select(PeopleImport.id)).all() == [kept.id]
