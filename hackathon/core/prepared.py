"""Statements that are built once: a query function becomes a statement with named parameters, kept per shape."""

import re
from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from functools import wraps
from inspect import signature
from typing import Any, Generic, NoReturn, ParamSpec, TypeVar, cast

from sqlalchemy import BindParameter, CompoundSelect, Integer, Select, bindparam
from sqlalchemy.sql.sqltypes import NullType
from sqlalchemy.sql.visitors import ExternallyTraversible, iterate

from hackathon.core.actors import Actor

Given = ParamSpec("Given")
Kind = TypeVar("Kind", bound=Hashable)
Built = TypeVar("Built", bound=Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]])
Read = Callable[[dict[str, Any]], Any]
ESCAPE = "/"


@dataclass(frozen=True)
class Shape(Generic[Kind]):
    """A value that belongs to the shape, since the statement is built from it: which kinds of things, what database."""

    value: Kind


def prepared(build: Callable[Given, Built]) -> Callable[Given, tuple[Built, dict[str, Any]]]:
    """Turn a function that builds a statement into one that returns it with its parameters, for `session.execute(*…)`.

    Building a statement costs more than most of our statements take in the database; so `build` runs once for each
    *shape* of what it is given, with parameters in the place of values. Numbers, words, moments and collections are
    parameters. An `Actor` is too: its id and places differ from person to person, its site roles belong to the shape,
    so that policies select with it as ever. Of a mapping the values are parameters, the keys belong to the shape. So do
    None, True, False and whatever comes as a `Shape`, since statements branch on them.

    What `build` itself names, as a state or a limit, is written into the statement: a database that keeps one plan for
    all executions then plans for these states and for so few rows, and little is sent.
    """
    asked = signature(build)
    shapes: dict[Hashable, tuple[Built, dict[str, Read]]] = {}

    @wraps(build)
    def ready(*args: Given.args, **kwargs: Given.kwargs) -> tuple[Built, dict[str, Any]]:
        given = asked.bind(*args, **kwargs)
        given.apply_defaults()
        shape = tuple(_shape(value) for value in given.arguments.values())
        if shape not in shapes:
            reads: dict[str, Read] = {}
            stand_ins = {name: _stand_in(name, value, reads) for name, value in given.arguments.items()}
            shapes[shape] = with_constants(cast(Callable[..., Built], build)(**stand_ins)), reads
        statement, reads = shapes[shape]
        return statement, {name: read(given.arguments) for name, read in reads.items()}

    return ready


def with_constants(statement: Built) -> Built:
    """Write into a statement what is the same whoever executes it, where SQLAlchemy would send a parameter."""
    for each in iterate(cast(ExternallyTraversible, statement)):
        if isinstance(each, BindParameter) and not isinstance(each.type, NullType) and _is_constant(each.value):
            each.literal_execute = True
    return statement


def containing(words: str) -> str:
    """Write the pattern of texts that contain these words, for `column.ilike(pattern, escape=ESCAPE)`."""
    return "%" + re.sub(r"[%_/]", rf"{ESCAPE}\g<0>", words) + "%"


def _is_constant(value: Any) -> bool:
    if isinstance(value, list | tuple | set | frozenset):
        return bool(value) and all(_is_constant(each) for each in value)
    return isinstance(value, str | int) and not isinstance(value, bool)


def _is_shape(value: Any) -> bool:
    return value is None or isinstance(value, bool | Shape)


def _shape(value: Any) -> Hashable:
    if _is_shape(value):
        return cast(Hashable, value)
    if isinstance(value, Actor):
        return value.is_signed_in, value.site_roles
    if isinstance(value, Mapping):
        return tuple(value)
    return cast(Hashable, type(value))


def _stand_in(name: str, value: Any, reads: dict[str, Read]) -> Any:
    """Return what stands in the statement for a value, noting how its parameters are read when it is executed."""
    if _is_shape(value):
        return value
    if isinstance(value, Actor):
        return _BoundActor(name, value, reads)
    if isinstance(value, Mapping):
        return _bound_values(name, value, reads)
    reads[name] = lambda given: given[name]
    if isinstance(value, Collection) and not isinstance(value, str):
        reads[name] = lambda given: list(given[name])
        return bindparam(name, expanding=True)
    return bindparam(name, type_=Integer if isinstance(value, int) else None)


def _bound_values(name: str, values: Mapping[str, Any], reads: dict[str, Read]) -> dict[str, BindParameter[Any]]:
    def bound(key: str) -> BindParameter[Any]:
        parameter = f"{name}_{key}"
        reads[parameter] = lambda given: given[name][key]
        return bindparam(parameter)

    return {key: bound(key) for key in values}


class _BoundActor(Actor):
    """Somebody with these site roles: whose id and which places is said when the statement is executed."""

    def __init__(self, name: str, like: Actor, reads: dict[str, Read]) -> None:
        key = f"{name}_id"
        account_id = bindparam(key, type_=Integer) if like.is_signed_in else None
        super().__init__(cast(int, account_id), site_roles=like.site_roles)
        if like.is_signed_in:
            reads[key] = lambda given: given[name].id
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_reads", reads)

    def places(self, scope: str, *roles: str) -> Any:
        """Return the parameter that will hold the places."""
        name, reads = cast(str, vars(self)["_name"]), cast(dict[str, Read], vars(self)["_reads"])
        key = "_".join((name, scope, *roles))
        reads[key] = lambda given: sorted(given[name].places(scope, *roles))
        places: BindParameter[Any] = bindparam(key, expanding=True, type_=Integer)
        return places

    def holds(self, role: str, scope: str, scope_id: int | None) -> NoReturn:
        """Refuse: what one person holds cannot decide how a statement for many is built."""
        raise TypeError(f"a prepared statement cannot ask who is {role} of {scope} {scope_id}: use places()")
