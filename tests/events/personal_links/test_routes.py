"""Personal links: a judge comes in with one press, and nobody else, nor twice, nor for oneself."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.core.mail import Mail
from hackathon.events.personal_links.models import PersonalLink
from hackathon.events.setup.models import Event, EventRoleGrant
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account, make_event
from tests.factories.links import make_personal_link

Browsers = Callable[..., Browser]
Install = Callable[..., Flask]
TOKEN = "the secret of the link"
TYPED: dict[str, object] = {"display_name": "Jo Judge", "email": "Jo@Elsewhere.example", "role": "judge"}
ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/invited/[\w-]+)")


@pytest.fixture
def organizer(session: Session) -> Account:
    return make_account(session, "Olga", email="olga@example.org")


@pytest.fixture
def event(session: Session, organizer: Account) -> Event:
    return make_event(session, "registration", organizer=organizer)


def held(session: Session, event: Event) -> set[tuple[str, str, int | None]]:
    """List who was given which role at an event by whom, its first organizer left out."""
    rows = session.execute(
        select(Account.display_name, EventRoleGrant.role, EventRoleGrant.given_by)
        .join(Account, Account.id == EventRoleGrant.account_id)
        .where(EventRoleGrant.event_id == event.id, EventRoleGrant.role != "organizer")
    )
    return {(row[0], row[1], row[2]) for row in rows}


def last_fact(session: Session) -> str:
    return session.scalars(select(FactRow.kind).order_by(FactRow.id.desc())).first() or ""


def test_personal_link_without_mail_is_shown_once_and_lets_its_judge_in(
    browser: Browsers, session: Session, event: Event, organizer: Account
) -> None:
    desk, phone = browser(organizer), browser()

    made = desk.post(f"/events/{event.slug}/personal-links", TYPED)
    path = ADDRESS.findall(made.text)[0]
    shown = phone.get(path)
    entered = phone.post(path)

    assert "Olga asks you, Jo Judge, to take part as: Judge." in shown.text
    assert (entered.location, phone.get(f"/events/{event.slug}").status_code) == (f"/events/{event.slug}", 200)
    assert held(session, event) == {("Jo Judge", "judge", organizer.id)}
    assert ADDRESS.findall(desk.get(f"/events/{event.slug}/personal-links").text) == []
    assert (browser().post(path).status_code, last_fact(session)) == (409, "events.personal_links.refused")


def test_personal_link_with_a_mail_server_is_mailed_and_not_shown(
    install: Install, session: Session, event: Event, organizer: Account
) -> None:
    app = install(smtp_url="smtp://127.0.0.1:25")

    answer = Browser(app, organizer).post(f"/events/{event.slug}/personal-links", TYPED)

    mail = session.scalars(select(Mail)).one()
    path = ADDRESS.findall(mail.text(reveal=True))[0]
    assert (answer.status_code, mail.to) == (302, "jo@elsewhere.example")
    assert Browser(app).post(path).location == f"/events/{event.slug}"
    assert held(session, event) == {("Jo Judge", "judge", organizer.id)}


def test_personal_link_for_somebody_with_an_account_gives_the_role_and_no_link(
    browser: Browsers, session: Session, event: Event, organizer: Account
) -> None:
    make_account(session, "Jo", email="jo@elsewhere.example")

    answer = browser(organizer).post(f"/events/{event.slug}/personal-links", TYPED)

    assert (answer.status_code, held(session, event)) == (302, {("Jo", "judge", organizer.id)})
    assert session.scalars(select(PersonalLink)).all() == []


@pytest.mark.parametrize("role", ["organizer", "host", ""])
def test_personal_link_for_another_role_is_refused(
    browser: Browsers, session: Session, event: Event, organizer: Account, role: str
) -> None:
    answer = browser(organizer).post(f"/events/{event.slug}/personal-links", TYPED | {"role": role})

    assert (answer.status_code, session.scalars(select(PersonalLink)).all()) == (422, [])


def test_personal_link_for_oneself_is_refused(
    browser: Browsers, session: Session, event: Event, organizer: Account
) -> None:
    own = TYPED | {"email": organizer.email}
    made = browser(organizer).post(f"/events/{event.slug}/personal-links", own)
    make_personal_link(session, event, organizer, TOKEN)
    used = browser(organizer).post(f"/invited/{TOKEN}")

    assert (made.status_code, used.status_code, held(session, event)) == (403, 409, set())


@pytest.mark.parametrize("who", ["a stranger", "its owner", "somebody else"])
def test_personal_link_never_opens_an_account_that_is_there(
    browser: Browsers, session: Session, event: Event, organizer: Account, who: str
) -> None:
    make_personal_link(session, event, organizer, TOKEN, email="boss@example.org")
    boss = make_account(session, "The Boss", "admin", email="boss@example.org")
    opened = browser({"its owner": boss, "somebody else": make_account(session)}.get(who))

    answer = opened.post(f"/invited/{TOKEN}")

    may = who == "its owner"
    assert (answer.status_code, held(session, event)) == (
        302 if may else 409,
        {("The Boss", "judge", organizer.id)} if may else set(),
    )


@pytest.mark.parametrize("why", ["expired", "revoked", "its maker organizes no more"])
def test_personal_link_that_does_not_work_lets_nobody_in(
    browser: Browsers, session: Session, event: Event, organizer: Account, why: str
) -> None:
    expires_at = NOON if why == "expired" else NOON + timedelta(days=1)
    link = make_personal_link(session, event, organizer, TOKEN, expires_at=expires_at, email="jo@elsewhere.example")
    if why == "revoked":
        browser(organizer).post(f"/events/{event.slug}/personal-links/{link.id}/revoke")
    if why == "its maker organizes no more":
        session.delete(session.get_one(EventRoleGrant, (event.id, organizer.id, "organizer")))
        session.commit()

    answer = browser().post(f"/invited/{TOKEN}")

    accounts = session.scalars(select(Account.email).where(Account.email == "jo@elsewhere.example")).all()
    assert (answer.status_code in {403, 409}, held(session, event), list(accounts)) == (True, set(), [])


def test_personal_links_of_another_event_are_nobody_elses_to_withdraw(
    browser: Browsers, session: Session, event: Event, organizer: Account
) -> None:
    eve = make_account(session, "Eve")
    other, link = make_event(session, organizer=eve), make_personal_link(session, event, organizer)

    answers = [
        browser(eve).post(f"/events/{slug}/personal-links/{link.id}/revoke").status_code
        for slug in (event.slug, other.slug)
    ]

    session.expire_all()
    assert (answers, link.revoked_at) == ([403, 404], None)
