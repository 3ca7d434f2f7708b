"""What staff write of events: what they are about, what came of them, drafts of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    for column in (
        sa.Column("subjects", sa.String, nullable=False, server_default=sa.text("''")),
        sa.Column("ideas", sa.String, nullable=False, server_default=sa.text("''")),
        sa.Column("minutes", sa.String, nullable=False, server_default=sa.text("''")),
        sa.Column("next_step", sa.String, nullable=False, server_default=sa.text("''")),
        sa.Column("next_day", sa.Date),
        sa.Column("called_off", sa.DateTime),
        sa.Column("closed", sa.DateTime),
    ):
        op.add_column("event", column)
    op.create_table(
        "event_draft",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("author", sa.Integer, nullable=False, index=True),
        sa.Column("purpose", sa.String, nullable=False),
        sa.Column("event", sa.Integer, sa.ForeignKey("event.id", ondelete="CASCADE"), index=True),
        sa.Column("base", sa.JSON, nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("written", sa.DateTime, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
