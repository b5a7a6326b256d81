"""Life cycles as tables."""

import pytest

from hackathon.core.decisions import IllegalMove
from hackathon.core.flow import Flow, move

DOOR = Flow({"open": move("CLOSED", "AJAR", to="OPEN"), "close": move("OPEN", "AJAR", to="CLOSED")})


def test_after_from_a_source_leads_to_the_moves_end() -> None:
    assert [DOOR.after("open", "AJAR"), DOOR.after("close", "OPEN")] == ["OPEN", "CLOSED"]


def test_after_from_elsewhere_is_refused_with_the_present_state() -> None:
    with pytest.raises(IllegalMove, match="it is “open” now"):
        DOOR.after("open", "OPEN")


def test_allows_tells_what_after_would_do() -> None:
    assert [DOOR.allows("open", state) for state in ("CLOSED", "AJAR", "OPEN", "GONE")] == [True, True, False, False]


def test_allows_of_an_unknown_action_is_a_fault() -> None:
    with pytest.raises(KeyError):
        DOOR.allows("paint", "OPEN")


def test_mermaid_lists_every_arrow_in_the_tables_order() -> None:
    assert DOOR.mermaid().splitlines() == [
        "stateDiagram-v2",
        "    AJAR --> OPEN: open",
        "    CLOSED --> OPEN: open",
        "    AJAR --> CLOSED: close",
        "    OPEN --> CLOSED: close",
    ]
