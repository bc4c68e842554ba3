"""Run by Alembic: takes the connection that `upgrade` opened and runs the steps on it."""

from alembic import context

from loyalty.database.base import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
