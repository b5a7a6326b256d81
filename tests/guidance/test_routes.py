"""Pages about data and tools: as many queries for one as for many, search, and what is typed kept."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.guidance import make_dataset, make_matrix, make_tool
from tests.queries import QueryCounter

Open = Callable[[Account | None], Browser]
BUDGET = 12


@pytest.mark.parametrize("address", ["/matrix", "/matrix/versions", "/data-sets", "/data-sets?q=read", "/tools"])
def test_list_asks_the_same_for_one_and_three(
    session: Session, browser: Open, queries: QueryCounter, address: str
) -> None:
    reader, counts = browser(make_account(session, "Stella", "steward")), []

    for number in (1, 2, 3):
        make_dataset(session)
        make_matrix(session, make_tool(session), number, internal="allowed", personal="with consent")
        with queries() as seen:
            assert reader.get(address).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1] == counts[2] <= BUDGET


def test_matrix_shows_what_holds_and_an_earlier_version_what_was_said(session: Session, browser: Open) -> None:
    tool = make_tool(session, name="Copilot")
    make_matrix(session, tool, 1, internal="allowed")
    make_matrix(session, tool, 2, internal="no customer names")
    reader = browser(make_account(session))

    pages = {path: reader.get(path).text for path in ("/matrix", "/matrix/versions/1", "/matrix/versions/2")}

    said = {path: ("no customer names" in page, "This is what was said once." in page) for path, page in pages.items()}
    assert said == {
        "/matrix": (True, False),
        "/matrix/versions/1": (False, True),
        "/matrix/versions/2": (True, False),
    }
    assert reader.get("/matrix/versions/3").status_code == 404


def test_search_finds_by_words_of_the_name_alone(session: Session, browser: Open) -> None:
    make_dataset(session, name="Meter readings")
    make_dataset(session, name="Shift_log")
    reader = browser(make_account(session))

    found = {
        words: [name for name in ("Meter readings", "Shift_log") if name in reader.get(f"/data-sets?q={words}").text]
        for words in ("METER", "_", "%25", "")
    }

    assert found == {"METER": ["Meter readings"], "_": ["Shift_log"], "%25": [], "": ["Meter readings", "Shift_log"]}


def test_row_with_a_missing_condition_is_refused_with_the_text_kept(session: Session, browser: Open) -> None:
    tool = make_tool(session)
    sent = {"public": "allowed", "internal": "condition", "confidential": "ask", "personal": "blocked", "version": "0"}

    page = browser(make_account(session, "Stella", "steward")).post(
        f"/matrix/tools/{tool.id}", sent | {"why": "My why"}
    )

    assert (page.status_code, "Say under which condition." in page.text, "My why" in page.text) == (422, True, True)


def test_unknown_owner_is_refused_beside_the_field_with_the_text_kept(session: Session, browser: Open) -> None:
    sent = {"name": "Meter readings", "data_class": "internal", "owner": "nobody@example.org", "terms": "My terms"}

    page = browser(make_account(session, "Stella", "steward")).post("/data-sets/new", dict(sent))

    assert (page.status_code, "Nobody with this address" in page.text, "My terms" in page.text) == (422, True, True)
