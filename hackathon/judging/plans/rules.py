"""What a plan of who judges what is made of, what it could not meet, and who steps in for somebody else."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from hackathon.core.decisions import Invalid
from hackathon.core.i18n import _, ngettext
from hackathon.judging.ballots.rules import MINUTES_PER_BALLOT
from hackathon.judging.ballots.states import BallotState
from hackathon.judging.judges.rules import Bars
from hackathon.placing.panels.rules import Pair, Panel, connected_parts, firm_parts, loads, views

MOST_VIEWS = 20
MOST_MINUTES = 240
LARGEST_SEED = 1_000_000
SAME_UNIT, UNKNOWN_SUBJECT = 3, 1
"""What speaks against a pair, and how much."""
BEGUN = frozenset({BallotState.OPEN, BallotState.CAST})
Reason = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """What an organizer chooses: judges for each project, minutes that one takes, and what chance goes by."""

    views: int = 3
    minutes: int = MINUTES_PER_BALLOT
    seed: int = 1


def check(asked: Asked) -> None:
    """Raise `Invalid` beside what is out of bounds."""
    for field, value, most in (
        ("views", asked.views, MOST_VIEWS),
        ("minutes", asked.minutes, MOST_MINUTES),
        ("seed", asked.seed, LARGEST_SEED),
    ):
        if not 1 <= value <= most:
            raise Invalid(field, _("Choose a whole number from 1 to %(most)s.") % {"most": most})


class JudgeSaid(NamedTuple):
    """What counts of a judge: how many minutes they have, if they said so, and what they know about."""

    minutes: int | None = None
    knows: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Situation:
    """Judges, projects with the skills they are about, the ballots there are, and who must not judge what."""

    judges: Mapping[int, JudgeSaid]
    projects: Mapping[int, frozenset[str]]
    ballots: Mapping[Pair, str]
    bars: Bars

    @property
    def begun(self) -> frozenset[Pair]:
        """The ballots that stay whatever is planned."""
        return frozenset(pair for pair, state in self.ballots.items() if state in BEGUN)

    @property
    def barred(self) -> frozenset[Pair]:
        """Who must not judge what, or stepped back from it."""
        recused = (pair for pair, state in self.ballots.items() if state == BallotState.RECUSED)
        return frozenset((*self.bars.reasons, *recused)) - self.begun


def panel_of(situation: Situation, asked: Asked) -> Panel:
    """Put into numbers what is to be planned."""
    begun = Counter(judge for judge, _project in situation.begun)
    return Panel(
        judges=tuple(situation.judges),
        projects=tuple(situation.projects),
        views=asked.views,
        barred=situation.barred,
        kept=situation.begun,
        most={
            judge: max(begun[judge], said.minutes // asked.minutes)
            for judge, said in situation.judges.items()
            if said.minutes is not None
        },
        costs=dict(_costs(situation)),
    )


def _costs(situation: Situation) -> Iterator[tuple[Pair, int]]:
    for judge, said in situation.judges.items():
        for project, about in situation.projects.items():
            cost = SAME_UNIT * situation.bars.is_avoided(judge, project)
            cost += UNKNOWN_SUBJECT * bool(about and not about & said.knows)
            if cost:
                yield (judge, project), cost


def unmet(panel: Panel, pairs: Collection[Pair], situation: Situation) -> list[Reason]:
    """Say in codes and ids what a plan does not reach, the worst first."""
    return [
        *_seldom_seen(panel, pairs),
        *_loosely_tied(panel, pairs),
        *_uneven(panel, pairs),
        *_close(pairs, situation),
    ]


def _seldom_seen(panel: Panel, pairs: Iterable[Pair]) -> Iterator[Reason]:
    seen = views(pairs)
    for project in panel.projects:
        if seen[project] < panel.views:
            eligible = panel.eligible(project)
            code = "few_judges" if eligible <= seen[project] else "no_time"
            yield {"code": code, "project": project, "count": seen[project], "wanted": panel.views}


def _loosely_tied(panel: Panel, pairs: Collection[Pair]) -> Iterator[Reason]:
    apart = connected_parts(pairs, panel.projects)
    if len(apart) > 1:
        yield {"code": "apart", "count": len(apart)}
    elif len(firm := firm_parts(pairs, panel.projects)) > 1:
        yield {"code": "loose", "count": len(firm)}


def _uneven(panel: Panel, pairs: Iterable[Pair]) -> Iterator[Reason]:
    seen = loads(pairs)
    free = [judge for judge in panel.judges if panel.room(judge) + panel.kept_by_judge[judge] > seen[judge]]
    most = max((seen[judge] for judge in panel.judges), default=0)
    for judge in free:
        if most - seen[judge] > 1:
            yield {"code": "uneven", "judge": judge, "count": seen[judge], "most": most}
    for judge, limit in panel.most.items():
        if seen[judge] == limit < most:
            yield {"code": "short_of_time", "judge": judge, "count": limit}


def _close(pairs: Collection[Pair], situation: Situation) -> Iterator[Reason]:
    close = sum(situation.bars.is_avoided(*pair) for pair in pairs)
    if close:
        yield {"code": "same_unit", "count": close}


def said(reason: Reason, names: Mapping[str, Mapping[int, str]]) -> str:
    """Put into words what could not be met, and why or what to do."""
    count = reason.get("count", 0)
    words = {
        "few_judges": ngettext(
            "“%(project)s” has only %(count)s judge who may score it, of %(wanted)s wanted.",
            "“%(project)s” has only %(count)s judges who may score it, of %(wanted)s wanted.",
            count,
        ),
        "no_time": ngettext(
            "“%(project)s” gets only %(count)s ballot of %(wanted)s: the judges who may score it have no more time.",
            "“%(project)s” gets only %(count)s ballots of %(wanted)s: the judges who may score it have no more time.",
            count,
        ),
        "apart": _(
            "The projects fall into %(count)s groups that no judge connects, so they cannot be ranked together. "
            "More ballots for each project or other judges help."
        ),
        "loose": _(
            "One ballot that is never cast could part the projects, which then could not be ranked together. "
            "More ballots for each project or fewer judges help."
        ),
        "uneven": _("%(judge)s gets only %(count)s, others up to %(most)s: they may not score the rest."),
        "short_of_time": _("%(judge)s gets %(count)s: there is no time for more."),
        "same_unit": ngettext(
            "%(count)s ballot is for a project with somebody of the judge's own unit in its team.",
            "%(count)s ballots are for projects with somebody of the judge's own unit in their teams.",
            count,
        ),
    }
    named = {
        "project": names["project"].get(reason.get("project", 0), ""),
        "judge": names["judge"].get(reason.get("judge", 0), _("somebody")),
    }
    return words[reason["code"]] % (reason | named)


def changes(
    judges: Collection[int], projects: Collection[int], planned: Collection[Pair], now: Situation
) -> list[Reason]:
    """Say in codes and ids why a plan cannot be applied any more."""
    return [
        *({"code": "judge_came", "judge": each} for each in sorted(now.judges.keys() - set(judges))),
        *({"code": "judge_left", "judge": each} for each in sorted(set(judges) - now.judges.keys())),
        *({"code": "project_came", "project": each} for each in sorted(now.projects.keys() - set(projects))),
        *({"code": "project_left", "project": each} for each in sorted(set(projects) - now.projects.keys())),
        *({"code": "barred", "judge": j, "project": p} for j, p in sorted(now.barred & set(planned))),
        *({"code": "begun", "judge": j, "project": p} for j, p in sorted(now.begun - set(planned))),
    ]


def change_said(reason: Reason, names: Mapping[str, Mapping[int, str]]) -> str:
    """Put into words what changed since a plan was made."""
    words = {
        "judge_came": _("%(judge)s is a judge now."),
        "judge_left": _("%(judge)s is no judge any more."),
        "project_came": _("“%(project)s” is to be judged now."),
        "project_left": _("“%(project)s” is not to be judged any more."),
        "barred": _("%(judge)s cannot judge “%(project)s” any more."),
        "begun": _("%(judge)s has begun to score “%(project)s”."),
    }
    named = {
        "project": names["project"].get(reason.get("project", 0), _("a project")),
        "judge": names["judge"].get(reason.get("judge", 0), _("somebody")),
    }
    return words[reason["code"]] % named


def stand_ins(panel: Panel, pairs: Collection[Pair]) -> Iterator[tuple[int, int | None]]:
    """For each view that is missing name the project and who should step in: of those who may, who has least.

    None stands for nobody. What is given counts at once.
    """
    standing = set(pairs)
    for project in panel.projects:
        for _missing in range(panel.views - views(standing)[project]):
            judge = _least_loaded(panel, standing, project)
            yield project, judge
            if judge is None:
                break
            standing.add((judge, project))


def _least_loaded(panel: Panel, standing: Collection[Pair], project: int) -> int | None:
    seen = loads(standing)
    able: Sequence[int] = [
        judge
        for judge in panel.judges
        if (judge, project) not in panel.barred
        and (judge, project) not in standing
        and seen[judge] < panel.most.get(judge, len(panel.projects))
    ]
    return min(able, key=lambda judge: (seen[judge], panel.costs.get((judge, project), 0), judge), default=None)
