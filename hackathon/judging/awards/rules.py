"""Whom a prize is proposed for: the best of its scope, and whoever cannot be told apart from it."""

from collections.abc import Collection, Sequence

from hackathon.judging.ranking.rules import Ranked


def proposed(rows: Sequence[Ranked], within: Collection[int]) -> list[int]:
    """List the projects of a scope that could be its best, in the order of the ranking.

    Where nothing connects groups of projects, each has its own best.
    """
    inside = [row for row in rows if row.project_id in within]
    best: dict[tuple[int, int], Ranked] = {}
    for row in inside:
        best.setdefault((row.stage, row.component), row)
    leaders = [row for row in best.values() if row.stage == max(stage for stage, _component in best)]
    near = {project_id for leader in leaders for project_id in (leader.project_id, *leader.alike)}
    tied = {(leader.stage, leader.component, leader.place) for leader in leaders}
    return [row.project_id for row in inside if row.project_id in near or (row.stage, row.component, row.place) in tied]
