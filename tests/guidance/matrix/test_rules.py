"""The answer: the worst rule wins and is named, what nobody decided is asked first."""

from dataclasses import replace

import pytest

from hackathon.core.decisions import Invalid
from hackathon.guidance.matrix.rules import Answer, Asked, Cell, Verdict, answer_to, check, full_row

ALLOWED = Cell(Verdict.ALLOWED)
ASKED = Asked(
    dataset="Meter readings",
    data_class="internal",
    is_withdrawn=False,
    tool="Copilot",
    standing="approved",
    condition="",
    substitute=None,
    cell=ALLOWED,
    matrix_version=4,
)
LIMITED = "Copilot is limited: pilot group only"
MAY = "Matrix, version 4: “Internal” may go to Copilot."
MAY_IF = "Matrix, version 4: “Internal” may go to Copilot if: no names"
UNSAID = "Matrix, version 4, says nothing about “Internal” in Copilot: ask a steward first."
MUST_NOT = "Matrix, version 4: “Internal” must not go to Copilot."
WITHDRAWN = "The data set “Meter readings” was withdrawn."
STOPPED = "Copilot is blocked. Take Huddle instead."


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        ({}, Answer(Verdict.ALLOWED, (MAY,), 4)),
        ({"cell": Cell()}, Answer(Verdict.ASK, (UNSAID,), 4)),
        ({"cell": Cell(Verdict.BLOCKED)}, Answer(Verdict.BLOCKED, (MUST_NOT,), 4)),
        ({"cell": Cell(Verdict.CONDITION, "no names")}, Answer(Verdict.CONDITION, (MAY_IF,), 4)),
        (
            {"standing": "limited", "condition": "pilot group only"},
            Answer(Verdict.CONDITION, (LIMITED,), 4),
        ),
        (
            {"standing": "limited", "condition": "pilot group only", "cell": Cell(Verdict.CONDITION, "no names")},
            Answer(Verdict.CONDITION, (LIMITED, MAY_IF), 4),
        ),
        (
            {"standing": "limited", "condition": "pilot group only", "cell": Cell()},
            Answer(Verdict.ASK, (UNSAID, LIMITED), 4),
        ),
        ({"standing": "blocked", "substitute": "Huddle"}, Answer(Verdict.BLOCKED, (STOPPED,), 4, "Huddle")),
        ({"standing": "blocked"}, Answer(Verdict.BLOCKED, ("Copilot is blocked.",), 4)),
        ({"is_withdrawn": True}, Answer(Verdict.BLOCKED, (WITHDRAWN,), 4)),
        (
            {"is_withdrawn": True, "standing": "blocked", "substitute": "Huddle", "cell": Cell(Verdict.BLOCKED)},
            Answer(Verdict.BLOCKED, (WITHDRAWN, STOPPED, MUST_NOT), 4, "Huddle"),
        ),
    ],
)
def test_answer_is_the_worst_with_its_rules(changes: dict[str, object], answer: Answer) -> None:
    assert answer_to(replace(ASKED, **changes)) == answer  # type: ignore[arg-type]


def test_row_says_ask_where_nothing_was_said() -> None:
    assert full_row({"public": ALLOWED}) == {
        "public": ALLOWED,
        "internal": Cell(Verdict.ASK),
        "confidential": Cell(Verdict.ASK),
        "personal": Cell(Verdict.ASK),
    }


@pytest.mark.parametrize("cell", [Cell(Verdict.CONDITION), Cell(Verdict.ALLOWED, "no names")])
def test_condition_without_its_answer_is_invalid(cell: Cell) -> None:
    with pytest.raises(Invalid) as refused:
        check({"public": ALLOWED, "personal": cell})

    assert refused.value.field == "personal_condition"
