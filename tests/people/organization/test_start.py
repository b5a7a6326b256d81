"""Starting for real: who may, once only, and what is told to everybody else."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from hackathon import floors
from hackathon.core.actors import STRANGER, Actor, system
from hackathon.core.decisions import Conflict, Denied
from hackathon.core.facts import FactRow
from hackathon.core.work import unit_of_work
from hackathon.people.accounts.models import Account
from hackathon.people.accounts.rules import hash_password
from hackathon.people.organization.commands import Beginning, edit_organization, start_for_real
from hackathon.people.organization.models import Organization
from hackathon.people.organization.rules import setup_code
from tests.browsing import Browser
from tests.clocks import NOON
from tests.factories import make_account
from tests.installation import make_settings

Install = Callable[..., Flask]
KEPT = hash_password("three quiet meters")
TYPED: dict[str, object] = {
    "organization": "Meridian Water",
    "display_name": "Ada",
    "email": "ada@meridian.example",
    "password": "three quiet meters",
}
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}
CODE = setup_code("a secret of the tests")


def beginning(number: int = 1) -> Beginning:
    return Beginning(f"Organization {number}", ["a.example"], f"Person {number}", f"p{number}@b.example", KEPT)


def names(session: Session) -> tuple[list[str], list[str]]:
    accounts = session.scalars(select(Account.display_name)).all()
    return list(session.scalars(select(Organization.name))), list(accounts)


def test_start_on_an_empty_installation_needs_no_confirmation(install: Install, session: Session) -> None:
    opened = Browser(install())
    assert "Nobody has an account here yet." in opened.get("/sign-in").text

    answer = opened.post("/start", TYPED, mail_domains="@Meridian.example, water.example")

    organization = session.scalars(select(Organization)).one()
    kinds = [
        (row.kind, row.actor_id, row.actor_reason) for row in session.scalars(select(FactRow).order_by(FactRow.id))
    ]
    assert (answer.status_code, answer.location) == (302, "/events/new")
    assert organization.mail_domains == ["meridian.example", "water.example"]
    assert kinds == [
        ("people.accounts.created", None, "start"),
        ("people.accounts.role_given", None, "start"),
        ("people.accounts.role_given", None, "start"),
        ("people.organization.started", None, "start"),
    ]


@pytest.mark.parametrize(
    ("code", "status"), [("", 422), ("AAAA-AAAA-AAAA", 403), (CODE.lower().replace("-", " "), 302)]
)
def test_start_from_elsewhere_needs_the_code(install: Install, session: Session, code: str, status: int) -> None:
    opened = Browser(install())
    sent = TYPED | {"csrf_token": opened.token(), "code": code}

    answer = opened.client.post("/start", data=sent, environ_overrides=ELSEWHERE)

    assert (answer.status_code, names(session)[1]) == (status, ["Ada"] if status == 302 else [])


def test_start_by_a_foreign_name_of_this_machine_needs_the_code(install: Install) -> None:
    page = Browser(install()).get("/start", headers={"Host": "rebound.example"})

    assert "Setup code" in page.text


def test_start_where_people_are_is_gone_and_removes_nobody(install: Install, session: Session) -> None:
    make_account(session, "Somebody")
    opened = Browser(install())

    answers = [opened.get("/start").status_code, opened.post("/start", TYPED).status_code]

    assert (answers, names(session)) == ([404, 404], ([], ["Somebody"]))


@pytest.mark.parametrize("who", [STRANGER, system("demo")])
def test_start_for_real_by_anybody_but_the_start_page_is_refused(session: Session, who: Actor) -> None:
    with pytest.raises(Denied), unit_of_work(session, who, NOON) as work:
        start_for_real(work, beginning(), has_demo=True)

    assert names(session) == ([], [])


def test_edit_organization_of_a_demo_leaves_it_to_be_started(session: Session) -> None:
    with unit_of_work(session, system("demo"), NOON) as work:
        edit_organization(work, "Demo", ["demo.example"], is_demo=True)
    with unit_of_work(session, system("start"), NOON) as work:
        start_for_real(work, beginning(), has_demo=True)

    assert names(session) == (["Organization 1"], ["Person 1"])


def test_start_for_real_by_several_at_once_has_one_winner(live_engine: Engine) -> None:
    register = floors.contributions(make_settings(Path(), "sqlite://"))
    everybody = Barrier(4)

    def begin(number: int) -> str:
        with Session(live_engine, info={"contributions": register}) as session:
            everybody.wait(60)
            try:
                with unit_of_work(session, system("start"), NOON) as work:
                    start_for_real(work, beginning(number), has_demo=True)
            except Conflict as refusal:
                return refusal.sentence
            return f"Organization {number}"

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(begin, range(4)))

    with Session(live_engine) as session:
        organizations, accounts = names(session)
    winners = [answer for answer in answers if answer.startswith("Organization")]
    assert (winners, len(accounts), len(answers)) == (organizations, 1, 4)
    assert all("started for real" in answer for answer in answers if answer not in winners)
