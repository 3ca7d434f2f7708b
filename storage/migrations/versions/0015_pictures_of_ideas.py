"""An index of the pictures of ideas: whether one shows a picture is asked for every photo that comes."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    there = sa.text("picture IS NOT NULL")
    op.create_index("ix_idea_picture", "idea", ["picture"], sqlite_where=there, postgresql_where=there)
