"""Table of what organizers settled about an event's judging."""

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base


class JudgingTerms(Base):
    """Whether teams see which judge wrote what, and whether whoever takes part votes; without a row neither is so."""

    __tablename__ = "judging_terms"

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), primary_key=True)
    names_judges: Mapped[bool] = mapped_column(default=False, server_default=false())
    has_vote: Mapped[bool] = mapped_column(default=False, server_default=false())
    version: Mapped[int] = mapped_column(default=1)
