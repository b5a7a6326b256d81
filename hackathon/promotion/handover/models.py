"""Table of the trackers in which a use case can be opened as an issue."""

from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal


class Tracker(Base):
    """A tracker by its name, with the address that opens a new issue there, filled in."""

    __tablename__ = "trackers"
    __personal__ = Personal(
        what=lazy("Which issue trackers you added."),
        why=lazy("So that it is known who decided where use cases can be opened."),
        keep=lazy("Until the tracker is removed."),
        whose=("added_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    template: Mapped[str] = mapped_column(String(500))
    added_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    added_at: Mapped[datetime]

    @property
    def host(self) -> str:
        """Where it is."""
        return urlsplit(self.template).hostname or ""
