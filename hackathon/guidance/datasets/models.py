"""Table of data sets."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import Personal
from hackathon.guidance.datasets.states import DatasetState


class Dataset(Base):
    """Data that people here can work with: its class, who answers for it, and the terms of its use."""

    __tablename__ = "datasets"
    __personal__ = Personal(
        what=lazy("Which data sets you answer for."),
        why=lazy("So that people know whom to ask before they use them."),
        keep=lazy("As long as the data set is listed."),
        whose=("owner_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    data_class: Mapped[str] = mapped_column(String(20))
    owner_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    terms: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[str] = mapped_column(String(20), default=DatasetState.ACTIVE)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def is_withdrawn(self) -> bool:
        """Whether it may not be used any more."""
        return self.state == DatasetState.WITHDRAWN
