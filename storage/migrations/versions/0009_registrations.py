"""Who takes part in events, what they need there, and what they want to be reminded of."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "registration",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False, index=True),
        sa.Column("arrived", sa.Integer, nullable=False),
        sa.Column("offers", sa.Integer, nullable=False),
        sa.Column("offered_until", sa.DateTime),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("checked_in", sa.DateTime),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.UniqueConstraint("event", "address"),
        sa.UniqueConstraint("event", "code", name="uq_registration_code"),
    )
    op.create_table(
        "registration_need",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "registration",
            sa.Integer,
            sa.ForeignKey("registration.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
        sa.Column("need", sa.String, nullable=False),
        sa.UniqueConstraint("registration", "need"),
    )
    op.create_table(
        "event_wish",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event", sa.Integer, sa.ForeignKey("event.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("lead", sa.String, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.UniqueConstraint("event", "address", "lead"),
    )
