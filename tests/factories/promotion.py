"""Use cases with their whole lineage for tests."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from hackathon.core.facts import FactRow
from hackathon.events.challenges.models import Challenge
from hackathon.events.setup.models import Event
from hackathon.people.accounts.models import Account
from hackathon.projects.submissions.models import Submission
from hackathon.projects.workspace.models import Project
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.cases.facts import CaseFact
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.impact.models import Reading
from hackathon.promotion.inventory.models import InventoryImport, ReferenceCase
from hackathon.promotion.inventory.rules import HEAD
from hackathon.teams.formation.models import Team
from tests.clocks import NOON
from tests.factories.events import make_challenge, make_event
from tests.factories.people import LONG_AGO, make_account
from tests.factories.projects import make_project, make_submission
from tests.factories.saving import numbers, saved
from tests.factories.teams import make_team


@dataclass(frozen=True)
class Finished:
    """A project that was handed in at an event whose results are out, and everybody around it."""

    organizer: Account
    judge: Account
    captain: Account
    member: Account
    owner: Account
    event: Event
    challenge: Challenge
    team: Team
    project: Project
    submission: Submission


def make_finished_project(session: Session, *, owner: Account | None = None, **values: Any) -> Finished:
    """Make a project that may be nominated; its question belongs to `owner`."""
    organizer, judge, captain, member = (
        make_account(session, f"{who} {next(numbers)}") for who in ("Olga", "Jun", "Cara", "Milo")
    )
    owner = owner or make_account(session, f"Paula {next(numbers)}", "product_owner")
    event = make_event(session, "over", organizer=organizer, judges=(judge,), state="RELEASED", released_at=LONG_AGO)
    challenge = make_challenge(session, event, product_owner_id=owner.id)
    team = make_team(session, event, captain, member, challenge=challenge)
    project = make_project(session, team, **values)
    submission = make_submission(session, project, captain.id, commit_sha="9b02d7a" + "0" * 33)
    session.commit()
    return Finished(organizer, judge, captain, member, owner, event, challenge, team, project, submission)


def make_case(session: Session, finished: Finished | None = None, state: str = "NOMINATED", **values: Any) -> UseCase:
    """Make a nominated use case, its path signed (the light one); from ADOPTED on the owner of its question has it."""
    finished = finished or make_finished_project(session)
    carried = state in {"ADOPTED", "BUILDING", "PILOT", "LIVE", "RETIRED", "SUSPENDED"}
    case = saved(
        session,
        UseCase(
            **{
                "number": next(numbers),
                "project_id": finished.project.id,
                "team_id": finished.team.id,
                "event_id": finished.event.id,
                "challenge_id": finished.challenge.id,
                "submission_id": finished.submission.id,
                "title": finished.project.title,
                "path": values.get("path", "light"),
                "least_path": values.get("path", "light"),
                "path_signed_at": LONG_AGO,
                "state": state,
                "state_since": LONG_AGO,
                "resumes_in": "PILOT" if state == "SUSPENDED" else None,
                "owner_id": finished.owner.id if carried else None,
                "nominated_by": finished.captain.id,
                "created_at": LONG_AGO,
            }
            | values
        ),
    )
    make_nomination(session, case, finished.owner)
    return case


def make_nomination(session: Session, case: UseCase, owner: Account) -> Nomination:
    """Put a use case's project forward."""
    return saved(
        session,
        Nomination(
            project_id=case.project_id,
            case_id=case.id,
            proposed_owner_id=owner.id,
            change="The next shift reads one page.",
            nominated_by=case.nominated_by,
            nominated_at=LONG_AGO,
        ),
    )


def make_way(session: Session, case: UseCase, *steps: tuple[type[CaseFact], float], **payload: Any) -> None:
    """Record facts about a use case as if each had happened so many days after it was nominated, long ago."""
    common = {"subject_id": case.id, "event_id": case.event_id, "project_id": case.project_id} | payload
    session.add_all(
        FactRow(
            kind=fact.kind,
            stream_kind=fact.subject,
            stream_id=case.id,
            audience=fact.audience,
            payload=fact.read(json.dumps(common)).payload(),
            at=LONG_AGO + timedelta(days=days),
        )
        for fact, days in steps
    )
    session.commit()


def make_offer(session: Session, case: UseCase, owner: Account, **values: Any) -> Offer:
    """Offer a use case to somebody, with ten more days to answer."""
    return saved(
        session,
        Offer(
            **{
                "case_id": case.id,
                "owner_id": owner.id,
                "offered_at": LONG_AGO,
                "expires_at": NOON.replace(month=12, day=4),
            }
            | values
        ),
    )


def make_evidence(session: Session, case: UseCase, requirement: str, giver: Account, **values: Any) -> Evidence:
    """Give a link as evidence for the gate to building, unless told otherwise."""
    return saved(
        session,
        Evidence(
            **{
                "case_id": case.id,
                "gate": "build",
                "requirement": requirement,
                "kind": "link",
                "link": "https://wiki.example.org/evidence",
                "given_by": giver.id,
                "given_at": LONG_AGO,
            }
            | values
        ),
    )


def make_reading(session: Session, case: UseCase, giver: Account, **values: Any) -> Reading:
    """Measure a use case."""
    return saved(
        session,
        Reading(
            **{
                "case_id": case.id,
                "value": 24,
                "measured_on": LONG_AGO.date(),
                "method": "badge log",
                "given_by": giver.id,
                "given_at": LONG_AGO,
            }
            | values
        ),
    )


def make_reference_case(session: Session, **cells: str) -> ReferenceCase:
    """Import one row of the public inventory."""
    row = dict.fromkeys(HEAD, "") | {"use_case_name": "Meter radar", "agency": "DOE"} | cells
    taken = saved(
        session,
        InventoryImport(
            file_name="inventory.csv", head=list(HEAD), rows=1, recoded=0, unplaced=0, strange={}, imported_at=LONG_AGO
        ),
    )
    return saved(
        session,
        ReferenceCase(
            import_id=taken.id,
            row_number=1,
            name=row["use_case_name"],
            agency=row["agency"],
            stage=row["development_stage"],
            words=row["problem_solved"],
            original=list(row.values()),
            recoded={},
        ),
    )
