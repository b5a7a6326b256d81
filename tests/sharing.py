"""What a test process makes once for all its applications: compiled templates and addresses, and cheap passwords."""

from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

from hackathon.people.accounts import rules as passwords

PRODUCT_HASHER = passwords._HASHER
"""What passwords really cost: too much for tests that are about something else."""
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1)


class _Compiled(BytecodeCache):
    """Keeps compiled templates, which are the same for every application."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


_TEMPLATES = _Compiled()


def share_templates(app: Flask) -> None:
    """Let an application use templates that another one has compiled."""
    app.jinja_env.bytecode_cache = _TEMPLATES


def share_addresses() -> None:
    """Let applications use the functions that build addresses once they are compiled: half the work of making one."""
    kept: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}
    compile_one = Rule._compile_builder

    def compiled(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 - werkzeug's
        key = (rule.rule, repr(rule.defaults), append_unknown, *rule._trace)
        if key not in kept:
            kept[key] = compile_one(rule, append_unknown)
        return kept[key]

    Rule._compile_builder = compiled  # type: ignore[assignment, method-assign]
