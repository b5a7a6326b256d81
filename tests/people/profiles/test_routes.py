"""Pages about people."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.people.profiles.models import Profile
from tests.browsing import Browser
from tests.factories import make_account
from tests.queries import QueryCounter

Browsers = Callable[..., Browser]
_HIDDEN_VERSION = re.compile(r'name="version" type="hidden" value="([0-9]+)"')
TYPED: dict[str, object] = {
    "display_name": "Jo March",
    "unit": "Metering",
    "manager_email": "boss@example.org",
    "craft": "designer",
    "skills": "SQL, maps",
    "time_zone": "Europe/Berlin",
    "about": "I <b>like</b> **meters**.",
    "wants_mail": "y",
    "version": "1",
}


def test_edit_saves_what_was_typed_and_shows_it(browser: Browsers, session: Session) -> None:
    jo, boss = make_account(session, "Jo"), make_account(session, "Boss", email="boss@example.org")
    opened = browser(jo)

    answer = opened.post("/people/me", TYPED)

    assert (answer.status_code, answer.location) == (302, f"/people/{jo.id}")
    assert session.get_one(Profile, jo.id).manager_id == boss.id
    shown = opened.get(answer.location).text
    assert all(text in shown for text in ("Jo March", "Metering", "Designer", "SQL, maps", "<strong>meters</strong>"))
    assert "<b>like</b>" not in shown


def test_edit_page_shows_the_profile_as_it_is(browser: Browsers, session: Session) -> None:
    profile = {"unit": "Grid", "skills": ["SQL", "time series"], "time_zone": "Europe/Berlin", "version": 4}
    jo = make_account(session, "Jo", profile=profile)

    page = browser(jo).get("/people/me").text

    assert 'value="SQL, time series"' in page
    assert 'value="Grid"' in page
    assert '<option selected value="Europe/Berlin">' in page
    assert 'name="version" type="hidden" value="4"' in page


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"display_name": ""}, 422, "Fill this in."),
        ({"manager_email": "nobody@example.org"}, 422, "Nobody here has this address."),
        ({"skills": ", ".join(str(n) for n in range(30))}, 422, "Name up to 20 skills"),
        ({"craft": "wizard"}, 422, "Not a valid choice"),
        ({"version": "9"}, 409, "Somebody else changed this while you were editing."),
    ],
)
def test_edit_that_is_refused_says_why_and_keeps_what_was_typed(
    browser: Browsers, session: Session, change: dict[str, object], status: int, sentence: str
) -> None:
    jo = make_account(session, "Jo")
    make_account(session, "Boss", email="boss@example.org")

    answer = browser(jo).post("/people/me", TYPED | change)

    assert (answer.status_code, sentence in answer.text) == (status, True)
    assert 'value="Metering"' in answer.text
    assert session.get_one(Profile, jo.id).unit == ""


def test_edit_that_came_second_may_be_saved_again_knowingly(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo", profile={"version": 7})
    typed = TYPED | {"manager_email": ""}
    opened = browser(jo)

    refused = opened.post("/people/me", typed | {"version": "6"})
    sent_again = _HIDDEN_VERSION.search(refused.text)
    saved = opened.post("/people/me", typed | {"version": sent_again[1] if sent_again else ""})

    assert (refused.status_code, sent_again and sent_again[1], saved.status_code) == (409, "7", 302)
    assert session.get_one(Profile, jo.id).unit == "Metering"


def test_show_hides_address_and_line_manager_from_colleagues(browser: Browsers, session: Session) -> None:
    boss = make_account(session, "The Boss")
    jo = make_account(session, "Jo", email="jo@example.org", profile={"manager_id": boss.id})

    seen = {name: browser(who).get(f"/people/{jo.id}").text for name, who in _lookers(session, jo).items()}

    assert {name: ("jo@example.org" in page, "The Boss" in page) for name, page in seen.items()} == {
        "colleague": (False, False),
        "jo": (True, True),
        "admin": (True, False),
    }


def _lookers(session: Session, jo: Account) -> dict[str, Account]:
    return {
        "colleague": make_account(session, "Kim", "steward"),
        "jo": jo,
        "admin": make_account(session, "Ada", "admin"),
    }


@pytest.mark.parametrize("path", ["/people/{gone}", "/people/999999"])
def test_show_somebody_who_left_or_never_was_is_404(browser: Browsers, session: Session, path: str) -> None:
    gone = make_account(session, "Gone Long Ago", state="DEACTIVATED")

    answer = browser(make_account(session, "Jo")).get(path.format(gone=gone.id))

    assert (answer.status_code, "Gone Long Ago" in answer.text) == (404, False)


def test_index_finds_by_name_unit_and_craft(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo March", profile={"unit": "Metering", "craft": "designer"})
    make_account(session, "Amy March", profile={"unit": "Grid", "craft": "designer"})
    make_account(session, "Percent % Person", profile={"unit": "Metering", "craft": "other"})
    opened = browser(jo)

    def found(query: str) -> list[str]:
        page = opened.get(f"/people?{query}").text
        return [name for name in ("Jo March", "Amy March", "Percent % Person") if f">{name}</a>" in page]

    assert found("") == ["Jo March", "Amy March", "Percent % Person"]
    assert found("q=march") == ["Jo March", "Amy March"]
    assert found("q=march+meter") == ["Jo March"]
    assert found("q=%25") == ["Percent % Person"]
    assert found("craft=designer&q=grid") == ["Amy March"]
    assert found("craft=wizard") == ["Jo March", "Amy March", "Percent % Person"]
    assert "Nobody found" in opened.get("/people?q=zzz").text


def test_index_shows_no_addresses_and_nobody_who_left(browser: Browsers, session: Session) -> None:
    make_account(session, "Amy", email="amy@example.org")
    make_account(session, "Gone Long Ago", state="DEACTIVATED")

    page = browser(make_account(session, "Jo")).get("/people").text

    assert ("amy@example.org" in page, "Gone Long Ago" in page) == (False, False)


def test_index_asks_the_same_number_of_queries_for_one_person_and_three(
    browser: Browsers, session: Session, queries: QueryCounter
) -> None:
    opened = browser(make_account(session, "Jo"))
    opened.get("/people")
    with queries() as for_one:
        opened.get("/people")
    for name in ("Amy", "Beth"):
        make_account(session, name)

    with queries() as for_three:
        opened.get("/people")

    assert (len(for_one), len(for_three)) == (2, 2)


def test_profile_that_is_empty_waits_on_the_home_page(browser: Browsers, session: Session) -> None:
    new, done = make_account(session, "Jo"), make_account(session, "Amy", profile={"unit": "Grid"})

    pages = [browser(who).get("/").text for who in (new, done)]

    assert ["Say what you bring" in page for page in pages] == [True, False]
