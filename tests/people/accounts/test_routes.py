"""Coming in and going: password, links, sessions, and what people who should not come in try."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.core.mail import Mail
from hackathon.people.accounts.models import SignInLink
from hackathon.people.accounts.rules import hash_password
from tests.browsing import Browser
from tests.clocks import StandingClock
from tests.factories import make_account

PASSWORD = "three quiet meters"
KEPT = hash_password(PASSWORD)
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
LINK = re.compile(r"/sign-in/link/[\w-]+")
Browsers = Callable[..., Browser]
Install = Callable[..., Flask]


def is_in(browser: Browser) -> bool:
    return browser.get("/inbox").status_code == 200


def posted(client: FlaskClient, path: str, page: str = "", **fields: str) -> int:
    """Send a form with the token that the page carries, as a browser does."""
    token = TOKEN.findall(client.get(page or path).text)[0]
    return client.post(path, data={"csrf_token": token, **fields}).status_code


def until_429(attempt: Callable[[int], int], *, most: int) -> list[int]:
    """Try until refused. The limiter's windows follow the wall clock: twice the limit and one always reach it."""
    answers: list[int] = []
    while 429 not in answers and len(answers) < most:
        answers.append(attempt(len(answers)))
    return answers


def test_sign_in_with_the_right_password_leads_home(browser: Browsers, session: Session) -> None:
    make_account(session, "Ada", email="ada@example.org", password_hash=KEPT)
    opened = browser()

    answer = opened.post("/sign-in", email=" ADA@example.org ", password=PASSWORD)

    assert (answer.status_code, answer.location) == (302, "/")
    assert is_in(opened)


@pytest.mark.parametrize(
    ("email", "password"),
    [("ada@example.org", "a wrong one"), ("nobody@example.org", PASSWORD), ("gone@example.org", PASSWORD)],
)
def test_sign_in_that_is_wrong_says_the_same_whoever_was_meant(
    browser: Browsers, session: Session, email: str, password: str
) -> None:
    make_account(session, "Ada", email="ada@example.org", password_hash=KEPT)
    make_account(session, "Gone", email="gone@example.org", password_hash=KEPT, state="DEACTIVATED")
    opened = browser()

    answer = opened.post("/sign-in", email=email, password=password)

    assert answer.status_code == 422
    assert "Address and password do not belong together." in answer.text
    assert f'value="{email}"' in answer.text
    assert password not in answer.text
    assert not is_in(opened)


def test_sign_in_leads_on_to_where_the_person_wanted_to_go(browser: Browsers, session: Session) -> None:
    make_account(session, email="ada@example.org", password_hash=KEPT)
    opened = browser()

    asked = opened.get("/people?q=jo")
    answer = opened.post(asked.location, email="ada@example.org", password=PASSWORD)

    assert answer.location == "/people?q=jo"


@pytest.mark.parametrize("target", ["https://evil.example", "//evil.example", "/%5Cevil.example", "/%09/evil.example"])
def test_sign_in_never_leads_to_another_site(browser: Browsers, session: Session, target: str) -> None:
    make_account(session, email="ada@example.org", password_hash=KEPT)

    answer = browser().post(f"/sign-in?next={target}", email="ada@example.org", password=PASSWORD)

    assert answer.location == "/"


def test_sign_in_by_get_neither_signs_in_nor_records(browser: Browsers, session: Session) -> None:
    make_account(session, email="ada@example.org", password_hash=KEPT)
    opened = browser()

    opened.get(f"/sign-in?email=ada@example.org&password={PASSWORD}")

    assert not is_in(opened)
    assert session.scalars(select(FactRow)).all() == []


def test_sign_in_leaves_nothing_of_the_session_before(browser: Browsers, session: Session) -> None:
    make_account(session, email="ada@example.org", password_hash=KEPT)
    opened = browser()
    with opened.client.session_transaction() as cookie:
        planted = cookie["csrf"]
        cookie["planted"] = "by somebody else"

    opened.post("/sign-in", email="ada@example.org", password=PASSWORD)

    with opened.client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie.get("csrf") != planted


def test_sign_in_as_somebody_else_replaces_the_first(browser: Browsers, session: Session) -> None:
    make_account(session, "Ada", email="ada@example.org", password_hash=KEPT)
    opened = browser(make_account(session, "Jo"))

    opened.post("/sign-in", email="ada@example.org", password=PASSWORD)

    assert "Account of Ada" in opened.get("/inbox").text


