"""The inbox page."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.saving import numbers, saved
from tests.queries import QueryCounter

Browsers = Callable[..., Browser]


def make_notice(session: Session, account: Account, subject: str, **values: object) -> Notice:
    return saved(
        session,
        Notice(
            **{
                "account_id": account.id,
                "key": f"test:{next(numbers)}",
                "subject": subject,
                "text": "<script>alert(1)</script>",
                "path": "/people",
                "at": NOON,
            }
            | values
        ),
    )


def test_index_lists_unread_first_then_the_newest_and_nobody_elses(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    make_notice(session, make_account(session, "Amy"), "For Amy only")
    for subject, read_at in (("old unread", None), ("old read", NOON), ("new unread", None), ("new read", NOON)):
        make_notice(session, jo, subject, read_at=read_at)

    page = browser(jo).get("/inbox").text

    subjects = sorted(("old unread", "old read", "new unread", "new read"), key=page.index)
    assert subjects == ["new unread", "old unread", "new read", "old read"]
    assert "For Amy only" not in page
    assert "<script>alert" not in page
    assert "Inbox, 2 unread" in page


def test_each_button_of_the_inbox_is_heard_with_what_it_opens(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    for subject in ("Ada & Bo joined", "An offer waits"):
        make_notice(session, jo, subject)

    page = browser(jo).get("/inbox").text

    assert re.findall(r'>Open<span class="visually-hidden">(.*?)</span>', page) == [
        ": An offer waits",
        ": Ada &amp; Bo joined",
    ]


def test_index_of_somebody_told_nothing_says_what_will_be_here(browser: Browsers, session: Session) -> None:
    page = browser(make_account(session, "Jo")).get("/inbox").text

    assert "Nothing here yet" in page
    assert "Mark all as read" not in page


def test_opening_a_notice_reads_it_and_leads_where_it_points(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    notice = make_notice(session, jo, "Look", path="/people?q=jo")
    opened = browser(jo)

    answer = opened.post(f"/inbox/{notice.id}")

    assert (answer.status_code, answer.location) == (302, "/people?q=jo")
    session.refresh(notice)
    assert notice.read_at == NOON


def test_opening_by_get_is_no_such_thing_and_reads_nothing(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    notice = make_notice(session, jo, "Look")

    answer = browser(jo).get(f"/inbox/{notice.id}")

    session.refresh(notice)
    assert (answer.status_code, notice.read_at) == (405, None)


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example"])
def test_opening_a_notice_never_leads_to_another_site(browser: Browsers, session: Session, path: str) -> None:
    jo = make_account(session, "Jo")
    notice = make_notice(session, jo, "Look", path=path)

    assert browser(jo).post(f"/inbox/{notice.id}").location == "/"


def test_opening_somebody_elses_notice_is_404(browser: Browsers, session: Session) -> None:
    notice = make_notice(session, make_account(session, "Amy"), "For Amy only")

    answer = browser(make_account(session, "Jo", "admin")).post(f"/inbox/{notice.id}")

    assert (answer.status_code, "For Amy only" in answer.text) == (404, False)


def test_mark_all_as_read_empties_the_count(browser: Browsers, session: Session) -> None:
    jo = make_account(session, "Jo")
    for subject in ("one", "two"):
        make_notice(session, jo, subject)
    opened = browser(jo)

    opened.post("/inbox/read")

    assert "Inbox, 0 unread" in opened.get("/inbox").text


def test_index_asks_the_same_number_of_queries_for_one_notice_and_three(
    browser: Browsers, session: Session, queries: QueryCounter
) -> None:
    jo = make_account(session, "Jo")
    make_notice(session, jo, "one")
    opened = browser(jo)
    with queries() as for_one:
        opened.get("/inbox")
    for subject in ("two", "three"):
        make_notice(session, jo, subject)

    with queries() as for_three:
        opened.get("/inbox")

    assert (len(for_one), len(for_three)) == (2, 2)
