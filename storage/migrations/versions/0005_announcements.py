"""Announcements, what is done about them afterwards, and the replies to them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("author", sa.Integer, nullable=False, index=True),
        sa.Column("releaser", sa.Integer),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("tested", sa.Integer, nullable=False),
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("picture", sa.String),
        sa.Column("photo", sa.String),
        sa.Column("link", sa.JSON),
        sa.Column("topics", sa.JSON),
        sa.Column("again", sa.Boolean, nullable=False),
        sa.Column("starts", sa.DateTime),
        sa.Column("hold_until", sa.DateTime),
        sa.Column("audience", sa.Integer),
        sa.Column("trouble", sa.String),
        sa.Column("totals", sa.JSON),
        sa.Column("shown", sa.DateTime),
        sa.Column("written", sa.DateTime, nullable=False),
        sa.Column("begun", sa.DateTime),
        sa.Column("finished", sa.DateTime),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "followup",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("announcement", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("author", sa.Integer, nullable=False),
        sa.Column("releaser", sa.Integer),
        sa.Column("texts", sa.JSON, nullable=False),
        sa.Column("in_flight", sa.JSON),
        sa.Column("left_out", sa.JSON),
        sa.Column("totals", sa.JSON),
        sa.Column("written", sa.DateTime, nullable=False),
        sa.Column("begun", sa.DateTime),
        sa.Column("finished", sa.DateTime),
        sa.UniqueConstraint("announcement", "number"),
    )
    op.create_table(
        "announcement_reply",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("announcement", sa.Integer, nullable=False, index=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("answered", sa.DateTime),
    )