def test_guessing_one_password_ends_with_429_from_whatever_address(install: Install, session: Session) -> None:
    make_account(session, email="ada@example.org", password_hash=KEPT)
    make_account(session, email="jo@example.org", password_hash=KEPT)
    guesser = Browser(install(rate_limits=True))

    def tried(address: str, email: str, password: str) -> int:
        sent = {"csrf_token": guesser.token(), "email": email, "password": password}
        return guesser.client.post("/sign-in", data=sent, environ_overrides={"REMOTE_ADDR": address}).status_code

    answers = until_429(lambda number: tried(f"192.0.2.{number}", "ada@example.org", "a guess"), most=21)

    assert set(answers) == {422, 429}
    assert tried("192.0.2.99", " ADA@example.org", PASSWORD) == 429
    assert tried("192.0.2.99", "jo@example.org", PASSWORD) == 302


def test_guessing_links_from_one_address_ends_with_429(install: Install) -> None:
    guesser = Browser(install(rate_limits=True))

    answers = until_429(lambda number: guesser.post(f"/sign-in/link/{number}").status_code, most=61)

    assert set(answers) == {409, 429}


def test_right_passwords_are_not_counted(install: Install, session: Session) -> None:
    make_account(session, email="ada@example.org", password_hash=KEPT)
    app = install(rate_limits=True)

    answers = [Browser(app).post("/sign-in", email="ada@example.org", password=PASSWORD) for _time in range(11)]

    assert {answer.status_code for answer in answers} == {302}


