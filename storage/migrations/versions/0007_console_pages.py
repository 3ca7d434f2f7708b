"""What the console's pages need: the content that was tested, and the tickets of downloads that are used up."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("announcement", sa.Column("tried", sa.JSON))
    op.create_table(
        "spent_ticket",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mark", sa.String, nullable=False, unique=True),
        sa.Column("until", sa.DateTime, nullable=False, index=True),
    )
