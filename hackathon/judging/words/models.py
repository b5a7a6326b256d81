"""Tables of what product owners write to teams."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_EVENT, Personal


class OwnerWord(Base):
    """What the product owner of a challenge wrote to a team about its project; the team reads it after the release."""

    __tablename__ = "owner_words"
    __personal__ = Personal(
        what=lazy("What you wrote, as product owner, to the teams that worked on your questions."),
        why=lazy("So that teams learn what those who asked think of it."),
        keep=WITH_EVENT,
        whose=("account_id",),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True, index=True)
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
