"""A copy of one's own data, erasing a person, and what is forgotten by itself."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hackathon.core.actors import Actor
from hackathon.core.decisions import Conflict, Denied, Invalid
from hackathon.core.dispatch import deliver_pending
from hackathon.core.facts import FactRow, Statement
from hackathon.core.jobs import JobContext
from hackathon.core.mail import Mail
from hackathon.core.storage import StoredFile
from hackathon.core.work import Work
from hackathon.events.registration.models import Registration
from hackathon.people.accounts.commands import deactivate
from hackathon.people.accounts.models import Account, AccountState
from hackathon.people.inbox.commands import notify
from hackathon.people.inbox.models import Notice
from hackathon.people.privacy import jobs as privacy_jobs
from hackathon.people.privacy.commands import ask_for_export, erase_account
from hackathon.people.privacy.facts import AccountErased
from hackathon.projects.extensions.models import Extension
from hackathon.schema import METADATA
from hackathon.teams.formation.models import Team, TeamMember
from tests.clocks import StandingClock
from tests.factories import (
    make_account,
    make_commit,
    make_event,
    make_project,
    make_registration,
    make_repository,
    make_team,
)
from tests.factories.events import give_event_role
from tests.factories.integrations import make_token
from tests.factories.links import make_join_link, make_newcomer, make_personal_link
from tests.factories.promotion import make_case, make_offer
from tests.factories.saving import saved

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
NAME, EMAIL, WORDS = "Zebulon Quirk", "zebulon.quirk@example.org", "quirky words of Zebulon"


def make_zebulon(session: Session, *roles: str, **values: Any) -> Account:
    said = {"unit": WORDS, "about": WORDS, "skills": [WORDS]}
    return make_account(session, NAME, *roles, profile=said, email=EMAIL, **values)


def everything_kept(session: Session) -> str:
    """Write the whole database down as one text."""
    session.expire_all()
    rows = {table.name: session.execute(select(table)).all() for table in METADATA.sorted_tables}
    return json.dumps({name: [list(row) for row in found] for name, found in rows.items()}, default=str)


def count_facts(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(FactRow)) or 0


def say_skills(session: Session, account: Account, skill: str) -> None:
    for registration in session.scalars(select(Registration).where(Registration.account_id == account.id)):
        registration.skills = [skill]
    session.commit()


def live_through(session: Session, working: Working, zebulon: Account) -> None:
    """Leave something in as many places as there are."""
    other = make_account(session)
    event = make_event(session, phase="forming", organizer=other)
    team = make_team(session, event, zebulon, other)
    say_skills(session, zebulon, WORDS)
    repository = make_repository(session, make_project(session, team))
    make_commit(session, repository, author_name=NAME, author_email=EMAIL.title())
    give_event_role(session, make_event(session), zebulon, "mentor")
    make_token(session, zebulon, name=WORDS)
    link = make_join_link(session, event, other)
    make_newcomer(session, link, display_name=NAME, email=EMAIL)
    make_personal_link(session, event, other, display_name=NAME, email=EMAIL)
    make_offer(session, make_case(session), zebulon, signed_name=NAME, statement=WORDS)
    make_account(session, profile={"manager_id": zebulon.id})
    with working(zebulon) as work:
        notify(work, [zebulon.id], key="test", subject=WORDS, text=WORDS, path="/")
        said = work.state(WORDS)
        work.record(AccountErased(subject_id=other.id, **said.reference()))
    saved(
        session,
        Extension(
            team_id=team.id,
            event_id=event.id,
            until=event.ends_at,
            statement_id=said.id,
            given_by=zebulon.id,
            given_at=event.starts_at,
        ),
    )


def test_erased_person_is_nowhere_any_more_and_the_record_still_verifies(session: Session, working: Working) -> None:
    zebulon = make_zebulon(session)
    live_through(session, working, zebulon)
    before, digests = count_facts(session), session.scalars(select(Statement.digest)).all()

    with working(zebulon) as work:
        erase_account(work, zebulon.id, EMAIL, is_proven=True)

    kept = everything_kept(session).lower()
    assert [words for words in (NAME, EMAIL, WORDS) if words.lower() in kept] == []
    assert count_facts(session) == before + 1
    assert session.scalars(select(Statement.digest)).all() == digests
    assert [row.id for row in session.scalars(select(FactRow)) if row.fact() is None] == []
    assert (zebulon.state, zebulon.display_name) == (AccountState.ERASED, "A former member")


def test_erasing_leaves_what_others_said_and_gave(session: Session, working: Working) -> None:
    zebulon, other = make_zebulon(session), make_account(session, profile={"about": "theirs"})
    event = make_event(session, phase="running", organizer=other)
    make_team(session, event, zebulon, other)
    say_skills(session, other, "theirs")
    with working(other) as work:
        said = work.state("theirs")
        work.record(AccountErased(subject_id=other.id, **said.reference()))
        notify(work, [other.id], key="test", subject="theirs", text="theirs", path="/")
    before = everything_kept(session).count("theirs")

    with working(zebulon) as work:
        erase_account(work, zebulon.id, EMAIL, is_proven=True)

    assert everything_kept(session).count("theirs") == before
    assert session.scalars(select(TeamMember.account_id)).all() == [zebulon.id, other.id]


def test_place_and_captaincy_of_who_was_erased_pass_on(
    session: Session, working: Working, clock: StandingClock
) -> None:
    zebulon, second, waiting = make_zebulon(session), make_account(session), make_account(session)
    event = make_event(session, phase="forming", capacity=2)
    team = make_team(session, event, zebulon, second)
    waits = make_registration(session, event, waiting, state="WAITLISTED")

    with working(zebulon) as work:
        erase_account(work, zebulon.id, EMAIL, is_proven=True)
    deliver_pending(session, clock)

    session.expire_all()
    assert (waits.state, session.get_one(Team, team.id).captain_id) == ("ADMITTED", second.id)


@pytest.mark.parametrize(
    ("confirmation", "is_proven", "field"),
    [("somebody.else@example.org", True, "confirmation"), (EMAIL, False, "password")],
)
def test_erasing_that_is_not_meant_or_not_proven_is_refused(
    session: Session, working: Working, confirmation: str, is_proven: object, field: str
) -> None:
    zebulon = make_zebulon(session)

    with pytest.raises(Invalid) as refused, working(zebulon) as work:
        erase_account(work, zebulon.id, confirmation, is_proven=bool(is_proven))

    assert (refused.value.field, zebulon.display_name) == (field, NAME)


def test_owner_organizer_and_only_admin_are_told_what_to_do_first(session: Session, working: Working) -> None:
    zebulon = make_zebulon(session, "admin", "product_owner")
    make_event(session, organizer=zebulon, name="Data days")
    case = make_case(session, state="LIVE", owner_id=zebulon.id, title="Routes")

    with pytest.raises(Conflict) as refused, working(zebulon) as work:
        erase_account(work, zebulon.id, EMAIL, is_proven=True)

    assert refused.value.sentence == (
        "Nobody else administers this site. Another administrator has to be named first. "
        "Only this person organizes “Data days”. Name another organizer first. "
        f"This person owns use case {case.number}, “Routes”. Find it another owner first, or retire it."
    )


def test_others_than_administrators_erase_nobody_else(session: Session, working: Working) -> None:
    zebulon = make_zebulon(session)

    with pytest.raises(Denied), working(make_account(session, "Host", "host", "steward")) as work:
        erase_account(work, zebulon.id, EMAIL, is_proven=True)

    assert zebulon.state == AccountState.ACTIVE


def test_erased_account_is_not_brought_back(session: Session, working: Working) -> None:
    zebulon, admin = make_zebulon(session), make_account(session, "Admin", "admin")
    with working(admin) as work:
        erase_account(work, zebulon.id, EMAIL, is_proven=True)

    with pytest.raises(Denied), working(admin) as work:
        deactivate(work, zebulon.id)

    assert zebulon.state == AccountState.ERASED


def test_export_holds_what_is_ones_own_and_no_secret(
    session: Session, working: Working, jobs: JobContext, app: Flask
) -> None:
    zebulon = make_zebulon(session, password_hash="hash of a secret")
    live_through(session, working, zebulon)
    other = make_account(session, "Somebody Else", email="else@example.org", profile={"about": "not yours"})
    with working(other) as work:
        work.record(AccountErased(subject_id=zebulon.id, **work.state("not yours either").reference()))
    with working(zebulon) as work:
        ask_for_export(work)

    privacy_jobs.export(jobs, zebulon.id)

    file = session.scalars(select(StoredFile).where(StoredFile.scope == "export")).one()
    with zipfile.ZipFile(io.BytesIO(app.extensions["storage"].open(file.key).read())) as archive:
        found = {name: archive.read(name).decode() for name in archive.namelist()}
    assert (file.scope_id, json.loads(found["accounts.json"])[0]["email"]) == (zebulon.id, EMAIL)
    assert json.loads(found["profiles.json"])[0]["about"] == WORDS
    assert json.loads(found["statements.json"])[0]["text"] == WORDS
    kept = "".join(found.values())
    secrets = ["hash of a secret", "_hash", "not yours", "else@example.org"]
    assert [secret for secret in secrets if secret in kept] == []


def test_export_is_dropped_when_it_is_old_replaced_or_its_owner_is_gone(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock, app: Flask
) -> None:
    old, replaced, gone = make_account(session), make_account(session), make_zebulon(session)
    privacy_jobs.export(jobs, old.id)
    clock.advance(days=7)
    for account in (replaced, replaced, gone):
        privacy_jobs.export(jobs, account.id)
        clock.advance(seconds=1)
    with working(gone) as work:
        erase_account(work, gone.id, EMAIL, is_proven=True)
    keys = session.scalars(select(StoredFile.key).order_by(StoredFile.id)).all()

    privacy_jobs.drop_exports(jobs, 0)

    storage = app.extensions["storage"]
    assert session.scalars(select(StoredFile.scope_id)).all() == [replaced.id]
    assert [storage.has(key) for key in keys] == [False, False, True, False]


def test_old_mails_notices_and_newcomers_are_forgotten_and_newer_ones_kept(
    session: Session, working: Working, jobs: JobContext, clock: StandingClock
) -> None:
    jo, event = make_account(session), make_event(session)
    link = make_join_link(session, event, jo)
    make_newcomer(session, link, display_name="Old")
    with working(jo) as work:
        notify(work, [jo.id], key="old", subject="Old", text="Old", path="/")
    clock.advance(days=366)
    make_newcomer(session, link, display_name="New", asked_at=clock())
    with working(jo) as work:
        notify(work, [jo.id], key="new", subject="New", text="New", path="/")

    privacy_jobs.forget(jobs, 0)
    privacy_jobs.forget(jobs, 0)

    assert session.scalars(select(Mail.subject).order_by(Mail.id)).all() == ["", "New"]
    assert session.scalars(select(Notice.subject)).all() == ["New"]
    assert "Old" not in everything_kept(session)
