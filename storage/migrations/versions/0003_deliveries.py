"""The ledger of deliveries and its pace; subscriptions and consents; staff, invitations, sign-ins, the audit;
announcements. Of a person: the open form, quiet hours, digest, whether they can be reached."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("person", sa.Column("form", sa.String))
    op.add_column("person", sa.Column("quiet", sa.String, nullable=False, server_default="20:00-08:00"))
    op.add_column("person", sa.Column("digest", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("person", sa.Column("unreachable", sa.DateTime))
    _deliveries()
    _pictures()
    _subscriptions()
    _staff()


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("occasion", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("face", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("language", sa.String),
        sa.Column("content", sa.JSON),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("again", sa.Boolean, nullable=False),
        sa.Column("not_before", sa.DateTime, nullable=False),
        sa.Column("lapses", sa.DateTime),
        sa.Column("claimed_by", sa.String),
        sa.Column("leased_until", sa.DateTime, index=True),
        sa.Column("doubts", sa.Integer, nullable=False),
        sa.Column("troubled", sa.DateTime),
        sa.Column("message", sa.BigInteger),
        sa.Column("trouble", sa.String),
        sa.Column("collected", sa.Boolean, nullable=False),
        sa.Column("carried_by", sa.Integer, index=True),
        sa.Column("planned", sa.DateTime, nullable=False, index=True),
        sa.Column("settled", sa.DateTime, index=True),
        sa.UniqueConstraint("occasion", "address"),
    )
    due = ["face", "state", "paused", "collected", "priority", "not_before", "id"]
    op.create_index("ix_delivery_due", "delivery", due)
    op.create_table(
        "pace",
        sa.Column("face", sa.String, primary_key=True),
        sa.Column("next_free", sa.DateTime, nullable=False),
        sa.Column("paused_until", sa.DateTime),
    )


def _pictures() -> None:
    op.create_table(
        "picture",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.Column("telegram", sa.String),
        sa.Column("kept", sa.DateTime, nullable=False, index=True),
    )


def _subscriptions() -> None:
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("topic", sa.String, nullable=False, index=True),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.UniqueConstraint("address", "topic"),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("topic", sa.String, nullable=False),
        sa.Column("given", sa.Boolean, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("wording", sa.String, nullable=False),
    )


def _staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.String, nullable=False, unique=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("set_up", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("object", sa.String, nullable=False),
    )
