"""Feedback on answers. Of a person: what was offered, what else may have been meant, which answer they judged, which
language was spoken last, when they cried for help. Since when we know them is nothing we need."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry", sa.String, nullable=False, index=True),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("given", sa.DateTime, nullable=False, index=True),
    )
    op.add_column("person", sa.Column("offered", sa.String))
    op.add_column("person", sa.Column("others", sa.String))
    op.add_column("person", sa.Column("judged", sa.String))
    op.add_column("person", sa.Column("spoken", sa.String))
    op.add_column("person", sa.Column("alarmed", sa.DateTime))
    op.drop_column("person", "since")
