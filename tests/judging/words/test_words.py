"""Product owners write to the teams that worked on their questions."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy.orm import Session

from hackathon.core.decisions import Denied, Stale
from hackathon.core.work import Work
from hackathon.events.challenges.models import Challenge
from hackathon.judging.words.commands import write_to_team
from hackathon.judging.words.queries import owners_to_write, words_of
from hackathon.people.accounts.models import Account
from tests.browsing import Browser
from tests.factories import make_account
from tests.factories.judging import Judged, make_handed_in, make_judged_event

OpenBrowser = Callable[[Account | None], Browser]
Working = Callable[[Account], AbstractContextManager[Work]]


@pytest.fixture
def judged(session: Session) -> Judged:
    return make_judged_event(session)


@pytest.fixture
def owner(session: Session, judged: Judged) -> Account:
    owner = make_account(session, "Petra Owner")
    session.get_one(Challenge, judged.projects[0].challenge_id).product_owner_id = owner.id
    session.commit()
    return owner


def test_owner_writes_changes_and_takes_back_what_the_team_will_read(
    session: Session, working: Working, judged: Judged, owner: Account
) -> None:
    project_id = judged.projects[0].id
    read = []

    assert session.scalars(owners_to_write(judged.event.id)).all() == [owner.id]
    for version, text in enumerate(("Show me.", "Show me on Monday.", "")):
        with working(owner) as work:
            write_to_team(work, project_id, text, version=version)
        read.append(words_of(session, [project_id]))

    assert read == [{project_id: ["Show me."]}, {project_id: ["Show me on Monday."]}, {}]
    assert session.scalars(owners_to_write(judged.event.id)).all() == []
    with pytest.raises(Stale), working(owner) as work:
        write_to_team(work, project_id, "From the other tab.", version=1)


def test_nobody_else_writes_and_not_after_the_release(
    session: Session, working: Working, judged: Judged, owner: Account
) -> None:
    for other in (judged.organizer, judged.judges[0]):
        with pytest.raises(Denied, match="Only the product owner"), working(other) as work:
            write_to_team(work, judged.projects[0].id, "Hello.")
    judged.event.state = "RELEASED"
    session.commit()

    with pytest.raises(Denied, match="results are out"), working(owner) as work:
        write_to_team(work, judged.projects[0].id, "Too late.")


def test_owner_sees_what_was_handed_in_for_their_questions_and_nothing_else(
    session: Session, judged: Judged, owner: Account, browser: OpenBrowser
) -> None:
    other = make_handed_in(session, judged.event)
    theirs, path = browser(owner), f"/events/{judged.event.slug}/judging/words"

    page = theirs.get(path)

    assert (f"{path}/{judged.projects[0].id}" in page.text, f"{path}/{other.id}" in page.text) == (True, False)
    assert theirs.get(f"{path}/{other.id}").status_code == 404
    assert theirs.post(f"{path}/{judged.projects[0].id}", text="Show me.", version=0).location == path
    assert "written" in theirs.get(path).text
    assert browser(judged.judges[0]).get(f"{path}/{judged.projects[0].id}").status_code == 404
