"""Invitations and nominations of staff, sign-ins and sessions of the console, menus that stand in staff's chats."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token", sa.String, nullable=False, unique=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("invited_by", sa.Integer),
        sa.Column("expires", sa.DateTime, nullable=False, index=True),
        sa.Column("used", sa.DateTime),
    )
    op.create_table(
        "nomination",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.String, nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("nominated_by", sa.Integer),
        sa.Column("at", sa.DateTime, nullable=False, index=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("staff", sa.Integer, nullable=False, index=True),
        sa.Column("token", sa.String, nullable=False, unique=True),
        sa.Column("asked", sa.DateTime, nullable=False, index=True),
        sa.Column("expires", sa.DateTime, nullable=False),
        sa.Column("used", sa.DateTime),
    )
    op.create_table(
        "console_session",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("staff", sa.Integer, nullable=False, index=True),
        sa.Column("secret", sa.String, nullable=False, unique=True),
        sa.Column("began", sa.DateTime, nullable=False),
        sa.Column("seen", sa.DateTime, nullable=False, index=True),
    )
    op.create_table(
        "staff_menu",
        sa.Column("address", sa.String, primary_key=True),
        sa.Column("shows", sa.String, nullable=False),
    )
