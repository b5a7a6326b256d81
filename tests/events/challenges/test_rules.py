"""What may be said about a question."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hackathon.core.decisions import Invalid
from hackathon.events.challenges.rules import ChallengeDraft, check

DRAFT = ChallengeDraft(title="Drifting meters", question="Which meters are about to drift?")


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"metric": "minutes", "baseline": Decimal(41), "target": Decimal("12.5")},
        {"data_name": "Readings", "data_class": "internal", "data_link": "https://data.example.org/a?b=c"},
        {"data_link": "http://wiki/data"},
    ],
)
def test_check_of_what_hangs_together_is_silent(change: dict[str, object]) -> None:
    check(replace(DRAFT, **change))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"question": ""}, "question"),
        ({"baseline": Decimal(41)}, "metric"),
        ({"target": Decimal(41)}, "metric"),
        ({"metric": "m", "baseline": Decimal("NaN")}, "baseline"),
        ({"metric": "m", "target": Decimal("1e40")}, "target"),
        ({"data_name": "Readings", "data_class": "sort of secret"}, "data_class"),
        ({"data_class": "internal"}, "data_name"),
        ({"max_teams": 0}, "max_teams"),
        ({"data_link": "javascript:alert(1)"}, "data_link"),
        ({"data_link": "https://"}, "data_link"),
        ({"data_link": "https://[broken"}, "data_link"),
        ({"data_link": 'https://a.example"onclick="x'}, "data_link"),
    ],
)
def test_check_of_a_contradiction_names_its_field(change: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check(replace(DRAFT, **change))  # type: ignore[arg-type]

    assert refused.value.field == field
