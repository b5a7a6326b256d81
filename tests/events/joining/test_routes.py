"""Joining by a link, from the poster to the event's page: without mail, with mail, and what does not work."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hackathon.core.facts import FactRow
from hackathon.core.mail import Mail
from hackathon.events.joining.models import JoinLink, Newcomer
from hackathon.events.registration.models import Registration
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.people.organization.models import Organization
from hackathon.people.profiles.models import Profile
from tests.browsing import Browser
from tests.clocks import NOON, StandingClock
from tests.factories import make_account, make_event, make_registration
from tests.factories.links import make_join_link, make_newcomer
from tests.factories.saving import saved
from tests.queries import QueryCounter

Browsers = Callable[..., Browser]
Install = Callable[..., Flask]
TOKEN = "the secret of the link"
TYPED: dict[str, object] = {
    "display_name": "Grace  Hopper",
    "email": " Grace@Example.org",
    "craft": "data_engineer",
    "skills": "COBOL, SQL",
}
CSRF = re.compile(r'name="csrf_token" value="([^"]+)"')
PROOF = re.compile(r"/join/proof/[\w-]+")
ADDRESS = re.compile(r"http://127\.0\.0\.1:8000(/join/[\w-]+)")


@pytest.fixture
def organizer(session: Session) -> Account:
    saved(session, Organization(name="Meridian", mail_domains=["example.org"], since=NOON))
    return make_account(session, "Olga Organizer")


@pytest.fixture
def event(session: Session, organizer: Account) -> Event:
    return make_event(session, "registration", organizer=organizer, name="Meter Days")


@pytest.fixture
def link(session: Session, event: Event, organizer: Account) -> JoinLink:
    return make_join_link(session, event, organizer, TOKEN)


def sent(browser: Browser, path: str, **typed: object) -> TestResponse:
    """Send a form with the token of its page, as a browser does whose session began anew in between."""
    token = CSRF.findall(browser.get(path).text)[0]
    return browser.client.post(path, data={"csrf_token": token, **typed})


def kinds(session: Session) -> list[str]:
    session.expire_all()
    return [row.kind.removeprefix("events.") for row in session.scalars(select(FactRow).order_by(FactRow.id))]


def came(session: Session) -> list[tuple[str, str, str, str, list[str]]]:
    """List who has a registration, and with what."""
    rows = session.execute(
        select(Account.email, Account.state, Registration.state, Profile.craft, Registration.skills)
        .join(Registration, Registration.account_id == Account.id)
        .join(Profile, Profile.account_id == Account.id)
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def test_join_without_mail_leads_from_the_organizers_link_to_the_events_page(
    browser: Browsers, session: Session, organizer: Account, event: Event
) -> None:
    desk, phone = browser(organizer), browser()
    made = desk.post(f"/events/{event.slug}/joining", places="60", expires_at="2026-12-01T12:00")
    path = ADDRESS.findall(made.text)[0]
    assert "<svg" in made.text
    assert "Meter Days" in phone.get(path).text

    asked = phone.post(path, TYPED)
    assert (asked.location, "Almost in, Grace" in phone.get("/waiting").text) == ("/waiting", True)
    assert [phone.get(other).location for other in ("/", "/events", "/people")] == ["/waiting"] * 3
    newcomer = session.scalars(select(Newcomer)).one()
    assert newcomer.account_id is None
    desk.post(f"/events/{event.slug}/joining/newcomers/{newcomer.id}/admit")
    entered = sent(phone, "/waiting")

    assert entered.location == f"/events/{event.slug}"
    assert phone.get(f"/events/{event.slug}").status_code == 200
    assert came(session) == [("grace@example.org", "ACTIVE", "ADMITTED", "data_engineer", ["COBOL", "SQL"])]
    assert kinds(session) == [
        "joining.link_made",
        "joining.asked",
        "people.accounts.created",
        "registration.admitted",
        "joining.admitted",
        "people.accounts.signed_in",
    ]
    assert (phone.get("/waiting").location, phone.get("/inbox").status_code) == ("/", 200)


def test_join_with_mail_proves_the_address_with_the_mailed_link_once(
    install: Install, session: Session, link: JoinLink
) -> None:
    app = install(smtp_url="smtp://127.0.0.1:25")
    phone, laptop = Browser(app), Browser(app)

    phone.post(f"/join/{TOKEN}", TYPED)
    waiting = phone.get("/waiting").text
    mail = session.scalars(select(Mail)).one()
    proof = PROOF.findall(mail.text(reveal=True))[0]
    shown = laptop.get(proof)
    entered = laptop.post(proof)
    again = Browser(app).post(proof)

    assert "We mailed a link to grace@example.org" in waiting
    assert (mail.to, shown.status_code, entered.location) == ("grace@example.org", 200, "/events/" + slug_of(session))
    assert laptop.get("/inbox").status_code == 200
    # Whoever typed the address is not let in by the proof of whoever reads its mails.
    assert [phone.get(path).location for path in ("/waiting", "/")] == ["/", "/sign-in"]
    assert (again.status_code, kinds(session)[-1]) == (409, "joining.refused")
    assert [row[0] for row in came(session)] == ["grace@example.org"]


def slug_of(session: Session) -> str:
    return session.scalars(select(Event.slug)).one()


def test_join_signed_in_registers_with_one_press_as_the_profile_says(
    browser: Browsers, session: Session, link: JoinLink
) -> None:
    ada = make_account(session, "Ada", profile={"craft": "designer", "skills": ["maps"]})
    opened = browser(ada)
    assert "You are signed in as Ada." in opened.get(f"/join/{TOKEN}").text

    answers = [opened.post(f"/join/{TOKEN}/register").location for _press in range(2)]

    assert answers == [f"/events/{slug_of(session)}"] * 2
    assert came(session) == [(ada.email, "ACTIVE", "ADMITTED", "designer", ["maps"])]


@pytest.mark.parametrize("mails", [False, True])
def test_join_with_an_address_that_has_an_account_says_the_same_and_opens_nothing(
    install: Install, session: Session, event: Event, organizer: Account, link: JoinLink, *, mails: bool
) -> None:
    app = install(smtp_url="smtp://127.0.0.1:25" if mails else None)
    make_account(session, "The Boss", "admin", email="boss@example.org")
    known, unknown = Browser(app), Browser(app)

    pages = []
    for opened, email in ((known, "boss@example.org"), (unknown, "nobody@example.org")):
        assert opened.post(f"/join/{TOKEN}", TYPED | {"email": email}).location == "/waiting"
        pages.append(re.sub(r'value="[^"]*"|>[A-Z2-7]{4}<', "", opened.get("/waiting").text.replace(email, "")))

    boss = session.scalars(select(Newcomer.id).where(Newcomer.email == "boss@example.org")).one()
    admitted = Browser(app, organizer).post(f"/events/{event.slug}/joining/newcomers/{boss}/admit")
    assert pages[0] == pages[1]
    assert (admitted.status_code, known.get("/inbox").status_code) == (409, 302)


def test_join_with_an_account_where_mailed_links_are_off_leads_to_the_ways_in_that_are_left(
    install: Install, session: Session, link: JoinLink
) -> None:
    app = install(smtp_url="smtp://127.0.0.1:25", mailed_links=False)
    grace = make_account(session, "Grace", email="grace@example.org")
    Browser(app).post(f"/join/{TOKEN}", TYPED)
    mail = session.scalars(select(Mail)).one()
    laptop = Browser(app)

    refused = laptop.post(PROOF.findall(mail.text(reveal=True))[0])

    assert (refused.status_code, "Sign in as the sign-in page offers" in refused.text) == (409, True)
    assert (laptop.get("/inbox").status_code, came(session)) == (302, [])
    assert kinds(session)[-1] == "joining.refused"
    assert session.scalars(select(Registration).where(Registration.account_id == grace.id)).all() == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": "eve@elsewhere.example"}, "this link is for addresses at example.org"),
        ({"email": "eve@sub.example.org"}, "this link is for addresses at example.org"),
        ({"email": "no address"}, "This is not an e-mail address."),
        ({"display_name": "  "}, "Fill this in."),
        ({"skills": "a, b, c, d"}, "Name up to 3"),
        ({"craft": "astronaut"}, "Not a valid choice"),
    ],
)
def test_join_with_something_unsound_keeps_the_form_and_asks_nothing(
    browser: Browsers, session: Session, link: JoinLink, typed: dict[str, object], sentence: str
) -> None:
    answer = browser().post(f"/join/{TOKEN}", TYPED | typed)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert session.scalars(select(Newcomer)).all() == []


@pytest.mark.parametrize("why", ["revoked", "expired", "full", "registration is over"])
def test_join_by_a_link_that_does_not_work_is_refused_and_recorded(
    browser: Browsers, session: Session, event: Event, organizer: Account, clock: StandingClock, why: str
) -> None:
    changes: dict[str, dict[str, object]] = {"full": {"places": 1}, "expired": {"expires_at": NOON}}
    link = make_join_link(session, event, organizer, TOKEN, **changes.get(why, {}))
    make_newcomer(session, link)
    if why == "revoked":
        browser(organizer).post(f"/events/{event.slug}/joining/links/{link.id}/revoke")
    if why == "registration is over":
        clock.at = NOON + timedelta(days=2)

    answer = browser().post(f"/join/{TOKEN}", TYPED)

    assert (answer.status_code, kinds(session)[-1]) == (409, "joining.refused")
    assert len(session.scalars(select(Newcomer)).all()) == 1


def test_join_by_an_unknown_link_says_that_there_is_none(browser: Browsers) -> None:
    assert [browser().get("/join/guessed").status_code, browser().get("/join/proof/guessed").status_code] == [404, 404]


def test_newcomer_who_is_declined_reads_so_and_stays_out(
    browser: Browsers, session: Session, event: Event, organizer: Account, link: JoinLink
) -> None:
    phone = browser()
    phone.post(f"/join/{TOKEN}", TYPED)
    newcomer = session.scalars(select(Newcomer)).one()

    browser(organizer).post(f"/events/{event.slug}/joining/newcomers/{newcomer.id}/decline")

    assert "Not this time" in phone.get("/waiting").text
    assert phone.get("/inbox").location == "/waiting"


def test_newcomers_of_another_event_are_nobody_elses_to_admit(
    browser: Browsers, session: Session, event: Event, link: JoinLink
) -> None:
    other = make_event(session, "registration", organizer=(eve := make_account(session, "Eve")))
    newcomer = make_newcomer(session, link)

    answers = [
        browser(eve).post(f"/events/{slug}/joining/newcomers/{newcomer.id}/admit").status_code
        for slug in (event.slug, other.slug)
    ]

    assert answers == [403, 404]
    assert came(session) == []


def test_admit_everybody_lets_in_who_has_no_account_yet(
    browser: Browsers, session: Session, event: Event, organizer: Account, link: JoinLink
) -> None:
    waiting = [make_newcomer(session, link) for _number in range(3)]
    make_account(session, email="taken@example.org")
    make_newcomer(session, link, email="taken@example.org")
    make_registration(session, event, make_account(session))

    answer = browser(organizer).post(f"/events/{event.slug}/joining/newcomers/admit")

    assert answer.status_code == 302
    assert sorted(row[0] for row in came(session) if row[3] == "designer") == sorted(each.email for each in waiting)


def test_join_links_page_asks_as_often_for_many_as_for_one(
    browser: Browsers, session: Session, event: Event, organizer: Account, link: JoinLink, queries: QueryCounter
) -> None:
    make_newcomer(session, link)
    opened, counts = browser(organizer), []

    for _round in range(2):
        with queries() as asked:
            opened.get(f"/events/{event.slug}/joining")
        counts.append(len(asked))
        for _number in range(30):
            make_newcomer(session, make_join_link(session, event, organizer))

    assert counts[0] == counts[1] <= 6


def test_join_by_too_many_at_once_from_one_address_is_slowed_down(install: Install, link: JoinLink) -> None:
    opened = Browser(install(rate_limits=True))

    answers = [sent(opened, f"/join/{TOKEN}", **TYPED).status_code for _try in range(11)]

    assert set(answers) == {302, 429}
