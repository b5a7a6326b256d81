"""Severity of judges: the ratio that REML finds, checked against the textbook formulas written out in full."""

import numpy as np
import pytest
from numpy.typing import NDArray

from hackathon.judging.severity.rules import fit

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]


def panel(seed: int, projects: int, judges: int, views: int, severity: float) -> tuple[Numbers, Numbers, Floats]:
    """Draw ballots: each project seen by so many judges in turn."""
    rng = np.random.default_rng(seed)
    theirs = np.repeat(np.arange(projects), views)
    seen_by = (np.arange(projects * views) + np.repeat(rng.integers(0, judges, projects), views)) % judges
    harsh = rng.normal(0, severity, judges) if severity else np.zeros(judges)
    values = rng.normal(0, 1, projects)[theirs] + harsh[seen_by] + rng.normal(0, 0.5, len(theirs))
    return seen_by, theirs, values


def dense(judges: Numbers, projects: Numbers, values: Floats, ratio: float) -> tuple[float, Floats, Floats]:
    """Write the mixed model out with whole matrices: restricted deviance, scores, covariance of scores."""
    n = len(values)
    x, z = np.eye(int(projects.max()) + 1)[projects], np.eye(int(judges.max()) + 1)[judges]
    inverse = np.linalg.inv(np.eye(n) + ratio * z @ z.T)
    bread = np.linalg.inv(x.T @ inverse @ x)
    scores = bread @ x.T @ inverse @ values
    rest = values - x @ scores
    freedom = n - x.shape[1]
    variance = float(rest @ inverse @ rest) / freedom
    logs = -np.linalg.slogdet(inverse)[1] - np.linalg.slogdet(bread)[1] + np.linalg.slogdet(np.linalg.inv(x.T @ x))[1]
    return float(logs + freedom * np.log(variance * freedom)), scores, bread * variance


@pytest.mark.parametrize("seed", range(5))
def test_fit_is_what_the_full_mixed_model_says(seed: int) -> None:
    judges, projects, values = panel(seed, 14, 6, 3, severity=0.7)

    found = fit(judges, projects, values)

    _deviance, scores, covariance = dense(judges, projects, values, found.variance_ratio)
    assert found.covariance is not None
    np.testing.assert_allclose(found.scores, scores, atol=1e-9)
    np.testing.assert_allclose(found.covariance, covariance, atol=1e-9)
    error = np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1])
    assert found.error_of_difference(0, 1) == pytest.approx(error)


@pytest.mark.parametrize("seed", range(5))
def test_fit_finds_the_likeliest_ratio(seed: int) -> None:
    judges, projects, values = panel(seed, 20, 6, 3, severity=0.7)

    found = fit(judges, projects, values).variance_ratio

    here = dense(judges, projects, values, found)[0]
    assert found > 0
    assert all(here <= dense(judges, projects, values, other)[0] + 1e-9 for other in (0, found / 1.2, found * 1.2, 99))


def test_fit_where_judges_agree_is_the_plain_mean() -> None:
    judges, projects, values = panel(3, 14, 6, 3, severity=0)

    found = fit(judges, projects, values)

    assert found.variance_ratio == 0
    np.testing.assert_allclose(found.scores, np.bincount(projects, values) / 3)
    assert found.severities.tolist() == [0] * 6


def test_fit_of_a_complete_panel_leaves_the_means_and_their_order() -> None:
    rng = np.random.default_rng(1)
    judges, projects = np.tile(np.arange(4), 9), np.repeat(np.arange(9), 4)
    values = rng.normal(size=9)[projects] + np.array([-1.0, 0, 0.5, 1])[judges] + rng.normal(0, 0.3, 36)

    found = fit(judges, projects, values)

    np.testing.assert_allclose(found.scores, np.bincount(projects, values) / 4)
    assert found.variance_ratio > 1
    assert np.argsort(found.severities).tolist() == [0, 1, 2, 3]


def test_fit_of_one_ballot_each_knows_no_error_and_no_severity() -> None:
    found = fit(np.array([0, 1, 0]), np.array([0, 1, 2]), np.array([4.0, 2.0, 3.0]))

    assert (found.scores.tolist(), found.covariance, found.variance_ratio) == ([4.0, 2.0, 3.0], None, 0)
    assert (found.standard_error(0), found.error_of_difference(0, 1)) == (None, None)


def test_fit_of_judges_who_differ_by_nothing_else_takes_their_severity_out_whole() -> None:
    quality, severity = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 2.0])
    judges, projects = np.array([0, 1, 1, 0, 0, 1, 0]), np.array([0, 0, 1, 1, 2, 2, 3])

    found = fit(judges, projects, quality[projects] + severity[judges])

    assert np.round(np.diff(found.scores), 3).tolist() == [1, 1, 1]
