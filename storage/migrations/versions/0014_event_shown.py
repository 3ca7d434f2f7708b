"""Which event a person was shown last: what "da will ich mitmachen" is about."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("person", sa.Column("event", sa.Integer))
