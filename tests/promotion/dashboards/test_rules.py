"""How far outcomes came, when pilots end, and how worth is drawn."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from hackathon.promotion.dashboards.rules import Carried, Outcome, Worth, likely_in_all, outcome_bars, worth_bars
from hackathon.promotion.funnel.rules import Bar

SINCE = datetime(2026, 11, 1, 9, tzinfo=UTC)
DONE = Outcome("minutes", "min", Decimal(40), Decimal(10), Decimal(25), date(2026, 11, 3))

UNKNOWN = Outcome("", "", None, None, None, None)
BEFORE = Outcome("", "", None, None, Decimal(1), date(2026, 10, 31))


def carried(state: str = "PILOT", **values: object) -> Carried:
    return Carried(
        **{  # type: ignore[arg-type]
            "number": 7,
            "title": "Radar",
            "path": "light",
            "state": state,
            "state_since": SINCE,
            "owner": "Nora",
            "budget": "none needed",
            "outcome": DONE,
        }
        | values
    )


@pytest.mark.parametrize(
    ("baseline", "target", "value", "share"),
    [
        (40, 10, 25, 0.5),
        (40, 10, 40, 0.0),
        (40, 10, 55, -0.5),
        (10, 40, 40, 1.0),
        (40, 40, 40, None),
        (None, 10, 20, None),
    ],
)
def test_share_is_how_much_of_the_way_was_made(
    baseline: int | None, target: int, value: int, share: float | None
) -> None:
    start = None if baseline is None else Decimal(baseline)

    assert Outcome("minutes", "min", start, Decimal(target), Decimal(value), None).share == share


@pytest.mark.parametrize(
    ("values", "ends"),
    [
        ({"outcome": UNKNOWN}, datetime(2027, 1, 30, 9, tzinfo=UTC)),
        (
            {"outcome": BEFORE},
            datetime(2027, 1, 30, 9, tzinfo=UTC),
        ),
        ({}, None),
        ({"path": "standard", "outcome": UNKNOWN}, None),
        ({"state": "LIVE", "outcome": UNKNOWN}, None),
    ],
)
def test_pilot_of_a_light_case_ends_unless_it_was_measured_in_it(
    values: dict[str, object], ends: datetime | None
) -> None:
    assert carried(**values).pilot_ends(90) == ends  # type: ignore[arg-type]


def test_bars_say_how_far_each_came_and_leave_out_what_is_unknown() -> None:
    unknown = carried(outcome=Outcome("minutes", "min", None, None, None, None))

    assert outcome_bars([carried(), unknown]) == [Bar("#7", 200.0, "50 %")]
    assert DONE.said == "40 min → 25 min"


def test_worth_is_drawn_from_low_to_high_and_added_up_for_what_is_live() -> None:
    worth = Worth(25_000, 50_000, 100_000, "EUR")
    cases = [carried("LIVE", worth=worth), carried("PILOT", worth=worth), carried("LIVE")]

    assert worth_bars(cases)[0] == Bar("#7", 300.0, "50,000 EUR", 100.0)
    assert likely_in_all(cases) == {"EUR": 50_000}
