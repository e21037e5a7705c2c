"""Runs revisions on the connection that :mod:`bot.store.migrate` passes in.

No connection of its own and no commit: the lock and the transaction are the caller's.
"""

from alembic import context

from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True
)  # batch: SQLite alters a table only by copying it
with context.begin_transaction():
    context.run_migrations()
