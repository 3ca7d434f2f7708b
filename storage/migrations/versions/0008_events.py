"""Events, what people were told of them, and how long before they want to be reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String, nullable=False, unique=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("topics", sa.JSON, nullable=False),
        sa.Column("starts", sa.DateTime, nullable=False, index=True),
        sa.Column("ends", sa.DateTime, nullable=False, index=True),
        sa.Column("zone", sa.String, nullable=False),
        sa.Column("whole_day", sa.Boolean, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("step_free", sa.Boolean),
        sa.Column("capacity", sa.Integer),
        sa.Column("languages", sa.String, nullable=False),
        sa.Column("interpreter", sa.Boolean, nullable=False),
        sa.Column("link", sa.String, nullable=False),
        sa.Column("contact", sa.String, nullable=False),
        sa.Column("results", sa.String, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("announced", sa.DateTime),
        sa.Column("edited", sa.DateTime, nullable=False),
        sa.Column("changed", sa.DateTime),
        sa.Column("told_starts", sa.DateTime),
        sa.Column("told_ends", sa.DateTime),
        sa.Column("told_place", sa.String, nullable=False),
        sa.Column("told_cancelled", sa.Boolean, nullable=False),
        sa.Column("told_at", sa.DateTime),
        sa.Column("dates", sa.Integer, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "event_change",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("starts", sa.DateTime, nullable=False),
        sa.Column("ends", sa.DateTime, nullable=False),
        sa.Column("place", sa.String, nullable=False),
        sa.UniqueConstraint("event", "number"),
    )
    op.create_table(
        "reminder_lead",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("lead", sa.String, nullable=False),
        sa.UniqueConstraint("address", "lead"),
    )
    op.create_table(
        "mark",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
