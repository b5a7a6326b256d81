"""What a plan does not reach, in words, and who steps in."""

import pytest

from hackathon.core.decisions import Invalid
from hackathon.judging.judges.rules import Bar, Bars
from hackathon.judging.plans.rules import (
    Asked,
    JudgeSaid,
    Situation,
    change_said,
    changes,
    check,
    panel_of,
    said,
    stand_ins,
    unmet,
)

NAMES = {"judge": {1: "Ada", 2: "Bo", 3: "Cem"}, "project": {10: "Owls", 11: "Maids", 12: "Sparks"}}
LOOSE = (
    "One ballot that is never cast could part the projects, which then could not be ranked together. "
    "More ballots for each project or fewer judges help."
)
NOTHING = frozenset[str]()


def situation(*, bars: Bars | None = None, **ballots: str) -> Situation:
    return Situation(
        judges={1: JudgeSaid(20, frozenset({"grids"})), 2: JudgeSaid(), 3: JudgeSaid(knows=frozenset({"sql"}))},
        projects={10: frozenset({"grids", "sql"}), 11: frozenset({"grids"}), 12: NOTHING},
        ballots={(int(pair[1]), int(pair[3:])): state for pair, state in ballots.items()},
        bars=bars or Bars(),
    )


def test_panel_has_time_bars_what_has_begun_and_what_speaks_against_a_pair() -> None:
    bars = Bars({(1, 12): Bar.MENTOR, (3, 12): Bar.DECLARED}, frozenset({(2, 12)}))

    panel = panel_of(situation(bars=bars, j1p10="OPEN", j1p12="CAST", j2p11="RECUSED", j3p11="ASSIGNED"), Asked(2, 15))

    assert (panel.judges, panel.projects, panel.views) == ((1, 2, 3), (10, 11, 12), 2)
    assert (panel.kept, panel.barred) == (frozenset({(1, 10), (1, 12)}), frozenset({(2, 11), (3, 12)}))
    assert panel.most == {1: 2}
    assert panel.costs == {(2, 10): 1, (2, 11): 1, (2, 12): 3, (3, 11): 1}


def test_unmet_is_said_with_why_and_what_helps() -> None:
    now = situation(bars=Bars({(1, 10): Bar.MENTOR}, frozenset({(2, 10)})))
    panel = panel_of(now, Asked(3, 10))
    pairs = {(2, 10), (3, 10), (1, 11), (2, 11), (1, 12)}

    sentences = [said(reason, NAMES) for reason in unmet(panel, pairs, now)]

    assert sentences == [
        "“Owls” has only 2 judges who may score it, of 3 wanted.",
        "“Maids” gets only 2 ballots of 3: the judges who may score it have no more time.",
        "“Sparks” gets only 1 ballot of 3: the judges who may score it have no more time.",
        LOOSE,
        "1 ballot is for a project with somebody of the judge's own unit in its team.",
    ]


def test_changes_name_who_came_left_is_barred_or_has_begun() -> None:
    now = situation(bars=Bars({(1, 10): Bar.MENTOR}), j3p11="OPEN")

    found = changes([1, 2, 4], [10, 11, 13], {(1, 10), (2, 11)}, now)

    assert [change_said(reason, NAMES) for reason in found] == [
        "Cem is a judge now.",
        "somebody is no judge any more.",
        "“Sparks” is to be judged now.",
        "“a project” is not to be judged any more.",
        "Ada cannot judge “Owls” any more.",
        "Cem has begun to score “Maids”.",
    ]


def test_stand_ins_are_those_with_least_to_do_who_may_and_have_time() -> None:
    now = situation(bars=Bars({(3, 12): Bar.MEMBER}))
    panel = panel_of(now, Asked(2, 10))

    found = list(stand_ins(panel, {(1, 10), (1, 11), (2, 10), (2, 11), (3, 11)}))

    assert found == [(12, 2), (12, None)]


@pytest.mark.parametrize(("asked", "field"), [(Asked(0), "views"), (Asked(3, 241), "minutes"), (Asked(seed=0), "seed")])
def test_asking_out_of_bounds_is_refused(asked: Asked, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check(asked)

    assert refusal.value.field == field
