"""Site administration, as administrators see it and nobody else does."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.core.jobs import Job
from hackathon.core.mail import Mail
from hackathon.people.accounts.models import Account, AccountRole
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.saving import numbers, saved
from tests.queries import QueryCounter

Browsers = Callable[..., Browser]
PAGES = ("/admin", "/admin/accounts/new", "/admin/mail", "/admin/work", "/admin/activity")
SECRET = "a-secret-of-somebody-else"


def make_mail(session: Session, **values: object) -> Mail:
    return saved(
        session,
        Mail(
            **{
                "key": f"test:{next(numbers)}",
                "to": "jo@example.org",
                "subject": "Your sign-in link",
                "body": "Open /sign-in/link/{secret} now.",
                "secret": SECRET,
                "written_at": NOON,
            }
            | values
        ),
    )


def make_failed_job(session: Session) -> Job:
    return saved(
        session,
        Job(
            name="tests.job",
            subject_id=next(numbers),
            requested_at=NOON,
            run_after=NOON,
            error="it was not there",
            failed_at=NOON,
        ),
    )


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_for_administrators_only(browser: Browsers, session: Session, path: str) -> None:
    make_mail(session, to="leak@example.org")
    lookers = {
        "stranger": None,
        "participant": make_account(session, "Jo"),
        "steward": make_account(session, "Sten", "host", "steward", "product_owner", "sponsor", "auditor"),
        "admin": make_account(session, "Ada", "admin"),
    }

    answers = {name: browser(who).get(path) for name, who in lookers.items()}

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "stranger": 302,
        "participant": 403,
        "steward": 403,
        "admin": 200,
    }
    assert not any("leak@example.org" in answers[name].text for name in ("stranger", "participant", "steward"))


@pytest.mark.parametrize("action", ["link", "roles/admin/give", "roles/admin/take", "deactivate", "reactivate"])
def test_actions_on_accounts_by_others_change_nothing(browser: Browsers, session: Session, action: str) -> None:
    eve = make_account(session, "Eve", "host")

    answer = browser(eve).post(f"/admin/accounts/{eve.id}/{action}")

    assert answer.status_code == 403
    assert session.scalars(select(AccountRole.role).filter_by(account_id=eve.id)).all() == ["host"]
    assert session.scalars(select(FactRow)).all() == []


def test_accounts_are_found_by_name_and_address(browser: Browsers, session: Session) -> None:
    admin = make_account(session, "Ada", "admin", email="ada@example.org")
    make_account(session, "Jo March", "steward", email="jo@example.org")
    opened = browser(admin)

    pages = {words: opened.get(f"/admin?q={words}").text for words in ("march", "jo@example", "zzz")}

    found = {words: ("Jo March" in page, ">Ada</a>" in page) for words, page in pages.items()}
    assert found == {"march": (True, False), "jo@example": (True, False), "zzz": (False, False)}


def test_creating_an_account_leads_to_its_page(browser: Browsers, session: Session) -> None:
    opened = browser(make_account(session, "Ada", "admin"))

    answer = opened.post("/admin/accounts/new", email="New@example.org", display_name="New One")

    made = session.scalars(select(Account).where(Account.email == "new@example.org")).one()
    assert answer.location == f"/admin/accounts/{made.id}"
    assert "New One" in opened.get(answer.location).text


@pytest.mark.parametrize(
    ("email", "name", "status", "sentence"),
    [
        ("", "New One", 422, "Fill this in."),
        ("not an address", "New One", 422, "This is not an e-mail address."),
        ("jo@example.org", "New One", 409, "There is an account with this address already."),
        ("new@example.org", "", 422, "Fill this in."),
    ],
)
def test_creating_an_account_wrongly_says_why_and_keeps_what_was_typed(
    browser: Browsers, session: Session, email: str, name: str, status: int, sentence: str
) -> None:
    make_account(session, "Jo", email="jo@example.org")

    answer = browser(make_account(session, "Ada", "admin")).post("/admin/accounts/new", email=email, display_name=name)

    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert f'value="{email or name}"' in answer.text
    assert len(session.scalars(select(Account)).all()) == 2


def test_giving_and_taking_a_role_shows_on_the_account_and_in_the_record(browser: Browsers, session: Session) -> None:
    jo, opened = make_account(session, "Jo"), browser(make_account(session, "Ada", "admin"))

    opened.post(f"/admin/accounts/{jo.id}/roles/product_owner/give")
    given = opened.get(f"/admin/accounts/{jo.id}").text
    opened.post(f"/admin/accounts/{jo.id}/roles/product_owner/take")
    taken = opened.get(f"/admin/accounts/{jo.id}").text

    assert ("holds it" in given, "holds it" in taken) == (True, False)
    assert "took the role product_owner from" in opened.get("/admin/activity").text


def test_own_account_offers_no_role_to_oneself_and_says_why(browser: Browsers, session: Session) -> None:
    admin = make_account(session, "Ada", "admin")
    opened = browser(admin)

    page = opened.get(f"/admin/accounts/{admin.id}").text
    answer = opened.post(f"/admin/accounts/{admin.id}/roles/steward/give")

    assert "Nobody changes their own roles." in page
    assert f'action="/admin/accounts/{admin.id}/roles' not in page
    assert answer.status_code == 403
    assert session.scalars(select(AccountRole.role)).all() == ["admin"]


@pytest.mark.parametrize("path", ["/admin/accounts/999999", "/admin/mail/999999"])
def test_what_is_not_there_is_404(browser: Browsers, session: Session, path: str) -> None:
    assert browser(make_account(session, "Ada", "admin")).get(path).status_code == 404


def test_kept_mail_masks_its_secret(browser: Browsers, session: Session) -> None:
    mail = make_mail(session)

    answer = browser(make_account(session, "Ada", "admin")).get(f"/admin/mail/{mail.id}")

    assert ("Open /sign-in/link/••• now." in answer.text, SECRET in answer.text) == (True, False)


def test_kept_mail_reveals_its_secret_in_the_demo(install: Callable[..., Flask], session: Session) -> None:
    mail, admin = make_mail(session), make_account(session, "Ada", "admin")

    answer = Browser(install(demo=True), admin).get(f"/admin/mail/{mail.id}")

    assert f"Open /sign-in/link/{SECRET} now." in answer.text


def test_trying_a_job_again_empties_the_list(browser: Browsers, session: Session) -> None:
    opened, job = browser(make_account(session, "Ada", "admin")), make_failed_job(session)
    before = opened.get("/admin/work").text

    answer = opened.post(f"/admin/work/jobs/{job.id}/retry")
    after = opened.get(answer.location).text

    assert ("it was not there" in before, "it was not there" in after) == (True, False)
    assert opened.post(f"/admin/work/jobs/{job.id}/retry").status_code == 409


@pytest.mark.parametrize(("path", "expected"), [("/admin", 3), ("/admin/mail", 2), ("/admin/work", 4)])
def test_lists_ask_the_same_number_of_queries_for_one_row_and_three(
    browser: Browsers, session: Session, queries: QueryCounter, path: str, expected: int
) -> None:
    opened = browser(make_account(session, "Ada", "admin"))

    def more() -> None:
        make_account(session, "Jo", "steward")
        make_mail(session)
        make_failed_job(session)

    more()
    with queries() as for_one:
        opened.get(path)
    more()
    more()
    with queries() as for_three:
        opened.get(path)

    assert (len(for_one), len(for_three)) == (expected, expected)


def test_record_asks_the_same_number_of_queries_for_one_fact_and_three(
    browser: Browsers, session: Session, queries: QueryCounter
) -> None:
    opened = browser(make_account(session, "Ada", "admin"))
    jo = make_account(session, "Jo")

    def asked() -> int:
        with queries() as seen:
            opened.get("/admin/activity")
        return len(seen)

    opened.post(f"/admin/accounts/{jo.id}/roles/steward/give")
    for_one = asked()
    for role in ("host", "sponsor"):
        opened.post(f"/admin/accounts/{jo.id}/roles/{role}/give")

    assert (for_one, asked()) == (3, 3)
