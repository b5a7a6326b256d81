"""A small world for the matrix: two events, each thing once as one's own and once as another person's."""

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import Any

from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER
from hackathon.core.facts import FactRow, FactSubject, Statement
from hackathon.core.jobs import Job
from hackathon.core.ledger.models import LedgerAddress, LedgerCheckpoint
from hackathon.core.mail import Mail
from hackathon.core.storage import Storage, StoredFile
from hackathon.events.challenges.models import Track
from hackathon.events.setup.models import Event
from hackathon.judging.awards.models import Award, Prize
from hackathon.judging.ballots.models import Ballot
from hackathon.judging.stages.models import Stage
from hackathon.judging.tallies.models import RankingDecision
from hackathon.people.accounts.models import Account
from hackathon.people.inbox.models import Notice
from hackathon.people.integrations.models import ApiToken
from hackathon.projects.git.models import GitHost
from hackathon.projects.submissions.facts import AttachmentAdded
from hackathon.projects.submissions.models import Attachment
from hackathon.projects.workspace.models import Project
from hackathon.promotion.adoption.models import Offer
from hackathon.promotion.cases.models import Nomination, UseCase
from hackathon.promotion.confirmations.models import MemberAsOwner
from hackathon.promotion.gates.models import Evidence
from hackathon.promotion.handover.models import Tracker
from hackathon.promotion.questions.models import StandingConsent
from hackathon.promotion.team_time.models import TeamTime
from hackathon.teams.formation.models import Team
from hackathon.teams.wishes.models import ApartWish, TogetherWish
from tests.clocks import NOON
from tests.factories import (
    make_account,
    make_challenge,
    make_event,
    make_project,
    make_registration,
    make_repository,
    make_submission,
    make_team,
)
from tests.factories.announcements import make_announcement
from tests.factories.guidance import make_dataset, make_matrix, make_tool, make_use
from tests.factories.imports import make_import
from tests.factories.judging import make_assignment_plan, make_late_cast, make_rubric
from tests.factories.links import make_join_link, make_newcomer, make_personal_link
from tests.factories.matching import make_plan
from tests.factories.promotion import make_reference_case
from tests.factories.saving import saved
from tests.factories.selection import make_round
from tests.factories.teams import make_invitation, make_invitation_link, make_request

ROLES = (
    "stranger",
    "employee",
    "participant",
    "member",
    "captain",
    "judge",
    "organizer",
    "host",
    "steward",
    "product_owner",
    "admin",
)


@dataclass
class World:
    """Who there is, and what the variables of addresses stand for, by `mine` and `theirs`."""

    people: dict[str, Account | None] = field(default_factory=dict)
    mine: dict[str, Any] = field(default_factory=dict)
    theirs: dict[str, Any] = field(default_factory=dict)


def make_world(session: Session, storage: Storage) -> World:
    """Make the world: `mine` belongs to the roles of the columns, `theirs` to people who are in no column."""
    storage.keep(BytesIO(CONTENTS), limit=len(CONTENTS))
    world = World()
    world.people = {
        role: make_account(session, role.title()) for role in ROLES if role not in {"stranger", *SITE_ROLES}
    }
    world.people |= {role: make_account(session, role.title(), role) for role in SITE_ROLES} | {"stranger": None}
    world.mine = _things(session, _known(world.people))
    strangers = {role: make_account(session, f"Other {role}") for role in world.people}
    world.theirs = _things(session, strangers, state="DRAFT")
    return world


CONTENTS = b"%PDF-1.4"
DIGEST = hashlib.sha256(CONTENTS).hexdigest()
SITE_ROLES = ("host", "steward", "product_owner", "admin")


def _known(people: dict[str, Account | None]) -> dict[str, Account]:
    return {role: account for role, account in people.items() if account is not None}


