"""Runs schema steps on the connection the program hands over."""

from alembic import context

from hackathon.core.db import UTCDateTime
from hackathon.schema import METADATA


def plain_moment(kind: str, item: object, _context: object) -> str | bool:
    """Write our moments as the column type they are in the database, so that old steps outlive our code."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=plain_moment,
    compare_server_default=True,
    transaction_per_migration=False,
)
context.run_migrations()
