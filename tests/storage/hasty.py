"""A PostgreSQL that need not survive a power cut: with fsync, giving back sixty small databases takes 25 seconds."""

import pytest

on_postgres = pytest.mark.parametrize(
    "new_database", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
"""For what only a server with several writers can show."""


@pytest.fixture(scope="session")
def postgres(postgres: str) -> str:
    """The server of all tests, in a hurry."""
    import psycopg

    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return postgres