def _things(session: Session, people: dict[str, Account], **event_values: Any) -> dict[str, Any]:
    """Make one running event with a project, and one released event whose project is a use case on its way."""
    organizer, judge, captain = people["organizer"], people["judge"], people["captain"]
    event = make_event(session, "running", organizer=organizer, judges=(judge,), **event_values)
    challenge = make_challenge(session, event, poser=captain, product_owner_id=people["product_owner"].id)
    team = make_team(session, event, captain, people["member"], challenge=challenge)
    registration = make_registration(session, event, people["participant"])
    project = make_project(session, team)
    make_repository(session, project, linked_by=captain.id)
    make_submission(session, project, captain.id)
    file = saved(session, _file(scope="project", scope_id=project.id, given_by=captain.id))
    attachment = saved(session, Attachment(project_id=project.id, file_id=file.id, given_by=captain.id, given_at=NOON))
    ballot = saved(session, Ballot(event_id=event.id, project_id=project.id, judge_id=judge.id))
    track, stage = Track(event_id=event.id, name="Care"), Stage(event_id=event.id, number=2, name="Final")
    return {
        "slug": event.slug,
        "event_id": event.id,
        "challenge_id": challenge.id,
        "track_id": saved(session, track).id,
        "stage": saved(session, stage).number,
        "rubric_id": make_rubric(session, event, scope="stage:2", stage=2, criteria=[]).id,
        "team_id": team.id,
        "project_id": project.id,
        "submission_number": 1,
        "turn": 1,
        "file_id": file.id,
        "attachment_id": attachment.id,
        "ballot_id": ballot.id,
        "plan_id": make_assignment_plan(session, ballot, asked_by=organizer).id,
        "late_id": make_late_cast(session, ballot).id,
        "account_id": people["participant"].id,
        "registration_id": registration.id,
        "run_id": make_plan(session, event, _silent(session), (None, [people["participant"]])).id,
        "announcement_id": make_announcement(session, event).id,
        **_links(session, event, organizer),
        **_decided(session, event, organizer),
        **_joining(session, team),
        **_wishes(session, event, people),
        **_after(session, people, challenge_owner=people["product_owner"]),
        "round_id": make_round(session, people["steward"], name=f"Round of {people['steward'].id}").id,
        **_kept(session, people["participant"]),
        **_guided(session, project, people["product_owner"], captain),
        **_recorded(session, project),
    }


def _recorded(session: Session, project: Project) -> dict[str, Any]:
    """Make something that happened to the project, a checkpoint of the record, and an address that gets them."""
    attached = AttachmentAdded(subject_id=project.id, file_id=project.id)
    fact = saved(session, FactRow.of(attached, actor=STRANGER, at=NOON))
    saved(session, FactSubject(fact_id=fact.id, kind="project", subject_id=project.id))
    signed = LedgerCheckpoint(size=project.id, root="0" * 64, signed="a note", at=NOON)
    address = LedgerAddress(address=f"notary{project.id}@example.org", since=NOON)
    return {
        "fact_id": fact.id,
        "checkpoint_id": saved(session, signed).id,
        "address_id": saved(session, address).id,
    }


def _silent(session: Session) -> Account:
    """Make somebody who wants no mail, so that no mail's number meets that of the job below."""
    return make_account(session, profile={"wants_mail": False})


def _guided(session: Session, project: Project, owner: Account, captain: Account) -> dict[str, Any]:
    """Make a data set, a tool with its row in a version of the matrix, a use of both, and a tracker."""
    dataset, tool = make_dataset(session, owner), make_tool(session)
    reference = make_reference_case(session)
    number = make_matrix(session, tool, project.id, internal="allowed").number
    return {
        "dataset_id": dataset.id,
        "tool_id": tool.id,
        "matrix_version": number,
        "use_id": make_use(session, project, dataset, tool, captain).id,
        "reference_id": reference.id,
        "subject_id": reference.id,
        "tracker_id": saved(session, _tracker(owner)).id,
    }


def _tracker(giver: Account) -> Tracker:
    template = "https://tracker.example.org/new?title={title}"
    return Tracker(name=f"Tracker {giver.id}", template=template, added_by=giver.id, added_at=NOON)


def _decided(session: Session, event: Event, organizer: Account) -> dict[str, Any]:
    """Make a decision about the ranking, and a prize."""
    said = saved(session, Statement.of("So."))
    decision = RankingDecision(
        event_id=event.id,
        kind="method",
        details={"method": "mean"},
        statement_id=said.id,
        taken_by=organizer.id,
        taken_at=NOON,
    )
    prize = Prize(event_id=event.id, name="First")
    return {"decision_id": saved(session, decision).id, "prize_id": saved(session, prize).id}


def _links(session: Session, event: Event, organizer: Account) -> dict[str, Any]:
    """Make a join link, somebody who waits to come in by it, and a personal link."""
    link = make_join_link(session, event, organizer)
    personal = make_personal_link(session, event, organizer)
    return {"link_id": link.id, "newcomer_id": make_newcomer(session, link).id, "personal_id": personal.id}


def _joining(session: Session, team: Team) -> dict[str, Any]:
    """Make somebody who asks the team, somebody whom it invited, and a link by which it invites."""
    return {
        "request_id": make_request(session, team).id,
        "invitation_id": make_invitation(session, team).id,
        "invitation_link_id": make_invitation_link(session, team).id,
    }


def _wishes(session: Session, event: Event, people: dict[str, Account]) -> dict[str, Any]:
    """Make what the participant wished, and with whom they must not be in a team."""
    one, other = people["participant"].id, people["member"].id
    together = TogetherWish(event_id=event.id, account_id=one, other_id=other, wished_at=NOON)
    apart = ApartWish(event_id=event.id, one_id=one, other_id=other, told_by_id=one, told_at=NOON)
    return {"together_id": saved(session, together).id, "apart_id": saved(session, apart).id}


