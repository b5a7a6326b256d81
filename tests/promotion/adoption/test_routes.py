"""The one page of an offer: everything an owner needs, in few queries, for who was asked alone."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from hackathon.people.accounts.models import Account
from hackathon.promotion.selection.models import RoundCandidate
from hackathon.promotion.team_time.models import TeamTime
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.promotion import make_case, make_finished_project, make_offer
from tests.factories.saving import saved
from tests.factories.selection import make_round
from tests.queries import QueryCounter

Browsing = Callable[[Account | None], Browser]
BUDGET = 12


def test_offer_page_says_everything_in_few_queries(session: Session, browser: Browsing, queries: QueryCounter) -> None:
    done, steward = make_finished_project(session), make_account(session, "Stella", "steward")
    make_account(session, "Sven Sponsor", "sponsor")
    done.submission.video_url = "https://video.example.org/7"
    case = make_case(session, done, "OFFERED", path="full", selected_at=NOON)
    make_offer(session, case, done.owner)
    row = {"case_id": case.id, "weeks": {"data": 3.0, "software": 2.5}, "value": [9000, 20000, 50000], "scorers": 3}
    held = make_round(session, steward, state="CLOSED", closed_at=NOON, figures={"rows": [row]})
    saved(session, RoundCandidate(round_id=held.id, case_id=case.id, outcome="SELECTED"))
    time = {"half_days": 4, "starts_on": date(2026, 12, 1), "ends_on": date(2027, 1, 29)}
    saved(
        session,
        TeamTime(case_id=case.id, member_id=done.member.id, granted_by=done.organizer.id, granted_at=NOON, **time),
    )
    session.commit()
    owner = browser(done.owner)
    to_sign = owner.get(f"/use-cases/{case.number}/offer").headers["Location"]

    with queries() as sent:
        page = owner.get(to_sign)

    said = (
        "minutes per batch: 41 min today",
        "Meter readings 2025, Internal",
        "2 days a week until 29 Jan 2027",
        "https://video.example.org/7",
        "data: 3.0 person-weeks",
        "likely 20,000 EUR a year, from 9,000 to 50,000",
        "Sven Sponsor",
    )
    text = " ".join(page.text.split())
    assert [each for each in said if each not in text] == []
    assert len(sent) <= BUDGET
    assert [browser(steward).get(url).status_code for url in (f"/use-cases/{case.number}/offer", to_sign)] == [403, 403]


def test_offer_without_an_account_behind_the_deputy_keeps_what_was_typed(session: Session, browser: Browsing) -> None:
    done = make_finished_project(session)
    case = make_case(session, done, "OFFERED")
    make_offer(session, case, done.owner)
    session.commit()
    typed = {"metric": "minutes", "budget": "5000 of mine", "signed_name": done.owner.display_name}

    page = browser(done.owner).post(f"/use-cases/{case.number}/offer", typed, deputy="nobody@example.org", version=1)

    assert (page.status_code, "5000 of mine" in page.text) == (422, True)
    assert "Nobody with this address has an account here." in page.text
