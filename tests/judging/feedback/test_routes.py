"""What teams and judges read after the release."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from hackathon.judging.terms.models import JudgingTerms
from hackathon.people.accounts.models import Account
from hackathon.teams.formation.models import Team
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.judging import Judged, make_ballot, make_judged_event
from tests.factories.saving import saved

Opener = Callable[[Account | None], Browser]


def judged_by_three(session: Session, **values: Any) -> Judged:
    judged = make_judged_event(session, judges=3, projects=1, **values)
    judged.rubric.criteria[1].is_independent = True
    session.commit()
    for judge, scores in zip(judged.judges, ((5, 1), (4, 2), (2, 3)), strict=True):
        make_ballot(session, judge, judged.projects[0], scores, feedback=f"Written by {judge.id}.")
    return judged


def captain_of(session: Session, judged: Judged) -> Account:
    return session.get_one(Account, session.get_one(Team, judged.projects[0].team_id).captain_id)


def test_judge_sees_the_own_scores_beside_the_mean_of_the_others_and_nobody_else_does(
    session: Session, browser: Opener
) -> None:
    judged = judged_by_three(session, state="RELEASED")
    path = f"/events/{judged.event.slug}/judging/mine"

    page = browser(judged.judges[0]).get(path).text

    for words in ("5.00", "3.00", "+2.00", "clearly more generous"):
        assert words in page
    for person in (judged.organizer, captain_of(session, judged), make_account(session, "", "admin")):
        assert browser(person).get(path).status_code == 403


def test_judge_sees_nothing_of_others_before_the_release(session: Session, browser: Opener) -> None:
    judged = judged_by_three(session)

    answer = browser(judged.judges[0]).get(f"/events/{judged.event.slug}/judging/mine")

    assert (answer.status_code, "3.00" in answer.text) == (403, False)


def test_team_reads_scores_with_their_spread_and_no_judge_s_name(session: Session, browser: Opener) -> None:
    judged = judged_by_three(session, state="RELEASED")

    page = browser(captain_of(session, judged)).get(f"/projects/{judged.projects[0].id}").text

    for words in ("3.67", "2 to 5, 3 ballots", "counted in nothing", "1 to 3, 3 ballots", "Written by"):
        assert words in page
    assert not any(judge.display_name in page for judge in judged.judges)


def test_team_reads_who_wrote_where_that_was_settled(session: Session, browser: Opener) -> None:
    judged = judged_by_three(session, state="RELEASED")
    saved(session, JudgingTerms(event_id=judged.event.id, names_judges=True))

    page = browser(captain_of(session, judged)).get(f"/projects/{judged.projects[0].id}").text

    assert all(judge.display_name in page for judge in judged.judges)
