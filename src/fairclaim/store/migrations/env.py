"""What Alembic runs for each command: the steps on a connection that ``fairclaim.store.migrate`` has opened."""

from alembic import context

from fairclaim.store.tables.all_tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,  # SQLite changes a table by writing it anew
    compare_type=True,
    transactional_ddl=True,  # SQLite too: we begin its transactions ourselves
)
with context.begin_transaction():
    context.run_migrations()
