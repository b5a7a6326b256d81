"""Tables of use cases and of the nominations that open them."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, Numeric, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import WITH_CASE, Personal
from hackathon.promotion.cases.facts import CaseStream
from hackathon.promotion.cases.states import CasePath, CaseState


class UseCase(Base):
    """A prototype on its way to production, with its lineage back to the question. `number` is what people call it."""

    __tablename__ = "use_cases"
    __table_args__ = (Index("ix_use_cases_state", "state", "state_since"),)
    __personal__ = Personal(
        what=lazy("Which use cases you nominated, screened or own."),
        why=lazy("So that nobody decides on what they asked for, and each has an owner."),
        keep=WITH_CASE,
        whose=("owner_id", "sponsor_id", "nominated_by", "renominated_by", "screened_by", "first_passed_by"),
        lets_go=("deputy_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), unique=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenges.id"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submissions.id"))
    title: Mapped[str] = mapped_column(String(120))
    path: Mapped[str] = mapped_column(String(20), default=CasePath.STANDARD)
    """Along which path it goes: while nobody signed the six answers, never the light one."""
    least_path: Mapped[str] = mapped_column(String(20), default=CasePath.LIGHT, server_default=text("'light'"))
    """The shortest path that it may still be given: what was signed or raised once is never lowered."""
    path_signed_at: Mapped[datetime | None]
    """When the six answers that stand were signed; empty until they are."""
    path_asked_at: Mapped[datetime | None]
    """When somebody said that what was answered has changed; empty again once the six are signed anew."""
    state: Mapped[str] = mapped_column(String(20), default=CaseState.NOMINATED)
    state_since: Mapped[datetime]
    resumes_in: Mapped[str | None] = mapped_column(String(20))
    is_held: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether a rule suspended it, so that only somebody who decides about it lets it go on."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    """Who takes over when the owner is gone."""
    sponsor_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """Who countersigned on the full path."""
    owner_missing_since: Mapped[datetime | None]
    """Since when its owner cannot act any more; empty while they can."""
    nominated_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    renominated_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    screened_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """Who answered the three questions with yes; empty until then and again after a new nomination."""
    first_passed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    """Who let it pass as the first of two on the full path, where `screened_by` is the second; empty as the above."""
    selected_at: Mapped[datetime | None]
    """When a round selected it, without which nothing but the light path is offered; empty as the one above."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("use_cases.id"))
    """The use case that this one became a part of, where it was merged."""
    ticket_url: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    """Where the work goes on in the owner's tracker."""
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    @property
    def stream(self) -> CaseStream:
        """What each fact about this use case carries."""
        return {"subject_id": self.id, "event_id": self.event_id, "project_id": self.project_id}

    @property
    def has_standing_path(self) -> bool:
        """Whether its six answers are signed, and nobody said since that something changed."""
        return self.path_signed_at is not None and self.path_asked_at is None

    @property
    def has_light_path(self) -> bool:
        """Whether three questions decide about it."""
        return self.has_standing_path and self.path == CasePath.LIGHT

    @property
    def requesters(self) -> frozenset[int]:
        """Who asked for this use case, and therefore has no say in what becomes of it."""
        return frozenset({self.nominated_by} | ({self.renominated_by} if self.renominated_by else set()))

    @property
    def passers(self) -> frozenset[int]:
        """Who let this use case pass, and therefore neither owns it nor signs for its owner."""
        return frozenset(each for each in (self.screened_by, self.first_passed_by) if each is not None)

    def forget_passing(self) -> None:
        """Let it have to pass anew, and to be selected."""
        self.screened_by = self.first_passed_by = self.selected_at = None


class Nomination(Base):
    """That somebody put a project forward: immutable, one per project, opening its use case."""

    __tablename__ = "nominations"
    __personal__ = Personal(
        what=lazy("What you wrote when you nominated a project, and whom you proposed as its owner."),
        why=lazy("So that whoever screens it can judge it."),
        keep=WITH_CASE,
        whose=("nominated_by",),
        lets_go=("proposed_owner_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), unique=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"), unique=True)
    proposed_owner_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    change: Mapped[str] = mapped_column(Text, default="")
    """What changes in somebody's working day, in a sentence or two."""
    measured: Mapped[Decimal | None] = mapped_column(Numeric(18, 4))
    """What the team measured at the event, in the metric's unit."""
    risks: Mapped[str] = mapped_column(Text, default="")
    nominated_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    nominated_at: Mapped[datetime]
