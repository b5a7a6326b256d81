"""What the page of the funnel shows, computed again from an exported record that knows no database."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy.orm import Session

from hackathon.cli import main
from hackathon.core.actors import Actor, system
from hackathon.core.contributions import Viewing
from hackathon.core.ledger.export import export_record
from hackathon.core.secrets import Vault
from hackathon.core.work import Work
from hackathon.people.accounts.models import Account
from hackathon.promotion.adoption.facts import OfferAccepted, OfferMade
from hackathon.promotion.cases.commands import resume_case, suspend_case
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.funnel.cli import figures_of_record, history_of_record
from hackathon.promotion.funnel.queries import figures_in
from hackathon.promotion.funnel.rules import Period
from hackathon.promotion.gates.facts import BuildingBegun, PilotBegun, WentLive
from hackathon.promotion.history.queries import history
from hackathon.promotion.history.rules import Standing
from hackathon.promotion.nominations.commands import renominate_case
from hackathon.promotion.nominations.facts import CaseDeclined, CaseNominated, CaseScreened
from hackathon.promotion.parking.commands import lapse_case
from hackathon.promotion.parking.policy import LAPSING
from hackathon.promotion.selection.facts import CaseParked, CaseSelected
from tests.clocks import NOON, StandingClock
from tests.factories.people import LONG_AGO
from tests.factories.promotion import make_case, make_finished_project, make_way

Working = Callable[[Account | Actor], AbstractContextManager[Work]]
ACTOR = Actor(1)


@pytest.fixture
def cases(session: Session) -> list[UseCase]:
    """Make a light case that is live, one selected in a round, and some noes."""
    live, selected, parked, declined = (make_case(session, None, state) for state in ("PILOT", *["PARKED"] * 3))
    make_way(session, live, (CaseNominated, 0), (CaseScreened, 2), path="light")
    make_way(session, live, (OfferMade, 2), (OfferAccepted, 6.4), (BuildingBegun, 20), (PilotBegun, 31))
    make_way(session, selected, (CaseNominated, 1), (CaseScreened, 9), path="standard")
    make_way(session, selected, (CaseSelected, 30.5))
    make_way(session, parked, (CaseNominated, 1), (CaseScreened, 9), path="standard")
    make_way(session, parked, (CaseParked, 40))
    make_way(session, declined, (CaseNominated, 200), (CaseDeclined, 203), path="light", code="no_owner")
    return [live, selected, parked, declined]


def test_figures_of_an_exported_record_are_those_of_the_page(
    session: Session, working: Working, app: Flask, clock: StandingClock, tmp_path: Path, cases: list[UseCase]
) -> None:
    live, _selected, parked, _declined = cases
    with working(make_finished_project(session, owner=session.get(Account, live.owner_id)).owner) as work:
        suspend_case(work, live.id, "The data is late.")
    with working(system(LAPSING)) as work:
        lapse_case(work, parked.id)
    clock.advance(days=3)
    with working(session.get_one(Account, live.owner_id)) as work:
        resume_case(work, live.id)
        renominate_case(work, parked.id, "The data is there now.")
    make_way(session, live, (WentLive, 400))
    settings = app.extensions["settings"]

    export_record(session, Vault.of(settings), app.extensions["storage"], tmp_path / "record", clock())

    view = Viewing(session, ACTOR, clock())
    year = Period(date(2026, 1, 1), date(2026, 6, 30))
    for period in (Period(), year):
        assert figures_of_record(tmp_path / "record", period) == figures_in(view, period)
    assert history_of_record(tmp_path / "record") == history(session)
    told = CliRunner().invoke(main, ["record", "figures", str(tmp_path / "record"), "--to", "2026-06-30"])
    figures = json.loads(told.output)
    assert [
        (each["path"], each["yes"], each["no"], each["days_to_yes"], each["days_to_no"]) for each in figures["paths"]
    ] == [
        ("light", 1, 0, 2, None),
        ("standard", 1, 1, 30, 39),
        ("full", 0, 0, None, None),
        ("", 2, 1, 16, 39),
    ]
    assert {each["step"]: (each["count"], each["days"]) for each in figures["leads"]} == {
        "NOMINATED": (3, None),
        "SCREENED": (3, 8),
        "SELECTED": (1, 22),
        "OFFERED": (1, 0),
        "ADOPTED": (1, 4),
        "BUILDING": (1, 14),
        "PILOT": (1, 11),
        "LIVE": (1, 369),
    }


def test_history_stands_where_the_cases_do(session: Session, working: Working, cases: list[UseCase]) -> None:
    live, _selected, parked, _declined = cases
    with working(session.get_one(Account, live.owner_id)) as work:
        suspend_case(work, live.id, "The data is late.")
        resume_case(work, live.id)
    with working(system(LAPSING)) as work:
        lapse_case(work, parked.id)
    session.expire_all()

    standing = history(session).standing

    assert standing[live.id] == Standing(live.state, live.state_since, "light")
    assert standing[parked.id] == Standing(parked.state, parked.state_since, "standard")
    assert (live.state, parked.state) == ("PILOT", "DECLINED")
    assert (live.state_since, LONG_AGO < NOON) == (NOON, True)
