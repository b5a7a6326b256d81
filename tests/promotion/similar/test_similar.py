"""Whoever nominates sees what there is already, says why it is not the same, and is not shown it again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor, system
from hackathon.core.decisions import Denied, Missing
from hackathon.core.facts import FactRow, Subject
from hackathon.core.jobs import JobContext
from hackathon.core.search.models import SearchEntry
from hackathon.core.search_sweep import sweep
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.inventory.cli import read_inventory
from hackathon.promotion.inventory.commands import import_inventory
from hackathon.promotion.inventory.policy import IMPORTING
from hackathon.promotion.similar.commands import tell_apart
from hackathon.promotion.similar.models import ToldApart
from hackathon.promotion.similar.rules import (
    Shares,
    counting_beginnings,
    most_similar,
    shared_words,
    telling_words,
    worth_asking,
)
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.promotion import Finished, make_case, make_finished_project
from tests.queries import QueryCounter

Acting = Callable[[Account | Actor], AbstractContextManager[Work]]
Visiting = Callable[[Account | None], Browser]
SAMPLE = Path(__file__).parents[2] / "data" / "ai-use-case-inventory-sample.csv"


@pytest.fixture
def finished(session: Session, jobs: JobContext, working: Acting) -> Finished:
    """Make a project that can be nominated, a use case that is much like it, and the reference cases of the sample."""
    other = make_case(session)
    other.title = "Invoice radar for satellite procurement"
    mine = make_finished_project(session)
    mine.project.title, mine.project.summary = "Radar for satellite invoices", "Satellite imagery finds wildfires."
    session.commit()
    with working(system(IMPORTING)) as work:
        import_inventory(work, read_inventory(SAMPLE))
    sweep(jobs, 0)
    return mine


def test_telling_words_are_few_distinct_and_say_something() -> None:
    words = telling_words("The meters and the meter, 2026!", "ACCESS for all of us; reading and readers read")

    assert words == ("meter", "access", "read")


def test_most_similar_shares_rare_words_and_at_least_two() -> None:
    candidates = [Shares("a", ["meter", "data"]), Shares("b", ["data"]), Shares("c", ["meter", "data", "drift"])]

    found = most_similar([*candidates, Shares("d", ["data", "meter"])], asked=5)

    assert [each.thing for each in found] == ["c", "a", "d"]
    assert shared_words(("meter", "drift"), "Drifting, in METERS") == ["meter", "drift"]


def test_words_worth_asking_lead_to_few_titles_in_all_but_are_never_fewer_than_two() -> None:
    titles_with = counting_beginnings([("meter", 200), ("meters", 40), ("radar", 9), ("all", 9000), ("mete", 1)])

    assert [titles_with(word) for word in ("meter", "mete", "meters", "m", "x", "a")] == [240, 241, 40, 241, 0, 9000]
    assert worth_asking(("all", "meter", "radar", "new"), titles_with) == ["new", "radar", "meter"]
    assert worth_asking(("all", "meter", "meters"), titles_with) == ["meters", "meter"]
    assert worth_asking(("all",), titles_with) == ["all"]


def test_a_case_named_a_moment_ago_is_found_though_the_words_were_counted_before(
    session: Session, jobs: JobContext, browser: Visiting, finished: Finished
) -> None:
    reader, place = browser(finished.captain), f"/projects/{finished.project.id}/similar?change=zeppelin+mooring"
    before = reader.get(place).text
    make_case(session).title = "Zeppelin mooring planner"
    session.commit()
    session.execute(delete(SearchEntry))
    session.commit()
    sweep(jobs, 0)

    after = reader.get(place).text

    assert ("Zeppelin mooring planner" in before, "Zeppelin mooring planner" in after) == (False, True)


def test_the_nomination_page_shows_similar_cases_with_why_at_a_fixed_number_of_queries(
    browser: Visiting, finished: Finished, queries: QueryCounter
) -> None:
    reader = browser(finished.captain)

    with queries() as asked:
        page = reader.get(f"/projects/{finished.project.id}/nominate").text

    assert "Invoice radar for satellite procurement" in page
    assert "Both say: radar, satellite, invoice" in page
    assert "Reference case, " in page
    # Told apart in the panel: a page of its own would take away what was typed into the nomination.
    assert page.count('hx-boost="true" hx-push-url="false" hx-target="#similar"') == page.count("Not the same<") > 0
    assert len(asked) <= 12


def test_what_is_typed_changes_what_is_similar(browser: Visiting, finished: Finished) -> None:
    reader = browser(finished.captain)
    place = f"/projects/{finished.project.id}/similar"

    before, after = (reader.get(place, query_string={"change": typed}).text for typed in ("", "chatbot drafts emails"))

    assert before != after
    assert "chatbot" in after


def test_a_case_told_apart_is_not_shown_beside_this_project_again(
    session: Session, browser: Visiting, finished: Finished
) -> None:
    other = session.execute(select(ToldApart.id)).all()
    case_id = _case_called(session, "Invoice radar for satellite procurement")
    reader, place = browser(finished.captain), f"/projects/{finished.project.id}/similar"

    answers = [reader.post(f"{place}/case/{case_id}").status_code for _again in range(2)]

    page = reader.get(place).text
    assert (other, answers) == ([], [302, 302])
    assert "Invoice radar for satellite procurement" not in page
    assert session.scalar(select(func.count()).select_from(ToldApart)) == 1
    kinds = session.scalars(select(FactRow.kind).where(FactRow.kind == "promotion.similar.told_apart")).all()
    assert len(kinds) == 1


def test_somebody_who_may_not_nominate_tells_nothing_apart_and_sees_nothing_similar(
    session: Session, browser: Visiting, working: Acting, finished: Finished
) -> None:
    stranger, case_id = make_account(session), _case_called(session, "Invoice radar for satellite procurement")

    with pytest.raises(Denied), working(stranger) as work:
        tell_apart(work, finished.project.id, Subject("case", case_id))
    with pytest.raises(Missing), working(finished.captain) as work:
        tell_apart(work, finished.project.id, Subject("account", stranger.id))

    assert browser(stranger).get(f"/projects/{finished.project.id}/similar").status_code == 403
    assert session.scalar(select(func.count()).select_from(ToldApart)) == 0


def _case_called(session: Session, title: str) -> int:
    return session.scalars(select(UseCase.id).where(UseCase.title == title)).one()
