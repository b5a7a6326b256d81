"""What leaves in an export and how it is written, what stands where somebody was, and for how long things are kept."""

from datetime import timedelta
from pathlib import PurePosixPath

EXPORT_DAYS = 7
EXPORT_LIFE = timedelta(days=EXPORT_DAYS)
MOST_BYTES = 4 * 1024**3
_SECRETS = frozenset({"secret", "salt", "epoch", "lease"})


def is_secret(column: str) -> bool:
    """Tell whether a column is kept to prove or to open something: it says nothing about a person."""
    return column in _SECRETS or column.endswith("_hash") or column.startswith("sealed_")


def address_of_nobody(account_id: int) -> str:
    """Return what stands in the place of an erased address: unique, and nobody's by RFC 2606."""
    return f"erased-{account_id}@erased.invalid"


def name_in_export(file_id: int, name: str) -> str:
    """Name a file inside the export, where two may be called the same."""
    return f"files/{file_id}-{PurePosixPath(name).name}"