def test_session_ends_with_deactivation(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    opened, admin = browser(jo), browser(make_account(session, "Ada", "admin"))
    assert is_in(opened)

    admin.post(f"/admin/accounts/{jo.id}/deactivate")

    assert not is_in(opened)


def test_session_of_before_a_reactivation_stays_ended(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    opened, admin = browser(jo), browser(make_account(session, "Ada", "admin"))

    admin.post(f"/admin/accounts/{jo.id}/deactivate")
    admin.post(f"/admin/accounts/{jo.id}/reactivate")

    assert not is_in(opened)


@pytest.mark.parametrize("key", ["", "1", "x.1", "1.x", "1.1.1", "99999999.1", "-1.1"])
def test_session_with_a_key_that_is_none_belongs_to_a_stranger(app: Flask, key: str) -> None:
    opened = Browser(app)
    with opened.client.session_transaction() as cookie:
        cookie["_user_id"] = key

    assert not is_in(opened)


def test_sign_out_ends_this_session_only(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    here, there = browser(jo), browser(jo)

    answer = here.post("/sign-out")

    assert (answer.status_code, is_in(here), is_in(there)) == (302, False, True)


def test_sign_out_everywhere_ends_every_session(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    here, there = browser(jo), browser(jo)

    here.post("/people/me/sign-out-everywhere")

    assert (is_in(here), is_in(there)) == (False, False)


def test_page_of_the_password_asks_for_the_present_one_without_calling_it_optional(
    browser: Browsers, session: Session
) -> None:
    page = browser(make_account(session, "Jo", password_hash=KEPT)).get("/people/me/sign-in").text

    assert ">Present password</label>" in page


def test_changing_the_password_keeps_this_session_and_ends_the_others(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo", password_hash=KEPT)
    here, there = browser(jo), browser(jo)

    answer = here.post("/people/me/sign-in", current=PASSWORD, password="another long password")

    assert (answer.status_code, is_in(here), is_in(there)) == (302, True, False)


@pytest.mark.parametrize(
    ("current", "password", "sentence"),
    [
        ("a guess", "another long password", "This is not your present password."),
        (PASSWORD, "short", "Use 12 characters or more"),
        (PASSWORD, "", "Fill this in."),
    ],
)
def test_changing_the_password_wrongly_says_what_is_wrong(
    browser: Browsers, session: Session, current: str, password: str, sentence: str
) -> None:
    jo = make_account(session, "Jo", password_hash=KEPT)

    answer = browser(jo).post("/people/me/sign-in", current=current, password=password)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert PASSWORD not in answer.text


def test_mailed_link_is_offered_only_with_a_mail_server(install: Install) -> None:
    without, with_server = install(), install(smtp_url="smtp://127.0.0.1:2525")

    pages = [Browser(app).get("/sign-in").text for app in (without, with_server)]

    assert ["Mail me a link" in page for page in pages] == [False, True]


def test_mailed_link_without_a_mail_server_says_so(browser: Browsers, session: Session) -> None:
    make_account(session, email="ada@example.org")

    asked, sent = browser().get("/sign-in/mail"), browser().post("/sign-in/mail", email="ada@example.org")

    assert "This installation sends no mail." in asked.text
    assert (sent.status_code, "This installation sends no mail." in sent.text) == (409, True)
    assert session.scalars(select(Mail)).all() == []


def test_mailed_link_answers_the_same_whoever_is_here(install: Install, session: Session) -> None:
    make_account(session, email="ada@example.org")
    app = install(smtp_url="smtp://127.0.0.1:2525")

    answers = [Browser(app).post("/sign-in/mail", email=email) for email in ("ada@example.org", "no@example.org")]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert TOKEN.sub("", answers[0].text) == TOKEN.sub("", answers[1].text)
    assert session.scalars(select(Mail.to)).all() == ["ada@example.org"]


def test_mailed_links_to_one_person_end_with_429_from_whatever_address(install: Install, session: Session) -> None:
    make_account(session, email="ada@example.org")
    app = install(smtp_url="smtp://127.0.0.1:2525", rate_limits=True)

    def asked(number: int) -> int:
        browser = Browser(app)
        sent = {"csrf_token": browser.token(), "email": "ada@example.org"}
        over = {"REMOTE_ADDR": f"192.0.2.{number}"}
        return browser.client.post("/sign-in/mail", data=sent, environ_overrides=over).status_code

    answers = until_429(asked, most=11)

    assert set(answers) == {200, 429}


def test_mailed_link_opens_a_page_whose_button_signs_in_once(install: Install, session: Session) -> None:
    make_account(session, "Ada", email="ada@example.org", password_hash=KEPT)
    app = install(smtp_url="smtp://127.0.0.1:2525", public_url="https://hub.example.org")
    Browser(app).post("/sign-in/mail", email="ada@example.org")
    mail = session.scalars(select(Mail)).one()
    path = LINK.findall(mail.text(reveal=True))[0]
    scanner, ada, thief = app.test_client(), app.test_client(), app.test_client()

    scanned = [scanner.get(path).status_code, scanner.head(path).status_code]
    used = [posted(ada, path), posted(thief, path)]

    assert scanned == [200, 200]
    assert used == [302, 409]
    assert [client.get("/inbox").status_code for client in (scanner, ada, thief)] == [302, 200, 302]


def test_one_time_link_is_shown_once_and_leads_to_choosing_a_password(
    app: Flask, browser: Browsers, session: Session
) -> None:
    admin, jo = make_account(session, "Ada", "admin"), make_account(session, "Jo", password_hash=KEPT)
    administering = browser(admin)

    shown = administering.post(f"/admin/accounts/{jo.id}/link")
    path = LINK.findall(shown.text)[0]
    client = app.test_client()
    token = TOKEN.findall(client.get(path).text)[0]
    used = client.post(path, data={"csrf_token": token})

    assert (used.status_code, used.location) == (302, "/people/me/sign-in")
    assert "Choose a password" in client.get(used.location).text
    assert LINK.findall(administering.get(f"/admin/accounts/{jo.id}").text) == []


def test_one_time_link_after_its_time_is_refused_with_what_to_do(
    app: Flask, browser: Browsers, session: Session, clock: StandingClock
) -> None:
    admin, jo = make_account(session, "Ada", "admin"), make_account(session, "Jo")
    path = LINK.findall(browser(admin).post(f"/admin/accounts/{jo.id}/link").text)[0]
    clock.advance(hours=24)

    answer = browser().post(path)

    assert (answer.status_code, "Ask for a new one." in answer.text) == (409, True)


def test_one_time_link_after_deactivation_is_refused(browser: Browsers, session: Session) -> None:
    jo, admin = make_account(session, "Jo"), browser(make_account(session, "Ada", "admin"))
    path = LINK.findall(admin.post(f"/admin/accounts/{jo.id}/link").text)[0]
    admin.post(f"/admin/accounts/{jo.id}/deactivate")
    opened = browser()

    answer = opened.post(path)

    assert (answer.status_code, is_in(opened)) == (409, False)


def test_one_time_link_for_somebody_who_decides_is_refused(browser: Browsers, session: Session) -> None:
    admin, steward = make_account(session, "Ada", "admin"), make_account(session, "Sten", "steward")

    answer = browser(admin).post(f"/admin/accounts/{steward.id}/link")

    assert (answer.status_code, LINK.findall(answer.text)) == (403, [])
    assert session.scalars(select(SignInLink)).all() == []


def test_account_of_the_session_is_loaded_fresh_on_every_request(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    opened = browser(jo)
    assert "Administration" not in opened.get("/inbox").text

    browser(make_account(session, "Ada", "admin")).post(f"/admin/accounts/{jo.id}/roles/admin/give")

    assert "Administration" in opened.get("/inbox").text
