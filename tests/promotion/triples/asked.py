"""A use case whose must-pass questions stand in each way they can, and one of whose team somebody asks something."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from hackathon.core.jobs import JobContext
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.confirmations.models import MemberAsOwner
from hackathon.promotion.questions.models import (
    CaseQuestion,
    Dossier,
    QuestionAnswer,
    QuestionSet,
    QuestionWaiver,
    StandingConsent,
)
from hackathon.promotion.questions.rules import ALWAYS, FIRST, FIRST_NUMBER
from hackathon.promotion.team_time.models import TeamTime
from tests.clocks import NOON
from tests.factories.people import LONG_AGO
from tests.factories.promotion import make_case
from tests.factories.saving import saved
from tests.promotion.triples.questions import TERMS
from tests.promotion.triples.world import World

Arrange = Callable[[JobContext, World], World]
UNTIL, OVER = NOON + timedelta(days=5), NOON - timedelta(days=5)
DECIDERS = {
    "owner": ("owner", "support"),
    "decider": ("metric", "data", "system"),
    "screener": ("permitted", "actions", "duplicate"),
}
"""Who answers which question of the first set."""
ALL = {each.key: "yes" for each in FIRST}
BUT_PERMITTED = {key: answer for key, answer in ALL.items() if key != "permitted"}
MATTER = {"data": TERMS.data, "purpose": TERMS.purpose, "system": TERMS.system, "terms_key": TERMS.key}


@dataclass(frozen=True)
class Standing:
    """How the questions of a use case stand; people of a waiver are named by their role."""

    path: str = "standard"
    answers: Mapping[str, str] = field(default_factory=dict)
    passed_by: str = ""
    waiver: Mapping[str, Any] | None = None
    consented_until: datetime = UNTIL


STANDINGS: Mapping[str, Standing] = {
    "OPEN": Standing(),
    "OPEN full": Standing("full"),
    "NO": Standing(answers={"data": "no"}),
    "YES": Standing(answers=ALL),
    "YES full": Standing("full", ALL),
    "YES full, passed once": Standing("full", ALL, passed_by="screener"),
    "WAIVER proposed": Standing(answers=BUT_PERMITTED, waiver={}),
    "WAIVED": Standing(answers=BUT_PERMITTED, waiver={"agreed_by": "chair", "until": UNTIL}),
    "WAIVED too long": Standing(answers=BUT_PERMITTED, waiver={"agreed_by": "chair", "until": OVER}),
    "CONSENT over": Standing(consented_until=OVER),
}
TEAMS: Mapping[str, dict[str, Any]] = {
    "NOBODY ASKED": {},
    "ASKED": {"asked": {}},
    "CONFIRMED": {"asked": {"is_confirmed": True, "answered_at": NOON}},
    "ADOPTED": {"state": "ADOPTED", "time": {}},
    "ADOPTED, time withdrawn": {"state": "ADOPTED", "time": {"withdrawn_at": NOON}},
    "RETIRED": {"state": "RETIRED", "time": {}},
}


def questions(standing: Standing) -> Arrange:
    """Let a nominated use case be asked; its `decider` decides about metric, data and system."""

    def arrange(jobs: JobContext, world: World) -> World:
        session = jobs.session
        case = make_case(session, world.done, path=standing.path, nominated_by=world.named["requester"])
        written = [each.written() for each in FIRST]
        saved(session, QuestionSet(number=FIRST_NUMBER, questions=written, published_at=ALWAYS))
        case.first_passed_by = world.named[standing.passed_by] if standing.passed_by else None
        saved(session, Dossier(case_id=case.id, **MATTER))
        _answer(session, world, case, standing.answers)
        versions = {"version_of_data": 1, "version_of_permitted": 0, "version_of_owner": 0}
        return world.with_case(
            case,
            consent_id=_consent(session, world, case, standing.consented_until),
            waiver_id=_waive(session, world, case, standing.waiver),
            **versions,
        )

    return arrange


def team(
    state: str = "SCREENED", asked: Mapping[str, Any] | None = None, time: Mapping[str, Any] | None = None
) -> Arrange:
    """Let the captain ask to own a use case, or have been granted time for it by its owner."""

    def arrange(jobs: JobContext, world: World) -> World:
        session, who = jobs.session, {"member_id": world.named["captain"]}
        by = {"nominated_by": world.named["requester"], "screened_by": world.named["screener"]}
        case = make_case(session, world.done, state, **by)
        if asked is not None:
            saved(session, MemberAsOwner(case_id=case.id, **who, asked_at=LONG_AGO, **asked))
        if time is None:
            return world.with_case(case, time_id=0)
        span = {"half_days": 2, "starts_on": NOON.date(), "ends_on": NOON.date()}
        granted = {"granted_by": world.named["owner"], "granted_at": LONG_AGO}
        return world.with_case(
            case, time_id=saved(session, TeamTime(case_id=case.id, **who, **span, **granted, **time)).id
        )

    return arrange


def _answer(session: Session, world: World, case: UseCase, answers: Mapping[str, str]) -> None:
    given = {"set_number": FIRST_NUMBER, "about": TERMS.key, "answered_at": NOON}
    by = {key: world.named[who] for who, keys in DECIDERS.items() for key in keys}
    decider_id = world.named["decider"]
    session.add_all(
        CaseQuestion(case_id=case.id, key=key, decider_id=decider_id, version=1) for key in DECIDERS["decider"]
    )
    session.add_all(
        QuestionAnswer(case_id=case.id, key=key, answer=said, answered_by=by[key], **given)
        for key, said in answers.items()
    )
    session.commit()


def _consent(session: Session, world: World, case: UseCase, until: datetime) -> int:
    given = {"given_by": world.named["decider"], "given_at": LONG_AGO, "until": until}
    return saved(session, StandingConsent(case_id=case.id, **MATTER, decider="data_owner", **given)).id


def _waive(session: Session, world: World, case: UseCase, waiver: Mapping[str, Any] | None) -> int:
    if waiver is None:
        return 0
    agreed = {key: world.named[value] if key == "agreed_by" else value for key, value in waiver.items()}
    proposed = {"key": "permitted", "reason": "Soon.", "days": 30, "proposed_by": world.named["screener"]}
    return saved(session, QuestionWaiver(case_id=case.id, **proposed, proposed_at=LONG_AGO, **agreed)).id
