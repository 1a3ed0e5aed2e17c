"""Runs the migrations on the connection that `mailgate.adapters.store.migrate` hands over, inside its transaction."""

from alembic import context
from mailgate.adapters.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True, compare_type=True)
context.run_migrations()
