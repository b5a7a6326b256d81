"""Everything that can be tried with a project, a use case, its offer and its evidence, and who comes along."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hackathon.promotion.adoption import commands as adoption
from hackathon.promotion.adoption.policy import EXPIRING
from hackathon.promotion.adoption.rules import Signature
from hackathon.promotion.cases import commands as cases
from hackathon.promotion.confirmations import commands as confirmations
from hackathon.promotion.countersigning import commands as countersigning
from hackathon.promotion.day_one import commands as day_one
from hackathon.promotion.day_one.rules import PlanDraft
from hackathon.promotion.gates import commands as gates
from hackathon.promotion.handover import commands as handover
from hackathon.promotion.impact import commands as impact
from hackathon.promotion.impact.policy import REMINDING
from hackathon.promotion.merging import commands as merging
from hackathon.promotion.nominations import commands as nominations
from hackathon.promotion.nominations.policy import OFFERING as OFFERING_WAITING
from hackathon.promotion.nominations.policy import REMINDING as REMINDING_DECIDERS
from hackathon.promotion.ownership import commands as ownership
from hackathon.promotion.ownership.policy import NOTICING, RETURNING, WATCHING
from hackathon.promotion.parking import commands as parking
from hackathon.promotion.parking.policy import LAPSING
from hackathon.promotion.paths import commands as paths
from hackathon.promotion.paths.rules import SERIOUS, SIX
from hackathon.promotion.pilots import commands as pilots
from hackathon.promotion.pilots.policy import PILOT_SWEEP
from hackathon.promotion.team_time import commands as team_time
from hackathon.promotion.team_time.rules import Span
from tests.promotion.triples.acting import API_CASE, CASE, WHY, Action, Api, Names, Page, on_case
from tests.promotion.triples.questions import QUESTIONING
from tests.promotion.triples.rounds import CHOOSING

YES, NO = {"has_owner": "yes", "has_usable_data": "yes"}, {"has_measured_outcome": "no", "would_change": "A metric"}
SIX_YES = dict.fromkeys(SIX, "yes")
ANSWERS = SIX_YES | dict.fromkeys(SERIOUS, "no")
SIGNED = {"metric": "minutes per batch", "budget": "none needed", "signed_name": "{owner_name}"}
FULLY = {"deputy": "{deputy_email}", "sponsor_id": "{sponsor}"}
READING = {"value": "24", "measured_on": "2026-11-20", "method": "badge log"}
LINK = {"link": "https://tracker.example.org/7"}
SPAN = {"half_days": "2", "starts_on": "2026-12-01", "ends_on": "2026-12-31"}

NOMINATING = {
    "nominate": Action(
        lambda work, at: nominations.nominate_project(
            work, at["project_id"], nominations.NominationDraft("Less typing.", owner_id=at["owner"])
        ),
        Page("/projects/{project_id}/nominate", {"change": "Less typing.", "owner_id": "{owner}"}),
        Api(
            "POST",
            "/api/v1/projects/{project_id}/nomination",
            {"change": "Less typing.", "owner_id": "{owner}"},
            version="1",
        ),
    ),
}
DECIDING = {
    "pass": on_case(
        lambda work, at: nominations.screen_case(work, at["case_id"], nominations.Answers(True, True, True)),
        "/screening",
        YES | {"has_measured_outcome": "yes"},
        "/screening",
    ),
    "turn down": on_case(
        lambda work, at: nominations.screen_case(
            work, at["case_id"], nominations.Answers(True, True, False, "No metric.", "A metric")
        ),
        "/screening",
        YES | NO | WHY,
        "/screening",
    ),
    "merge": on_case(
        lambda work, at: merging.merge_case(work, at["case_id"], at["other_number"], "It does the same."),
        "/merge",
        {"into": "{other_number}"} | WHY,
        "/merge",
    ),
    "sign six": on_case(
        lambda work, at: paths.sign_answers(work, at["case_id"], ANSWERS), "/path", SIX_YES, "/path", body=ANSWERS
    ),
    "ask six again": on_case(
        lambda work, at: paths.ask_again(work, at["case_id"], "data", "It reads names now."),
        "/path/again",
        {"what": "data"} | WHY,
        "/path/again",
    ),
    "propose owner": on_case(
        lambda work, at: paths.propose_owner(work, at["case_id"], at["next_owner"]),
        "/path/owner",
        {"owner_id": "{next_owner}"},
        "/path/owner",
    ),
    "raise path": on_case(
        lambda work, at: cases.raise_path(work, at["case_id"], "full", "It decides about people."),
        "/path/raise",
        {"path": "full"} | WHY,
        "/path/raise",
    ),
    "renominate": on_case(
        lambda work, at: nominations.renominate_case(work, at["case_id"], "There are data now."),
        "/renominate",
        WHY,
        "/renomination",
    ),
    "plan day one": Action(
        lambda work, at: day_one.save_plan(work, at["case_id"], PlanDraft(target_system="Roster")),
        Page(f"{CASE}/day-one", {"target_system": "Roster"}),
    ),
    "remind deciders": Action(
        lambda work, at: nominations.remind_deciders(work, at["case_id"]), reason=REMINDING_DECIDERS
    ),
    "offer waiting": Action(lambda work, at: nominations.offer_waiting(work, at["case_id"]), reason=OFFERING_WAITING),
    "lapse": Action(lambda work, at: parking.lapse_case(work, at["case_id"]), reason=LAPSING),
}
OFFERING = {
    "offer again": on_case(
        lambda work, at: adoption.offer_again(work, at["case_id"], at["next_owner"]),
        "/offer/again",
        {"owner_id": "{next_owner}"},
        "/offer",
    ),
    "accept": on_case(
        lambda work, at: adoption.accept_offer(work, at["case_id"], _signature(at)), "/offer", SIGNED, "/offer/accept"
    ),
    "sign": on_case(
        lambda work, at: countersigning.sign_offer(
            work, at["case_id"], _signature(at, deputy_id=at["deputy"], sponsor_id=at["sponsor"])
        ),
        "/offer/sign",
        SIGNED | FULLY,
        "/offer/sign",
        body=SIGNED | {"deputy_id": "{deputy}", "sponsor_id": "{sponsor}"},
    ),
    "countersign": on_case(
        lambda work, at: countersigning.countersign_offer(work, at["case_id"], at["sponsor_name"]),
        "/offer/countersign",
        {"signed_name": "{sponsor_name}"},
        "/offer/countersign",
    ),
    "refuse to countersign": on_case(
        lambda work, at: countersigning.refuse_to_countersign(work, at["case_id"], "Too dear."),
        "/offer/refuse",
        WHY,
        "/offer/refuse",
    ),
    "decline": on_case(
        lambda work, at: adoption.decline_offer(work, at["case_id"], "No room."),
        "/offer/decline",
        WHY,
        "/offer/decline",
    ),
    "remind of offer": Action(lambda work, at: adoption.remind_of_offer(work, at["offer_id"]), reason=EXPIRING),
    "hand over": on_case(
        lambda work, at: ownership.hand_over(work, at["case_id"], at["next_owner"]),
        "/owner/hand-over",
        {"owner_id": "{next_owner}"},
        "/owner/hand-over",
        body={"account_id": "{next_owner}"},
    ),
    "keep": on_case(
        lambda work, at: ownership.withdraw_hand_over(work, at["case_id"]), "/owner/keep", {}, "/owner/keep"
    ),
    "expire": Action(lambda work, at: adoption.expire_offer(work, at["offer_id"]), reason=EXPIRING),
}
OWNING = {
    "take over": on_case(
        lambda work, at: ownership.take_over(work, at["case_id"], _signature(at, signed_name=at["deputy_name"])),
        "/owner/take-over",
        SIGNED | {"signed_name": "{deputy_name}"},
        "/owner/take-over",
    ),
    "take over as product owner": on_case(
        lambda work, at: ownership.take_over(work, at["case_id"], _signature(at, signed_name=at["other_owner_name"])),
        "/owner/take-over",
        SIGNED | {"signed_name": "{other_owner_name}"},
        "/owner/take-over",
    ),
    "name deputy": on_case(
        lambda work, at: ownership.name_deputy(work, at["case_id"], at["unassigned"]),
        "/owner/deputy",
        {"deputy": "{unassigned_email}"},
        "/owner/deputy",
        body={"account_id": "{unassigned}"},
    ),
    "step back": on_case(
        lambda work, at: ownership.step_back(work, at["case_id"], "I leave."),
        "/owner/step-back",
        WHY,
        "/owner/step-back",
    ),
    "note missing": Action(
        lambda work, at: ownership.note_missing_owner(work, at["case_id"], at["owner"]), reason=NOTICING
    ),
    "note back": Action(lambda work, at: ownership.note_owner_back(work, at["case_id"], at["owner"]), reason=RETURNING),
    "suspend ownerless": Action(lambda work, at: ownership.suspend_ownerless(work, at["case_id"]), reason=WATCHING),
}
CARRYING = {
    "suspend": on_case(
        lambda work, at: cases.suspend_case(work, at["case_id"], "No data."), "/suspend", WHY, "/suspend"
    ),
    "resume": on_case(lambda work, at: cases.resume_case(work, at["case_id"]), "/resume", {}, "/resume"),
    "retire": on_case(lambda work, at: cases.retire_case(work, at["case_id"], "Replaced."), "/retire", WHY, "/retire"),
    "give evidence": Action(
        lambda work, at: gates.give_evidence(work, at["case_id"], _evidence(at)),
        Page(f"{CASE}/evidence/{{requirement}}", {"link": "https://wiki.example.org/plan", "reading": "{reading_id}"}),
    ),
    "accept evidence": Action(
        lambda work, at: gates.accept_evidence(work, at["evidence_id"]), Page(f"{CASE}/evidence/{{evidence_id}}/accept")
    ),
    "reject evidence": Action(
        lambda work, at: gates.reject_evidence(work, at["evidence_id"], "Too thin."),
        Page(f"{CASE}/evidence/{{evidence_id}}/reject", WHY),
    ),
    "advance": Action(
        lambda work, at: gates.advance_case(work, at["case_id"], at["action"]),
        Page(f"{CASE}/advance", {"action": "{action}"}),
    ),
    "give reading": on_case(
        lambda work, at: impact.give_reading(
            work, at["case_id"], impact.ReadingDraft(Decimal(24), date(2026, 11, 20), "badge log")
        ),
        "/readings/new",
        READING,
        "/readings",
    ),
    "watch pilot": Action(lambda work, at: pilots.watch_pilot(work, at["case_id"]), reason=PILOT_SWEEP),
    "remind": Action(lambda work, at: impact.remind_to_measure(work, at["case_id"]), reason=REMINDING),
    "link ticket": Action(
        lambda work, at: handover.link_ticket(work, at["case_id"], LINK["link"]),
        Page(f"{CASE}/handover", LINK),
        Api("PUT", f"{API_CASE}/ticket", LINK),
    ),
}
JOINING = {
    "ask to own": on_case(
        lambda work, at: confirmations.ask_to_own(work, at["case_id"]), "/member-owners", {}, "/member-owners"
    ),
    "confirm member": on_case(
        lambda work, at: confirmations.confirm_member_as_owner(work, at["case_id"], at["captain"]),
        "/member-owners/{captain}/confirm",
        {},
        "/member-owners/{captain}/confirm",
    ),
    "refuse member": on_case(
        lambda work, at: confirmations.refuse_member_as_owner(work, at["case_id"], at["captain"], "Not now."),
        "/member-owners/{captain}/refuse",
        WHY,
        "/member-owners/{captain}/refuse",
    ),
    "grant time": on_case(
        lambda work, at: team_time.grant_time(
            work, at["case_id"], at["captain"], Span(2, date(2026, 12, 1), date(2026, 12, 31))
        ),
        "/time",
        SPAN | {"member_id": "{captain}"},
        "/time",
        body=SPAN | {"member_id": "{captain}", "half_days": 2},
    ),
    "withdraw time": on_case(
        lambda work, at: team_time.withdraw_time(work, at["case_id"], at["time_id"], "Needed elsewhere."),
        "/time/{time_id}/withdraw",
        WHY,
        "/time/{time_id}/withdraw",
    ),
}
ACTIONS: Mapping[str, Mapping[str, Action]] = {
    "project": NOMINATING,
    "use case": DECIDING | OWNING | CARRYING,
    "offer": OFFERING,
    "question": QUESTIONING,
    "team": JOINING,
    "round": CHOOSING,
}


def _signature(at: Names, **more: Any) -> Signature:
    return Signature(**(SIGNED | {"signed_name": at["owner_name"]} | more))


def _evidence(at: Names) -> gates.EvidenceDraft:
    if at["reading_id"]:
        return gates.EvidenceDraft(at["requirement"], reading_id=at["reading_id"])
    return gates.EvidenceDraft(at["requirement"], link="https://wiki.example.org/plan")
