"""Everything that can be tried with the must-pass questions of a use case, their waivers and consents."""

from hackathon.promotion.consents import commands as consents
from hackathon.promotion.consents.policy import ENDING
from hackathon.promotion.nominations.rules import Refusal
from hackathon.promotion.questions import commands as questions
from hackathon.promotion.questions.policy import SERVING
from hackathon.promotion.questions.rules import Terms
from hackathon.promotion.waivers import commands as waivers
from hackathon.promotion.waivers.policy import RUNNING_OUT
from tests.promotion.triples.acting import API_CASE, CASE, WHY, Action, Api, Page, on_case

TERMS = Terms("Badge log", "Plan the shifts", "Roster")
NO = questions.AnswerDraft("no", "It is under a seal.", "The seal is lifted.")
SAID_NO = {"answer": "no", "reason": NO.reason, "would_change": NO.would_change}
REFUSAL = {"code": "no_usable_data", "reason": "The data owner said no.", "would_change": "Other data"}


def _answer(key: str, draft: questions.AnswerDraft) -> Action:
    said = {"answer": draft.answer, "reason": draft.reason, "would_change": draft.would_change}
    return Action(
        lambda work, at: questions.answer_question(work, at["case_id"], key, draft),
        Page(f"{CASE}/questions/{key}", said),
        Api("PUT", f"{API_CASE}/questions/{key}/answer", said, version=f"{{version_of_{key}}}"),
    )


QUESTIONING = {
    "say yes": _answer("data", questions.AnswerDraft("yes")),
    "say no": _answer("data", NO),
    "say yes as steward": _answer("permitted", questions.AnswerDraft("yes")),
    "say no as steward": _answer("permitted", NO),
    "say yes as owner": _answer("owner", questions.AnswerDraft("yes")),
    "say no as owner": _answer("owner", NO),
    "name decider": Action(
        lambda work, at: questions.name_decider(work, at["case_id"], "data", at["deputy_email"]),
        Page(f"{CASE}/questions/data/decider", {"email": "{deputy_email}"}),
        Api("PUT", f"{API_CASE}/questions/data/decider", {"email": "{deputy_email}"}, version="{version_of_data}"),
    ),
    "note": on_case(
        lambda work, at: questions.give_evidence(work, at["case_id"], "data", questions.EvidenceDraft(note="Seen.")),
        "/questions/data/evidence",
        {"note": "Seen."},
        "/questions/data/evidence",
    ),
    "set terms": Action(
        lambda work, at: questions.set_terms(work, at["case_id"], Terms("Other log", "Plan", "Roster")),
        Page(f"{CASE}/questions/terms", {"data_name": "Other log", "purpose": "Plan", "system": "Roster"}),
        Api("PUT", f"{API_CASE}/questions/terms", {"data": "Other log", "purpose": "Plan", "system": "Roster"}),
    ),
    "pass": on_case(
        lambda work, at: questions.pass_case(work, at["case_id"]), "/questions/pass", {}, "/questions/pass"
    ),
    "turn down": on_case(
        lambda work, at: questions.decline_case(
            work, at["case_id"], Refusal(REFUSAL["reason"], REFUSAL["code"], REFUSAL["would_change"])
        ),
        "/questions/decline",
        REFUSAL,
        "/questions/decline",
    ),
    "propose waiver": on_case(
        lambda work, at: waivers.propose_waiver(work, at["case_id"], "permitted", "It is being looked at.", 30),
        "/questions/permitted/waiver",
        {"days": "30"} | WHY,
        "/questions/permitted/waiver",
        body={"days": 30} | WHY,
    ),
    "agree to waiver": on_case(
        lambda work, at: waivers.agree_to_waiver(work, at["case_id"], "permitted"),
        "/questions/permitted/waiver/agree",
        {},
        "/questions/permitted/waiver/agree",
    ),
    "refuse waiver": on_case(
        lambda work, at: waivers.refuse_waiver(work, at["case_id"], "permitted", "Too risky."),
        "/questions/permitted/waiver/refuse",
        WHY,
        "/questions/permitted/waiver/refuse",
    ),
    "serve consents": Action(lambda work, at: questions.serve_consents(work, at["case_id"]), reason=SERVING),
    "end waiver": Action(lambda work, at: waivers.end_waiver(work, at["waiver_id"]), reason=RUNNING_OUT),
    "revoke consent": Action(
        lambda work, at: consents.revoke_consent(work, at["consent_id"], "Sold."),
        Page("/use-cases/consents/{consent_id}/revoke", WHY),
        Api("POST", "/api/v1/use-cases/consents/{consent_id}/revoke", WHY),
    ),
    "end consent": Action(lambda work, at: consents.end_consent(work, at["consent_id"]), reason=ENDING),
}
