"""The pages about personal data: what is kept, one's own copy, and erasing."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy.orm import Session

from hackathon.core.jobs import JobContext
from hackathon.core.privacy import declared
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.accounts.rules import hash_again
from hackathon.people.privacy import jobs as privacy_jobs
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account
from tests.queries import QueryCounter

Browsers = Callable[[Account | None], Browser]
PASSWORD = "correct horse battery"


def test_page_tells_strangers_of_every_table(browser: Browsers, queries: QueryCounter) -> None:
    with queries() as asked:
        page = browser(None).get("/privacy").text

    assert [table.name for table, _told in declared() if f"<code>{table.name}</code>" not in page] == []
    assert len(asked) == 0


def test_copy_is_offered_when_ready_and_to_its_owner_alone(
    session: Session, browser: Browsers, jobs: JobContext, clock: StandingClock
) -> None:
    jo = browser(owner := make_account(session, "Jo"))
    asked = jo.post("/people/me/data")
    waiting = jo.get("/people/me/data").text
    privacy_jobs.export(jobs, owner.id)
    session.commit()

    (path,) = set(_downloads(browser(owner).get("/people/me/data").text))

    admin = browser(make_account(session, "Admin", "admin"))
    assert (asked.status_code, "being put together" in waiting, list(_downloads(waiting))) == (302, True, [])
    assert [reader.get(path).status_code for reader in (jo, admin, browser(None))] == [200, 404, 302]
    clock.advance(days=7)
    assert list(_downloads(jo.get("/people/me/data").text)) == []


def test_erasing_oneself_asks_for_the_password_and_ends_the_session(session: Session, browser: Browsers) -> None:
    account = make_account(session, "Jo", password_hash=hash_again(PASSWORD))
    jo = browser(account)

    wrong = jo.post("/people/me/erase", confirmation=account.email, password="something else entirely")
    right = jo.post("/people/me/erase", confirmation=account.email, password=PASSWORD)

    session.expire_all()
    assert (wrong.status_code, "This is not your present password." in wrong.text) == (422, True)
    assert (right.location, account.state) == ("/sign-in", AccountState.ERASED)
    assert jo.get("/people/me").status_code == 302


def test_who_has_no_password_must_have_signed_in_a_moment_ago(app: Flask, session: Session, browser: Browsers) -> None:
    account = make_account(session)
    stale, fresh = browser(account), browser(account)
    with fresh.client.session_transaction() as cookie:
        cookie["since"] = int(app.extensions["clock"]().timestamp())

    answers = [reader.post("/people/me/erase", confirmation=account.email) for reader in (stale, fresh)]

    session.expire_all()
    assert [answer.status_code for answer in answers] == [422, 302]
    assert "Sign out and in again first" in answers[0].text
    assert account.state == AccountState.ERASED


def test_administrator_erases_at_somebodys_word_and_their_name_is_gone(session: Session, browser: Browsers) -> None:
    jo = make_account(session, "Jo Unusual")
    admin = browser(make_account(session, "Admin", "admin", password_hash=hash_again(PASSWORD)))
    path = f"/admin/accounts/{jo.id}"

    preview = admin.get(f"{path}/erase").text
    done = admin.post(f"{path}/erase", confirmation=jo.email, password=PASSWORD)

    assert ("Jo Unusual" in preview, done.location) == (True, "/admin")
    page = admin.get(path)
    assert (page.status_code, "Jo Unusual" in page.text, "somebody or something no longer here" in page.text) == (
        200,
        False,
        True,
    )
    assert admin.post(f"{path}/reactivate").status_code == 403
    assert admin.get(f"{path}/erase").status_code == 403


def test_preview_costs_the_same_however_much_there_is(
    session: Session, browser: Browsers, queries: QueryCounter
) -> None:
    reader = browser(make_account(session))
    reader.get("/people/me/erase")

    with queries() as asked:
        reader.get("/people/me/erase")

    assert len(asked) <= 12


def _downloads(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('href="') if part.startswith("/files/")]
