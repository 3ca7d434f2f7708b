"""For what only a server with several writers can show."""

import pytest

on_postgres = pytest.mark.parametrize(
    "new_database", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)
