"""A project, a use case, an offer or a round put into each state it can be in, as it would be in it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from hackathon.core.jobs import JobContext
from hackathon.people.accounts.models import Account
from hackathon.projects.workspace.states import ProjectState
from hackathon.promotion.cases.models import UseCase
from hackathon.promotion.cases.states import CARRIED, CaseState
from hackathon.promotion.gates.rules import GATES, EvidenceKind, gate_of
from hackathon.promotion.selection.commands import RoundDraft
from hackathon.promotion.selection.jobs import cut
from hackathon.promotion.selection.states import RoundState
from tests.clocks import NOON
from tests.factories import make_account
from tests.factories.people import LONG_AGO
from tests.factories.promotion import make_case, make_evidence, make_offer, make_reading
from tests.factories.selection import make_candidate, make_round, make_sheets, sheet_of
from tests.promotion.triples.asked import OVER, STANDINGS, TEAMS, UNTIL, Arrange, questions, team
from tests.promotion.triples.world import World

STANDING = (*CARRIED, CaseState.SUSPENDED)
NEVER_SCREENED = {CaseState.NOMINATED, CaseState.DECLINED}
CASES: Mapping[str, dict[str, Any]] = {
    **{state.value: {} for state in CaseState},
    "NOMINATED standard": {"path": "standard"},
    "NOMINATED full": {"path": "full"},
    "SCREENED standard": {"path": "standard"},
    "NOMINATED unsigned": {"path": "standard", "path_signed_at": None},
    "SCREENED asked again": {"path": "standard", "path_asked_at": NOON},
    "SELECTED": {"path": "standard"},
    "WAITING": {"path": "standard"},
    "WAITING light": {},
    "OFFERED too long": {"expires_at": OVER},
    "ADOPTED proven": {"is_proven": True},
    "BUILDING proven": {"is_proven": True},
    "PILOT proven": {"is_proven": True},
    "PILOT unmeasured": {"is_unmeasured": True},
    "PILOT asked again": {"path_asked_at": NOON},
    "PILOT without its owner": {"owner_missing_since": LONG_AGO},
    "SUSPENDED held": {"is_held": True},
    "SUSPENDED without its owner": {"is_held": True, "owner_missing_since": LONG_AGO},
}
"""What is special about a use case in each state; `proven` where all evidence that its gate asks for is accepted."""
SIGNED = {"metric": "minutes", "budget": "none", "signed_name": "Owner", "statement": "I …", "signed_at": NOON}
OFFERS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "OPEN": ("OFFERED", {}),
    "OPEN full": ("OFFERED", {"path": "full"}),
    "OPEN signed": ("OFFERED", {"path": "full", "is_signed": True}),
    "OPEN full, passed by its owner": ("OFFERED", {"path": "full", "first_passed_by": "owner"}),
    "OPEN signed, passed by its sponsor": (
        "OFFERED",
        {"path": "full", "is_signed": True, "first_passed_by": "sponsor"},
    ),
    "OPEN too long": ("OFFERED", {"expires_at": OVER}),
    "OPEN near its end": ("OFFERED", {"expires_at": NOON + timedelta(days=1)}),
    "OPEN signed too long": ("OFFERED", {"path": "full", "is_signed": True, "expires_at": OVER}),
    "OPEN to hand over": ("PILOT", {}),
    "ACCEPTED": ("ADOPTED", {}),
    "DECLINED": ("PARKED", {}),
    "EXPIRED": ("PARKED", {}),
    "WITHDRAWN": ("PARKED", {}),
}
"""Where a use case is when the newest offer of it is in each state, and what is special about both."""


def _project(state: str, *, is_nominated: bool = False, is_released: bool = True) -> Arrange:
    def arrange(jobs: JobContext, world: World) -> World:
        world.done.project.state = state
        world.done.event.state = "RELEASED" if is_released else "PUBLISHED"
        if is_nominated:
            make_case(jobs.session, world.done)
        jobs.session.commit()
        return world

    return arrange


def _case(state: str, values: Mapping[str, Any], offer: str = "") -> Arrange:
    def arrange(jobs: JobContext, world: World) -> World:
        session, given = jobs.session, dict(values)
        if who := given.pop("first_passed_by", ""):
            given["first_passed_by"] = world.people[who].id
        special = {each: given.pop(each, None) for each in ("is_proven", "expires_at", "is_signed", "is_unmeasured")}
        case = make_case(session, world.done, state, **(_usual(world, state) | given))
        answered = offer or _answer_by(state)
        until = {"expires_at": special["expires_at"] or UNTIL, "state": answered}
        signed = SIGNED | {"sponsor_id": world.people["sponsor"].id} if special["is_signed"] else {}
        offered = make_offer(session, case, _asked(world, state, offer), **(until | signed)).id if answered else 0
        evidence = _evidence(session, world, case, special)
        return world.with_case(case, offer_id=offered, other_number=make_case(session).number, **evidence)

    return arrange


def _asked(world: World, state: str, offer: str) -> Account:
    return world.people["other_owner" if state == CaseState.PILOT and offer == "OPEN" else "owner"]


def _usual(world: World, state: str) -> dict[str, Any]:
    passed = state not in NEVER_SCREENED
    return {
        "nominated_by": world.people["requester"].id,
        "screened_by": world.people["screener"].id if passed else None,
        "selected_at": NOON if passed and state not in {CaseState.SCREENED, CaseState.WAITING} else None,
        "deputy_id": world.people["deputy"].id if state in STANDING else None,
    }


def _answer_by(state: str) -> str:
    if state == CaseState.OFFERED:
        return "OPEN"
    return "ACCEPTED" if state in {*STANDING, CaseState.RETIRED} else ""


def _evidence(session: Session, world: World, case: UseCase, special: Mapping[str, Any]) -> dict[str, Any]:
    """Let the captain give what the gate asks for once there is an owner: all accepted, or the first left open."""
    gate = gate_of(case.resumes_in or case.state) or GATES[-1]
    if not case.owner_id or special["is_unmeasured"]:
        return {"evidence_id": 0, "requirement": gate.requirements[0].key, "reading_id": None, "action": gate.key}
    first, giver = gate.requirements[0], world.people["captain"]
    reading_id = make_reading(session, case, giver).id if EvidenceKind.READING in first.kinds else None
    kind = {"kind": "reading", "link": "", "reading_id": reading_id} if reading_id else {}
    answer = {"is_accepted": True, "answered_at": NOON, "answered_by": world.people["screener"].id}
    for each in gate.requirements[1:]:
        make_evidence(session, case, each.key, giver, gate=gate.key, **answer)
    given = make_evidence(
        session, case, first.key, giver, gate=gate.key, **kind, **(answer if special["is_proven"] else {})
    )
    return {"evidence_id": given.id, "requirement": first.key, "reading_id": reading_id, "action": gate.key}


def _round(state: str, *, is_computed: bool = True) -> Arrange:
    def arrange(jobs: JobContext, world: World) -> World:
        session, people = jobs.session, world.people
        asked = {"nominated_by": people["requester"].id, "screened_by": people["screener"].id}
        cases = [make_candidate(session, world.done, **asked), make_candidate(session)]
        scorers = [people[who] for who in ("scorer", "sponsor", "captain", "requester", "owner")]
        held = make_round(session, people["chair"], cases, scorers)
        for scorer in scorers:
            make_sheets(session, held, [scorer], {case.id: sheet_of() for case in cases})
        held.state = "CUT" if state == "CLOSED" else state
        session.commit()
        if is_computed:
            cut(jobs, held.id)
        held.state = state
        session.commit()
        draft = RoundDraft("Again", {"": 9.0}, frozenset(case.id for case in cases), frozenset())
        session.refresh(held)
        more = {
            "round_id": held.id,
            "version": held.version,
            "draft": draft,
            "next_id": make_account(session, "Next", "sponsor").id,
        }
        return world.with_case(cases[0], **(more | {"version": held.version}))

    return arrange


STATES: Mapping[str, Mapping[str, Arrange]] = {
    "project": {
        **{state.value: _project(state) for state in ProjectState},
        "SUBMITTED unreleased": _project("SUBMITTED", is_released=False),
        "SUBMITTED nominated": _project("SUBMITTED", is_nominated=True),
    },
    "use case": {state: _case(state.split()[0], values) for state, values in CASES.items()},
    "offer": {state: _case(case, values, offer=state.split()[0]) for state, (case, values) in OFFERS.items()},
    "question": {state: questions(standing) for state, standing in STANDINGS.items()},
    "team": {state: team(**given) for state, given in TEAMS.items()},
    "round": {
        **{state.value: _round(state) for state in RoundState},
        "CUT uncomputed": _round("CUT", is_computed=False),
    },
}
