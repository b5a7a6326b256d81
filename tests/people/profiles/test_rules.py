"""Skills and time zones, without a database."""

from zoneinfo import ZoneInfo

import pytest

from hackathon.core.decisions import Invalid
from hackathon.people.profiles.rules import LONGEST_SKILL, MOST_SKILLS, skills_in, time_zones


def test_skills_in_parts_at_commas_and_keeps_each_once() -> None:
    assert skills_in(" SQL, time   series,sql,, German tax law ,") == ["SQL", "time series", "German tax law"]


def test_skills_in_nothing_is_nothing() -> None:
    assert skills_in("  ,, ") == []


@pytest.mark.parametrize("typed", [",".join(str(n) for n in range(MOST_SKILLS + 1)), "x" * (LONGEST_SKILL + 1)])
def test_skills_in_too_many_or_too_long_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        skills_in(typed)

    assert refused.value.field == "skills"


def test_time_zones_are_all_known_and_begin_with_utc() -> None:
    zones = time_zones()

    assert zones[0] == "UTC"
    assert {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"} < set(zones)
    assert all(ZoneInfo(zone) for zone in zones)
