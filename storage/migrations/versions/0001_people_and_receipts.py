"""Persons with their conversation, receipts with waiting replies, parked updates."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.String, nullable=False, unique=True),
        sa.Column("language", sa.String),
        sa.Column("subject", sa.String),
        sa.Column("entry", sa.String),
        sa.Column("misses", sa.Integer, nullable=False),
        sa.Column("album", sa.String),
        sa.Column("tokens", sa.Float, nullable=False),
        sa.Column("warnings", sa.Integer, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False, index=True),
        sa.Column("since", sa.DateTime, nullable=False),
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("update", sa.String, nullable=False, unique=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("taken", sa.DateTime, nullable=False, index=True),
        sa.Column("replies", sa.JSON(none_as_null=True)),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("quote", sa.BigInteger),
        sa.Column("leased_until", sa.DateTime, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "parked",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("update", sa.String, nullable=False, unique=True),
        sa.Column("came", sa.DateTime, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
    )
