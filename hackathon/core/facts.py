"""Facts: what happened, kept once as activity log, audit log and outbox; and the words people said about it."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Self

import rfc8785
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from hackathon.core.actors import Actor
from hackathon.core.db import Base
from hackathon.core.i18n import LazySentence, lazy
from hackathon.core.privacy import FOR_GOOD, Personal


class Audience(StrEnum):
    """Who, of those who may see a page, may read a fact on it."""

    VIEWERS = "viewers"
    """Everyone who sees the page."""
    ORGANIZERS = "organizers"
    """Organizers of the event the thing belongs to (and the stewards, where the thing is a use case)."""
    ADMINS = "admins"
    """Site administrators."""


class Subject(NamedTuple):
    """One thing a fact is about: `("team", 7)`."""

    kind: str
    id: int


KINDS: dict[str, type["Fact"]] = {}
_PENDING = text("done_at IS NULL AND failed_at IS NULL")


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that happened to one subject. Fields are integers and short codes: never names, texts or secrets.

    `sentence` is shown on activity pages: `%(actor)s` and, for each field `<kind>_id`, `%(<kind>)s` become
    names; other fields stand as they are, unless `words` says them in another way. The fact shows on the pages of
    its subject and of every kind in `shows_on`.
    """

    kind: ClassVar[str]
    subject: ClassVar[str]
    sentence: ClassVar[LazySentence]
    shows_on: ClassVar[tuple[str, ...]] = ()
    audience: ClassVar[Audience] = Audience.VIEWERS

    subject_id: int
    statement_id: int | None = None
    statement_digest: str | None = None

    def __init_subclass__(cls) -> None:
        # A base that several facts share has no kind of its own.
        if "kind" in vars(cls) and KINDS.setdefault(cls.kind, cls).__qualname__ != cls.__qualname__:
            raise TypeError(f"two facts are called {cls.kind}")

    def subjects(self) -> Iterator[Subject]:
        """List the pages the fact shows on, its own subject first."""
        yield Subject(self.subject, self.subject_id)
        for kind in self.shows_on:
            subject_id = getattr(self, f"{kind}_id")
            if subject_id is not None:
                yield Subject(kind, subject_id)

    def mentions(self) -> Iterator[tuple[str, Subject]]:
        """List what the sentence may name, by placeholder: `team_id` gives `team`, `owner_account_id` an account."""
        yield self.subject, Subject(self.subject, self.subject_id)
        for field in fields(self):
            name, value = field.name.removesuffix("_id"), getattr(self, field.name)
            if field.name.endswith("_id") and name not in {"subject", "statement"} and value is not None:
                yield name, Subject("account" if name.endswith("account") else name, value)

    def words(self) -> Mapping[str, str]:
        """Say the codes among the fields as people do, by field, for the sentence."""
        return {}

    def payload(self) -> str:
        """Write the fact as canonical JSON (RFC 8785), empty fields left out."""
        return rfc8785.dumps({key: value for key, value in asdict(self).items() if value is not None}).decode()

    @classmethod
    def read(cls, payload: str) -> Self:
        """Read what `payload` wrote; fields a newer version added are empty, ones it dropped are ignored."""
        names = {field.name for field in fields(cls)}
        empty: dict[str, Any] = {field.name: None for field in fields(cls) if field.default is MISSING}
        return cls(**empty | {key: value for key, value in json.loads(payload).items() if key in names})


class FactRow(Base):
    """A fact in the table, never changed once written."""

    __tablename__ = "facts"
    __table_args__ = (Index("ix_facts_stream", "stream_kind", "stream_id", "id"),)
    __personal__ = Personal(
        what=lazy("What you did here and when, by the number of your account: no names and no texts."),
        why=lazy("So that everybody can see, and later prove, what happened."),
        keep=FOR_GOOD,
        whose=("actor_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80), index=True)
    stream_kind: Mapped[str] = mapped_column(String(40))
    stream_id: Mapped[int]
    audience: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[int | None] = mapped_column(index=True)
    actor_reason: Mapped[str | None] = mapped_column(String(80))
    payload: Mapped[str] = mapped_column(Text)
    statement_id: Mapped[int | None] = mapped_column(ForeignKey("statements.id"))
    at: Mapped[datetime] = mapped_column(index=True)

    @classmethod
    def of(cls, fact: Fact, *, actor: Actor, at: datetime) -> "FactRow":
        """Write a fact down as done by an actor at a moment."""
        return cls(
            kind=fact.kind,
            stream_kind=fact.subject,
            stream_id=fact.subject_id,
            audience=fact.audience,
            actor_id=actor.id,
            actor_reason=actor.system,
            payload=fact.payload(),
            statement_id=fact.statement_id,
            at=at,
        )

    def fact(self) -> Fact | None:
        """Read the fact back; None when its kind is no longer known."""
        known = KINDS.get(self.kind)
        return known.read(self.payload) if known else None


class FactSubject(Base):
    """One page on which a fact shows."""

    __tablename__ = "fact_subjects"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "fact_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]


class Statement(Base):
    """What a person typed about a fact (a reason, a comment): erasable, while the fact keeps a salted hash of it."""

    __tablename__ = "statements"
    __personal__ = Personal(
        what=lazy("Reasons and comments that you typed when you did something."),
        why=lazy("So that those who are concerned know why."),
        keep=lazy("Until you erase your account; the record keeps only a fingerprint of them, which says nothing."),
        empties={"text": None},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str | None] = mapped_column(Text)
    salt: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))

    @classmethod
    def of(cls, text: str) -> "Statement":
        """Keep a text with the hash that proves it."""
        salt = secrets.token_hex(16)
        return cls(text=text, salt=salt, digest=hashlib.sha256((salt + text).encode()).hexdigest())

    def reference(self) -> Mapping[str, Any]:
        """Return the two fields a fact carries of a statement, to be passed as `**said.reference()`."""
        return {"statement_id": self.id, "statement_digest": self.digest}


class Delivery(Base):
    """That one reaction is owed one fact."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("fact_id", "reaction"),
        Index(
            "ix_deliveries_pending",
            "reaction",
            "stream",
            "fact_id",
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fact_id: Mapped[int] = mapped_column(ForeignKey("facts.id"))
    reaction: Mapped[str] = mapped_column(String(80))
    stream: Mapped[str] = mapped_column(String(60))
    attempts: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime]
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Happened:
    """A fact as a reaction gets it: what, who, when."""

    fact: Fact
    fact_id: int
    actor_id: int | None
    at: datetime


@dataclass(frozen=True)
class Reaction:
    """What a feature does when facts of these kinds happened, acting as the system under this name."""

    name: str
    to: tuple[type[Fact], ...]
    react: Callable[..., None]


def deliveries_of(row: FactRow, reactions: Iterable["Reaction"]) -> list[Delivery]:
    """Make what is owed for a new fact, one delivery for each reaction that listens to its kind."""
    stream = f"{row.stream_kind}:{row.stream_id}"
    return [
        Delivery(fact_id=row.id, reaction=reaction.name, stream=stream, run_after=row.at)
        for reaction in reactions
        if any(kind.kind == row.kind for kind in reaction.to)
    ]
