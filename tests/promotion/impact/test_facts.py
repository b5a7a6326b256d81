"""Facts of readings: their day as people write it."""

from hackathon.promotion.impact.facts import ReadingGiven


def test_day_is_written_as_people_do() -> None:
    fact = ReadingGiven(subject_id=1, event_id=2, project_id=4, reading_id=3, value="63", measured_on="2026-11-10")

    assert fact.words() == {"measured_on": "10 Nov 2026"}
