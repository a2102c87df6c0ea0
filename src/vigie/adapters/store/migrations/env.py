"""Run by Alembic, on the connection and in the transaction that opening.py has begun."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
context.run_migrations()
