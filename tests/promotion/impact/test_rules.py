"""Where the chart draws what."""

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from hackathon.promotion.impact.rules import HEIGHT, WIDTH, Chart, Measured, chart_of, latest_date, plain


def test_chart_places_readings_between_baseline_and_target() -> None:
    readings = [Measured(date(2026, 12, 10), Decimal(24)), Measured(date(2026, 12, 20), Decimal("15.50"))]

    chart = chart_of(readings, metric="minutes", unit="min", baseline=Decimal(41), target=Decimal(12))

    assert chart == Chart(
        title="minutes over time",
        width=640,
        height=220,
        points=[(48.0, 110.1, "24"), (584.0, 151.1, "15.5")],
        labels=[(48.0, "10 Dec"), (584.0, "20 Dec")],
        baseline_y=28.0,
        baseline_label="baseline 41 min",
        target_y=168.0,
        target_label="target 12 min",
    )


def test_chart_of_one_reading_without_levels_is_in_the_middle() -> None:
    chart = chart_of([Measured(date(2026, 12, 10), Decimal(0))], metric="m", unit="", baseline=None, target=None)

    assert (chart.points, chart.baseline_y, chart.target_y) == ([(316.0, 98.0, "0")], None, None)


@given(
    st.lists(st.tuples(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.decimals(-9999, 9999, places=4)), min_size=1)
)
def test_chart_stays_inside_its_picture(values: list[tuple[date, Decimal]]) -> None:
    readings = [Measured(on, value) for on, value in sorted(values)]

    chart = chart_of(readings, metric="m", unit="", baseline=Decimal(5), target=None)

    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y, _label in chart.points)
    assert len(chart.labels) <= 6


def test_latest_date_is_the_day_where_days_begin_first() -> None:
    assert latest_date(datetime(2026, 11, 24, 9, 59, tzinfo=UTC)) == date(2026, 11, 24)
    assert latest_date(datetime(2026, 11, 24, 10, 0, tzinfo=UTC)) == date(2026, 11, 25)


def test_plain_value_has_no_trailing_zeros_or_powers() -> None:
    assert [plain(Decimal(each)) for each in ("15.5000", "100", "0", "1E+3")] == ["15.5", "100", "0", "1000"]
