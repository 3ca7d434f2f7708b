"""Cards that were put into other people's chats and are kept true there."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "shared_card",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("message", sa.String, nullable=False, unique=True),
        sa.Column("shows", sa.String, nullable=False, index=True),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("shown", sa.String, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False, index=True),
        sa.Column("edits", sa.Integer, nullable=False),
        sa.Column("under_way", sa.Boolean, nullable=False),
        sa.Column("refused", sa.Integer, nullable=False),
        sa.Column("not_before", sa.DateTime),
        sa.Column("last", sa.Boolean, nullable=False),
    )
