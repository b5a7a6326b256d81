"""Skills and time zones, without a database."""

from zoneinfo import ZoneInfo

import pytest

from hackathon.core.decisions import Invalid
from hackathon.people.profiles.rules import (
    LONGEST_SKILL,
    MOST_SKILLS,
    levels_of,
    said_skills,
    skills_in,
    time_zones,
)


def test_skills_in_parts_at_commas_and_keeps_each_once() -> None:
    assert skills_in(" SQL, time   series,sql,, German tax law ,") == ["SQL", "time series", "German tax law"]


def test_skills_in_nothing_is_nothing() -> None:
    assert skills_in("  ,, ") == []


def test_skills_in_reads_how_well_each_is_known_and_keeps_colons_that_belong_to_names() -> None:
    skills = skills_in("Python : 4, python:2, SQL:1, C: embedded, SAP")

    assert skills == ["Python:4", "SQL:1", "C: embedded", "SAP"]
    assert levels_of(skills) == {"python": 4, "sql": 1, "c: embedded": 3, "sap": 3}
    assert said_skills(skills) == "Python 4/5, SQL 1/5, C: embedded, SAP"


@pytest.mark.parametrize("typed", ["Python:0", "Python:6", "SQL, Python:10"])
def test_skills_in_a_level_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        skills_in(typed)

    assert (refused.value.field, refused.value.sentence) == (
        "skills",
        "Say how well you know a skill by a number from 1 to 5, such as Python:4.",
    )


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
