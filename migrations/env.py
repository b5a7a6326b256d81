"""Runs schema steps on the connection the program hands over."""

from alembic import context

from hackathon.core.db import UTCDateTime
from hackathon.core.search.engines import is_ours, prepare
from hackathon.schema import METADATA


def plain_moment(kind: str, item: object, _context: object) -> str | bool:
    """Write our moments as the column type they are in the database, so that old steps outlive our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


def is_compared(name: str | None, kind: str, parents: object) -> bool:
    """Leave the search's index alone: each database has its own, and no step makes it."""
    return not is_ours(name, kind, parents)


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=plain_moment,
    compare_server_default=True,
    transaction_per_migration=False,
    include_name=is_compared,
)
context.run_migrations()
prepare(connection)
