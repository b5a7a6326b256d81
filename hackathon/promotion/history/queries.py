"""Reads what the facts say about the way of use cases, in one query, and keeps what follows from it for a while."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from hackathon.core.contributions import Viewing
from hackathon.core.facts import FactRow
from hackathon.promotion.history.rules import History, bars_of, history_of, moved_of, telling_kinds
from hackathon.promotion.limits.queries import limits_now
from hackathon.promotion.limits.rules import Limit

AWHILE = timedelta(minutes=10)
"""For so long a bar is believed that many past stays made: one more hardly moves it."""


def history(session: Session) -> History:
    """Replay all facts about use cases, in one query."""
    moves = (
        moved_of(kind, case_id, at, json.loads(payload)) for kind, case_id, at, payload in session.execute(_moves())
    )
    return history_of(moved for moved in moves if moved)


def history_now(view: Viewing) -> History:
    """Return the history with what happened last, replayed when something happened since it was replayed before."""
    return view.kept.read("history of use cases", newest_fact(view), view.now, lambda: history(view.session), AWHILE)


def newest_fact(view: Viewing) -> int:
    """Return the number of the newest fact of all, 0 while nothing happened."""
    return view.once("newest fact", lambda: view.session.scalar(select(func.max(FactRow.id))) or 0)


def stalled_bars(view: Viewing) -> Mapping[str, timedelta]:
    """Return from how long on a use case counts as stalled, by its state; only states with enough past stays."""
    return view.kept.read("stalled use cases", 0, view.now, lambda: _bars(view.session), AWHILE)


def _bars(session: Session) -> Mapping[str, timedelta]:
    return bars_of(history(session).stays, limits_now(session)[Limit.STALLED_SHARE])


def _moves() -> Select[str, int, datetime, str]:
    telling, read = telling_kinds()
    said = case((FactRow.kind.in_(read), FactRow.payload), else_="{}")
    return (
        select(FactRow.kind, FactRow.stream_id, FactRow.at, said).where(FactRow.kind.in_(telling)).order_by(FactRow.id)
    )
