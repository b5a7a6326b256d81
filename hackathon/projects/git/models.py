"""Table of the private git hosts that the platform may read from."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal


class GitHost(Base):
    """A host with the token that opens it, encrypted (`core/secrets.py`); it is sent to this origin alone."""

    __tablename__ = "git_hosts"
    __personal__ = Personal(
        what=lazy("That you connected a git host, and the name it knows the platform by."),
        why=lazy("So that it is known whom to ask."),
        keep=lazy("As long as the host is connected."),
        whose=("given_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(String(300), unique=True)
    user_name: Mapped[str] = mapped_column(String(120))
    sealed_token: Mapped[str] = mapped_column(Text)
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]

    @property
    def address(self) -> str:
        """The origin as people write it."""
        return self.origin.removesuffix(":443")
