"""Things named as `module:name`, so that what is heavy is imported by who needs it, when it is needed."""

from importlib import import_module
from typing import Any


def named(where: str) -> Any:
    """Import what `module:name` names."""
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)