def _after(session: Session, people: dict[str, Account], *, challenge_owner: Account) -> dict[str, Any]:
    """Make the released event with an award, a use case that is offered, and one piece of evidence."""
    event = make_event(session, "over", organizer=people["organizer"], judges=(people["judge"],), state="RELEASED")
    challenge = make_challenge(session, event, product_owner_id=challenge_owner.id)
    team = make_team(session, event, people["captain"], people["member"], challenge=challenge)
    project = make_project(session, team)
    submission = make_submission(session, project, people["captain"].id)
    award = saved(
        session,
        Award(event_id=event.id, project_id=project.id, name="First", given_by=people["organizer"].id, given_at=NOON),
    )
    case = saved(session, _case(project, submission.id, state="OFFERED", nominated_by=people["organizer"].id))
    saved(
        session,
        Nomination(
            project_id=project.id,
            case_id=case.id,
            nominated_by=people["organizer"].id,
            nominated_at=NOON,
            change="More",
        ),
    )
    offer = saved(
        session,
        Offer(case_id=case.id, owner_id=challenge_owner.id, offered_at=NOON, expires_at=NOON + timedelta(days=14)),
    )
    evidence = saved(
        session,
        Evidence(
            case_id=case.id,
            gate="BUILDING",
            requirement="plan",
            kind="link",
            link="https://example.org",
            given_by=people["captain"].id,
            given_at=NOON,
        ),
    )
    consent = saved(
        session,
        StandingConsent(
            case_id=case.id,
            decider="data_owner",
            data="Log",
            purpose="Shifts",
            system="Roster",
            terms_key="log|shifts|roster",
            given_by=people["judge"].id,
            given_at=NOON,
            until=NOON + timedelta(days=14),
        ),
    )
    return {
        **_coming(session, case, people),
        "consent_id": consent.id,
        "released_slug": event.slug,
        "released_project_id": project.id,
        "award_id": award.id,
        "number": case.number,
        "offer_id": offer.id,
        "evidence_id": evidence.id,
    }


def _coming(session: Session, case: UseCase, people: dict[str, Account]) -> dict[str, Any]:
    """Make a team member who would own the use case, and who was granted time for it."""
    member, day = people["member"], NOON.date()
    saved(session, MemberAsOwner(case_id=case.id, member_id=member.id, asked_at=NOON))
    time = TeamTime(
        case_id=case.id,
        member_id=member.id,
        half_days=2,
        starts_on=day,
        ends_on=day,
        granted_by=people["organizer"].id,
        granted_at=NOON,
    )
    return {"time_id": saved(session, time).id, "member_id": member.id}


def _case(project: Any, submission_id: int, **values: Any) -> UseCase:
    return UseCase(
        number=project.id,
        project_id=project.id,
        team_id=project.team_id,
        event_id=project.event_id,
        challenge_id=project.challenge_id,
        submission_id=submission_id,
        title=project.title,
        state_since=NOON,
        created_at=NOON,
        **values,
    )


def _kept(session: Session, reader: Account) -> dict[str, Any]:
    """Make what administrators and inboxes show."""
    number = reader.id
    notice = Notice(account_id=reader.id, key=f"n{number}", subject="Hello", text="Look", path="/", at=NOON)
    mail = Mail(key=f"m{number}", to=reader.email, subject="Hello", body="{secret}", secret="s", written_at=NOON)
    job = Job(name="core.mail.send", subject_id=number, requested_at=NOON, run_after=NOON, failed_at=NOON)
    return {
        "notice_id": saved(session, notice).id,
        "mail_id": saved(session, mail).id,
        "job_id": saved(session, job).id,
        "delivery_id": 0,
        "host_id": saved(session, _git_host(reader)).id,
        "token_id": saved(session, _token(reader)).id,
        "import_id": make_import(session, reader).id,
    }


def _git_host(giver: Account) -> GitHost:
    origin = f"https://git{giver.id}.example.org:443"
    return GitHost(origin=origin, user_name="", sealed_token="x", given_by=giver.id, given_at=NOON)


def _token(owner: Account) -> ApiToken:
    return ApiToken(
        account_id=owner.id,
        name="a script",
        scopes=["read"],
        secret_hash=f"{owner.id:064}",
        made_at=NOON,
        expires_at=NOON + timedelta(days=1),
    )


def _file(**values: Any) -> StoredFile:
    kept = {"key": f"{DIGEST[:2]}/{DIGEST}", "sha256": DIGEST, "size": len(CONTENTS)}
    return StoredFile(**kept, name="slides.pdf", media_type="application/pdf", at=NOON, **values)
