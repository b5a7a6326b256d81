"""Prepared statements: built once per shape, right for everybody who executes them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session

from hackathon.core.actors import STRANGER, Actor, Grant, person
from hackathon.core.prepared import Shape, prepared
from hackathon.events.setup.models import Event
from hackathon.events.setup.policy import visible_to
from tests.factories import make_event
from tests.queries import QueryCounter


@prepared
def _slugs(actor: Actor, wanted: tuple[str, ...], *, before: datetime | None = None, limit: int = 9) -> Select[str]:
    found = select(Event.slug).where(visible_to(actor), Event.slug.in_(wanted)).order_by(Event.slug).limit(limit)
    return found if before is None else found.where(Event.starts_at < before)


def test_prepared_with_other_values_of_one_shape_is_one_statement_with_other_answers(session: Session) -> None:
    event = make_event(session, slug="draft", state="draft")
    make_event(session, slug="open")
    organizer = person(1, "Ada", grants=[Grant("event", event.id, "organizer")])
    somebody = person(2, "Bea")

    first, its_parameters = _slugs(organizer, ("draft", "open"))
    second, other_parameters = _slugs(somebody, ("draft",), limit=1)

    assert first is second
    assert session.scalars(first, its_parameters).all() == ["draft", "open"]
    assert session.scalars(second, other_parameters).all() == []


def test_prepared_for_somebody_with_other_site_roles_is_another_statement(session: Session) -> None:
    make_event(session, slug="draft", state="draft")

    for_host = _slugs(person(1, "Ada", site_roles=["host"]), ("draft",))
    for_somebody = _slugs(person(1, "Ada"), ("draft",))
    for_stranger = _slugs(STRANGER, ("draft",))

    assert session.scalars(*for_host).all() == ["draft"]
    assert session.scalars(*for_somebody).all() == []
    assert session.scalars(*for_stranger).all() == []


def test_prepared_with_an_argument_or_without_branches(session: Session) -> None:
    event = make_event(session, slug="open")
    actor = person(1, "Ada")

    assert session.scalars(*_slugs(actor, ("open",))).all() == ["open"]
    assert session.scalars(*_slugs(actor, ("open",), before=event.starts_at)).all() == []


def test_prepared_that_asks_what_one_person_holds_is_refused() -> None:
    @prepared
    def wrong(actor: Actor) -> Select[int]:
        return select(Event.id) if actor.holds("organizer", "event", 1) else select(Event.id).limit(1)

    with pytest.raises(TypeError, match="a prepared statement cannot ask who is organizer of event 1"):
        wrong(person(1, "Ada"))


@prepared
def _begun(before: Mapping[str, datetime], columns: Shape[tuple[str, ...]]) -> Select[*tuple[Any, ...]]:
    """Select those of each state that began before its moment."""
    begun = (and_(Event.state == state, Event.starts_at < at) for state, at in before.items())
    return select(*(getattr(Event, name) for name in columns.value)).where(or_(false(), *begun)).order_by(Event.slug)


def test_prepared_with_a_mapping_and_a_shape_is_built_once_for_the_same_keys(session: Session) -> None:
    event = make_event(session, slug="open")
    later = event.starts_at + timedelta(days=1)
    columns: Shape[tuple[str, ...]] = Shape(("slug",))

    first, its_parameters = _begun({event.state: later}, columns)
    second, other_parameters = _begun({event.state: event.starts_at}, Shape(("slug",)))
    wider, wider_parameters = _begun({event.state: later, "NONE": later}, Shape(("slug", "state")))

    assert (first is second, first is wider) == (True, False)
    assert session.execute(first, its_parameters).all() == [("open",)]
    assert session.execute(second, other_parameters).all() == []
    assert session.execute(wider, wider_parameters).all() == [("open", event.state)]


def test_what_a_prepared_statement_names_itself_is_written_into_it_whatever_it_says(
    session: Session, queries: QueryCounter
) -> None:
    make_event(session, slug="o'clock", name="100% %(name)s \\' :x")

    @prepared
    def named(slug: str) -> Select[str]:
        own = Event.name.in_(["100% %(name)s \\' :x", "another"])
        return select(Event.slug).where(Event.slug == slug, Event.slug == "o'clock", own).limit(7)

    with queries() as asked:
        found = session.scalars(*named("o'clock")).all()

    assert found == ["o'clock"]
    assert "LIMIT 7" in asked[0]
