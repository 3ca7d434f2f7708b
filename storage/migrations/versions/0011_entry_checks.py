"""What staff said of curated entries, and what they were asked about."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "entry_check",
        sa.Column("entry", sa.String, primary_key=True),
        sa.Column("checked_on", sa.Date, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("office", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "entry_reminder",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry", sa.String, nullable=False),
        sa.Column("age", sa.String, nullable=False),
        sa.Column("ends", sa.Date, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.UniqueConstraint("entry", "age", "ends"),
    )
