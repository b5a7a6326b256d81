"""Attacks on single sign-on: each is refused, recorded without personal text, and lets nobody in."""

from typing import Any

import pytest
from sqlalchemy import func, select

from hackathon.people.accounts.models import Account
from tests.clocks import StandingClock
from tests.people.single_sign_on.conftest import ADA, Door

pytestmark = pytest.mark.parametrize("database_name", ["sqlite"], indirect=True, scope="session")
REFUSED = "single_sign_on.refused"
SECOND = 1


def refusals(door: Door) -> list[str]:
    return [payload for kind, payload in door.happened() if kind == REFUSED]


def accounts(door: Door) -> int | None:
    return door.session.scalar(select(func.count()).select_from(Account))


@pytest.mark.parametrize(
    ("lies", "why"),
    [
        ({"iss": "https://elsewhere.example"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"aud": "another-client"}, "audience"),
        ({"aud": ["hub", "another-client"]}, "audience"),
        ({"aud": ["hub", "another-client"], "azp": "another-client"}, "audience"),
        ({"azp": "another-client"}, "audience"),
        ({"nonce": "of another sign-in"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"exp": 1_700_000_000}, "expired"),
        ({"exp": None}, "unsound"),
        ({"iat": 1_700_000_000}, "moment"),
        ({"iat": 2_700_000_000}, "moment"),
        ({"iat": None}, "moment"),
        ({"nbf": 2_700_000_000}, "unsound"),
        ({"at_hash": "of another token"}, "unsound"),
        ({"sub": ""}, "subject"),
    ],
)
def test_sign_in_with_a_lying_token_is_refused_and_recorded(door: Door, lies: dict[str, Any], why: str) -> None:
    door.pretender.lies = lies
    browser = door.open()

    answer = door.enter(browser, **ADA)

    assert (answer.status_code, accounts(door)) == (403, 0)
    assert refusals(door) == [f'{{"provider":"acme","subject_id":0,"why":"{why}"}}']
    assert browser.get("/inbox").location == "/sign-in?next=/inbox"


@pytest.mark.parametrize(("algorithm", "why"), [("none", "algorithm"), ("HS256", "algorithm"), ("broken", "signature")])
def test_sign_in_with_a_token_that_the_provider_did_not_sign_is_refused(door: Door, algorithm: str, why: str) -> None:
    door.pretender.algorithm = algorithm

    answer = door.enter(door.open(), **ADA)

    assert (answer.status_code, accounts(door)) == (403, 0)
    assert refusals(door) == [f'{{"provider":"acme","subject_id":0,"why":"{why}"}}']


def test_answer_brought_twice_with_a_copy_of_the_cookies_is_refused_the_second_time(door: Door) -> None:
    browser, thief = door.open(), door.open()
    answer = door.pretender.vouch(door.leave(browser), **ADA)
    with browser.client.session_transaction() as own, thief.client.session_transaction() as copied:
        copied.update(own)

    first, second = door.come_back(browser, answer), door.come_back(thief, answer)

    assert (first.status_code, second.status_code) == (302, 403)
    assert refusals(door) == ['{"provider":"acme","subject_id":0,"why":"replay"}']
    assert thief.get("/inbox").location == "/sign-in?next=/inbox"


def test_answer_in_another_browser_or_again_in_the_same_is_refused(door: Door) -> None:
    browser, victim = door.open(), door.open()
    answer = door.pretender.vouch(door.leave(browser), **ADA)
    door.leave(victim)

    statuses = [door.come_back(who, answer).status_code for who in (victim, browser, browser)]

    assert statuses == [403, 302, 403]
    assert refusals(door) == ['{"provider":"acme","subject_id":0,"why":"state"}'] * 2


def test_answer_that_comes_late_or_never_was_asked_for_is_refused(door: Door, clock: StandingClock) -> None:
    browser = door.open()
    answer = door.pretender.vouch(door.leave(browser), **ADA)
    clock.advance(minutes=10, seconds=SECOND)

    late, stray = door.come_back(browser, answer), door.come_back(door.open(), {"state": "x", "code": "y"})

    assert (late.status_code, stray.status_code, accounts(door)) == (403, 403, 0)


def test_answer_of_another_issuer_or_with_a_used_code_or_a_no_is_refused(door: Door) -> None:
    browser, answers = door.open(), list[int]()
    for wrong in ({"iss": "https://elsewhere.example"}, {"code": "used"}, {"code": "", "error": "access_denied"}):
        answer = door.pretender.vouch(door.leave(browser), **ADA)
        answers.append(door.come_back(browser, answer | wrong).status_code)

    assert (answers, accounts(door)) == ([403, 403, 403], 0)
    assert [payload.split(":")[-1] for payload in refusals(door)] == ['"issuer"}', '"code"}', '"provider"}']


def test_more_about_somebody_else_than_the_token_is_refused(door: Door) -> None:
    door.pretender.userinfo = {"sub": "somebody-else", "email": "admin@meridian.example", "email_verified": True}

    answer = door.enter(door.open(), sub="ada-7")

    assert (answer.status_code, accounts(door)) == (403, 0)


def test_keys_after_a_rotation_are_read_again_once_a_minute_at_most(door: Door, clock: StandingClock) -> None:
    browser, pretender = door.open(), door.pretender
    assert door.enter(browser, **ADA).status_code == 302
    pretender.published, pretender.signs_with = ["first", "second"], "second"

    def come(seconds: int) -> int:
        pretender.now = int(clock.advance(seconds=seconds).timestamp())
        door.forget(browser)
        return door.enter(browser, **ADA).status_code

    answers = [come(30), come(31), come(1)]

    assert answers == [403, 302, 302]
    assert pretender.asked.count("/keys") == 2


def test_provider_that_is_away_is_said_so_and_left_in_peace_for_a_moment(door: Door, clock: StandingClock) -> None:
    browser = door.open()
    door.pretender.published = []

    statuses = [browser.get("/sign-in/with/acme").status_code for _time in range(3)]
    asked = door.pretender.asked.count("/keys")
    door.pretender.published = ["first"]
    clock.advance(seconds=11)

    assert (statuses, asked) == ([503, 503, 503], 1)
    assert browser.get("/sign-in/with/acme").status_code == 302
    assert browser.get("/sign-in/with/nobody").status_code == 404
