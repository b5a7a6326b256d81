"""Coming in and going: password, links, sessions, and what people who should not come in try."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import hash_password
from tests.browsing import Browser
from tests.factories import make_account

PASSWORD = "three quiet meters"
Browsers = Callable[..., Browser]


def test_sign_in_with_the_right_password_leads_home(browser: Browsers, session: Session) -> None:
    make_account(session, "Ada", email="ada@example.org", password_hash=hash_password(PASSWORD))
    opened = browser(None)

    answer = opened.post("/sign-in", email=" ADA@example.org ", password=PASSWORD)

    assert (answer.status_code, answer.location) == (302, "/")
    assert "Waiting for you" in opened.get("/").text
