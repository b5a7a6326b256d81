"""Reads how hard and how fast the filter is, from the facts."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.core.contributions import Viewing
from hackathon.core.facts import FactRow
from hackathon.core.i18n import gettext
from hackathon.promotion.funnel.rules import Figures, Period, Tally, figures_of
from hackathon.promotion.history.queries import AWHILE, history_now, newest_fact
from hackathon.promotion.questions.facts import QuestionAnswered, QuestionWaived
from hackathon.promotion.questions.queries import newest_set
from hackathon.promotion.questions.rules import Answer


def figures_in(view: Viewing, period: Period) -> Figures:
    """Read what became of the nominations of a period, as it is now. At most two queries."""
    return view.kept.read(
        ("funnel", period),
        newest_fact(view),
        view.now,
        lambda: figures_of(each for each in history_now(view).attempts if period.holds(each.begun_at)),
        AWHILE,
    )


def tallies(view: Viewing, period: Period) -> list[Tally]:
    """Read what every must-pass question did in a period, those of the newest set first. At most three queries."""
    counted = view.kept.read(
        ("must-pass questions", period),
        newest_fact(view),
        view.now,
        lambda: _counts(view.session, period),
        AWHILE,
    )
    words = {each.key: gettext(each.words) for each in newest_set(view.session).questions}
    keys = [*words, *sorted(counted.keys() - words.keys())]
    return [Tally(key, words.get(key, key), *counted.get(key, (0, 0, 0))) for key in keys]


def _counts(session: Session, period: Period) -> dict[str, tuple[int, int, int]]:
    """Count, by question, the use cases about which it was answered, that a no stopped, and for which it was waived."""
    found: dict[str, tuple[set[int], set[int], set[int]]] = {}
    rows = session.execute(
        select(FactRow.kind, FactRow.stream_id, FactRow.payload, FactRow.at)
        .where(FactRow.kind.in_((QuestionAnswered.kind, QuestionWaived.kind)))
        .order_by(FactRow.id)
    )
    for kind, case_id, payload, at in rows:
        if period.holds(at):
            said = json.loads(payload)
            answered, stopped, waived = found.setdefault(said["question"], (set(), set(), set()))
            (waived if kind == QuestionWaived.kind else answered).add(case_id)
            if said.get("answer") == Answer.NO:
                stopped.add(case_id)
    return {key: (len(answered), len(stopped), len(waived)) for key, (answered, stopped, waived) in found.items()}
