"""Reads about what product owners wrote to teams."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon.judging.words.models import OwnerWord


def words_of(session: Session, project_ids: Collection[int]) -> dict[int, list[str]]:
    """Read what product owners wrote to the teams of these projects, by project. One query."""
    statement = select(OwnerWord.project_id, OwnerWord.text).where(OwnerWord.project_id.in_(project_ids))
    found: dict[int, list[str]] = defaultdict(list)
    for project_id, text in session.execute(statement.order_by(OwnerWord.written_at, OwnerWord.account_id)):
        found[project_id].append(text)
    return dict(found)
