"""Tables of must-pass questions: the sets, who decides, evidence, answers, standing consents and waivers."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.db import Base
from hackathon.core.i18n import lazy
from hackathon.core.privacy import FOR_GOOD, WITH_CASE, Personal

_WHY = lazy("So that it is known who decided what a use case had to pass.")


class QuestionSet(Base):
    """All must-pass questions as they were published together; never changed, only followed by the next number."""

    __tablename__ = "question_sets"
    __personal__ = Personal(
        what=lazy("That you published a set of must-pass questions."), why=_WHY, keep=FOR_GOOD, whose=("published_by",)
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    published_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    published_at: Mapped[datetime]


class Dossier(Base):
    """What is asked about a use case: which data, for which purpose, in which system."""

    __tablename__ = "dossiers"

    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"), primary_key=True)
    data: Mapped[str] = mapped_column(String(200), default="")
    purpose: Mapped[str] = mapped_column(String(200), default="")
    system: Mapped[str] = mapped_column(String(200), default="")
    terms_key: Mapped[str] = mapped_column(String(700), default="", index=True)
    version: Mapped[int] = mapped_column(default=1)


class CaseQuestion(Base):
    """One question about one use case: who was named to decide it; its version counts answers and namings."""

    __tablename__ = "case_questions"
    __table_args__ = (UniqueConstraint("case_id", "key"),)
    __personal__ = Personal(
        what=lazy("Questions about use cases that you were named to decide."),
        why=_WHY,
        keep=WITH_CASE,
        whose=("decider_id",),
        lets_go=("named_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    key: Mapped[str] = mapped_column(String(40))
    decider_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    named_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int] = mapped_column(default=0)


class QuestionEvidence(Base):
    """What somebody gave so that a question can be decided: a link, a file or a note."""

    __tablename__ = "question_evidence"
    __table_args__ = (Index("ix_question_evidence_case", "case_id", "key"),)
    __personal__ = Personal(
        what=lazy("Evidence that you gave for a question about a use case."),
        why=_WHY,
        keep=WITH_CASE,
        whose=("given_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    key: Mapped[str] = mapped_column(String(40))
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"))
    link: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    given_at: Mapped[datetime]


class StandingConsent(Base):
    """A yes of a data or system owner that serves every use case on the same terms until it ends or is revoked."""

    __tablename__ = "standing_consents"
    __table_args__ = (Index("ix_standing_consents_terms", "decider", "terms_key"),)
    __personal__ = Personal(
        what=lazy("Your consent that data or a system of yours may be used."),
        why=_WHY,
        keep=WITH_CASE,
        whose=("given_by",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    """The use case it was given for first."""
    decider: Mapped[str] = mapped_column(String(20))
    """Whose it is: the data owner's or the system owner's."""
    data: Mapped[str] = mapped_column(String(200))
    purpose: Mapped[str] = mapped_column(String(200))
    system: Mapped[str] = mapped_column(String(200))
    terms_key: Mapped[str] = mapped_column(String(700))
    given_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    given_at: Mapped[datetime]
    until: Mapped[datetime]
    """When it ends; brought forward to the moment it is revoked."""
    ended_at: Mapped[datetime | None]
    """When it was revoked, or seen to be over."""


class QuestionAnswer(Base):
    """An answer, never changed: the newest of a question counts; one that a consent gave cites it."""

    __tablename__ = "question_answers"
    __table_args__ = (Index("ix_question_answers_case", "case_id", "key"),)
    __personal__ = Personal(
        what=lazy("How you answered questions about use cases."), why=_WHY, keep=WITH_CASE, whose=("answered_by",)
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    set_number: Mapped[int] = mapped_column(ForeignKey("question_sets.number"))
    key: Mapped[str] = mapped_column(String(40))
    answer: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why not, or what is asked back."""
    would_change: Mapped[str] = mapped_column(String(500), default="")
    about: Mapped[str] = mapped_column(String(700), default="")
    """The key of the terms it was given for, where it is about data or a system."""
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("standing_consents.id"), index=True)
    answered_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    answered_at: Mapped[datetime]


class QuestionWaiver(Base):
    """That a question need not be passed for a while: proposed by one person, in force once another agrees."""

    __tablename__ = "question_waivers"
    __table_args__ = (Index("ix_question_waivers_case", "case_id", "key"),)
    __personal__ = Personal(
        what=lazy("That you waived a question about a use case for a while."),
        why=_WHY,
        keep=WITH_CASE,
        whose=("proposed_by", "agreed_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("use_cases.id"))
    key: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(500))
    days: Mapped[int]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    proposed_at: Mapped[datetime]
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    until: Mapped[datetime | None] = mapped_column(index=True)
    """When it runs out; empty until a second person agrees."""
    ended_at: Mapped[datetime | None]
    """When it was seen to have run out, or was not agreed to."""
