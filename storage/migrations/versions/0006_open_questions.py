"""Open questions and who waits for them. Of a person: the question they want passed on, as the guard left it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "open_question",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("asked", sa.DateTime, nullable=False, index=True),
        sa.Column("due", sa.DateTime, nullable=False),
        sa.Column("delays", sa.Integer, nullable=False),
        sa.Column("answer", sa.String),
        sa.Column("answered", sa.DateTime),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "asker",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "question",
            sa.Integer,
            sa.ForeignKey("open_question.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("language", sa.String, nullable=False),
        sa.UniqueConstraint("question", "address"),
    )
    op.add_column("person", sa.Column("asked", sa.String))
