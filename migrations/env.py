"""Runs schema steps on the connection the program hands over."""

from alembic import context

from hackathon.schema import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_server_default=True,
    transaction_per_migration=False,
)
context.run_migrations()
