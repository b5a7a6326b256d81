"""Everything that can be tried with a selection round."""

from hackathon.promotion.selection import commands as selection
from hackathon.promotion.selection.policy import CUTTING
from tests.factories.selection import sheet_of
from tests.promotion.triples.acting import WHY, Action, Api, Page

ROUND, API_ROUND = "/use-cases/rounds/{round_id}", "/api/v1/selection-rounds/{round_id}"
LEVELS = dict.fromkeys(("confidence", "adoption", "access", "permission", "quality", "freshness"), 1)
SHEET = LEVELS | {"value_low": 1, "value_likely": 2, "value_high": 3, "effort": "weeks"}

CHOOSING = {
    "edit": Action(
        lambda work, at: selection.edit_round(work, at["round_id"], at["draft"]),
        Page(f"{ROUND}/edit", {"name": "Again", "capacity": "9", "model": "PRODUCT", "weight_value": "1"}),
    ),
    "start": Action(
        lambda work, at: selection.start_scoring(work, at["round_id"]),
        Page(f"{ROUND}/start"),
        Api("POST", f"{API_ROUND}/start"),
    ),
    "score": Action(
        lambda work, at: selection.score_candidate(work, at["round_id"], at["case_id"], sheet_of()),
        Page(f"{ROUND}/candidates/{{number}}/sheet", SHEET),
        Api("PUT", f"{API_ROUND}/candidates/{{number}}/sheet", SHEET),
    ),
    "add scorer": Action(
        lambda work, at: selection.add_scorer(work, at["round_id"], at["next_id"]),
        Page(f"{ROUND}/scorers", {"account_id": "{next_id}"}),
    ),
    "excuse scorer": Action(
        lambda work, at: selection.excuse_scorer(work, at["round_id"], at["captain"], "Ill."),
        Page(f"{ROUND}/scorers/{{captain}}/excuse", WHY),
    ),
    "cut": Action(
        lambda work, at: selection.cut_round(work, at["round_id"]),
        Page(f"{ROUND}/cut"),
        Api("POST", f"{API_ROUND}/cut"),
    ),
    "keep cut": Action(lambda work, at: selection.keep_cut(work, at["round_id"], {"rows": []}), reason=CUTTING),
    "decide": Action(
        lambda work, at: selection.decide_candidate(work, at["round_id"], at["case_id"], "PARKED", "Replaced."),
        Page(f"{ROUND}/candidates/{{number}}/decision", {"outcome": "PARKED"} | WHY),
        Api("PUT", f"{API_ROUND}/candidates/{{number}}/decision", {"outcome": "PARKED"} | WHY),
    ),
    "close": Action(
        lambda work, at: selection.close_round(work, at["round_id"]),
        Page(f"{ROUND}/close"),
        Api("POST", f"{API_ROUND}/close", {}),
    ),
    "take chair": Action(
        lambda work, at: selection.take_chair(work, at["round_id"], "Gone."), Page(f"{ROUND}/chair", WHY)
    ),
}
