"""Ideas, who supports them, what becomes of them, and drafts of them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "idea",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("author", sa.String, index=True),
        sa.Column("pseudonym", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("claim", sa.String, unique=True),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("field", sa.String, index=True),
        sa.Column("district", sa.String, index=True),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("picture", sa.String),
        sa.Column("photo", sa.String),
        sa.Column("message", sa.BigInteger),
        sa.Column("flags", sa.String, nullable=False),
        sa.Column("contest", sa.Integer, index=True),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("shortlisted", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("prize", sa.Integer),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("before", sa.String),
        sa.Column("merged_into", sa.Integer, sa.ForeignKey("idea.id"), index=True),
        sa.Column("handed_in", sa.DateTime, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("support", sa.Integer, nullable=False, index=True),
        sa.Column("carded", sa.Integer, nullable=False, server_default="0"),
        sa.Column("holder", sa.Integer),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("clock_began", sa.DateTime),
        sa.Column("clock_days", sa.Integer, nullable=False),
        sa.Column("clock_rested", sa.Integer, nullable=False),
        sa.Column("clock_stands", sa.DateTime),
        sa.Column("clock_round", sa.Integer, nullable=False),
        sa.Column("clock_told", sa.Integer, nullable=False, server_default="0"),
        sa.Column("asked_back", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("mended", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("outcome", sa.String),
        sa.Column("answer", sa.String, nullable=False),
        sa.Column("part_of", sa.String, nullable=False),
        sa.Column("when", sa.String, nullable=False),
        sa.Column("decided", sa.DateTime),
        sa.Column("asked_after", sa.DateTime),
        sa.Column("reopened", sa.Boolean, nullable=False, server_default=sa.false()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_idea_stage", "idea", ["stage"])
    for name, column, where in (
        ("ix_idea_photo", "id", "photo IS NOT NULL"),
        ("ix_idea_clock", "id", "clock_began IS NOT NULL"),
        ("ix_idea_decided", "decided", "asked_after IS NULL"),
    ):
        op.create_index(name, "idea", [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    shown = sa.text("stage IN ('public', 'assessing', 'decided', 'done')")
    for name, columns in (
        ("ix_idea_newest", ["id", "field", "district", "contest"]),
        ("ix_idea_supported", ["support", "id", "field", "district", "contest"]),
    ):
        op.create_index(name, "idea", columns, sqlite_where=shown, postgresql_where=shown)
    op.create_table(
        "idea_word",
        sa.Column("word", sa.String().with_variant(sa.String(collation="C"), "postgresql"), primary_key=True),
        sa.Column("idea", sa.Integer, sa.ForeignKey("idea.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_index("ix_idea_word_idea", "idea_word", ["idea", "word"])
    op.create_table(
        "supporter",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("idea", sa.Integer, sa.ForeignKey("idea.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("hears", sa.Boolean, nullable=False),
        sa.Column("since", sa.DateTime, nullable=False),
        sa.Column("came_from", sa.Integer),
        sa.UniqueConstraint("idea", "address"),
    )
    op.create_table(
        "lifeline",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("idea", sa.Integer, sa.ForeignKey("idea.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("milestone", sa.String, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
    )
    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("idea", sa.Integer, sa.ForeignKey("idea.id", ondelete="CASCADE"), nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("by", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("deed", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("outcome", sa.String),
        sa.Column("answer", sa.String, nullable=False),
        sa.Column("part_of", sa.String, nullable=False),
        sa.Column("when", sa.String, nullable=False),
    )
    op.create_table(
        "idea_verdict",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("idea", sa.Integer, sa.ForeignKey("idea.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("address", sa.String, index=True),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.UniqueConstraint("idea", "address"),
    )
    op.create_table(
        "reply_template",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_table(
        "idea_draft",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.String, nullable=False, unique=True),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("pseudonym", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("field", sa.String),
        sa.Column("district", sa.String),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("photo", sa.String),
        sa.Column("flags", sa.String, nullable=False),
        sa.Column("contest", sa.Integer),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("messages", sa.JSON, nullable=False),
        sa.Column("touched", sa.DateTime, nullable=False),
    )
    op.create_table(
        "contest",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("opens", sa.DateTime, nullable=False, index=True),
        sa.Column("closes", sa.DateTime, nullable=False, index=True),
        sa.Column("categories", sa.JSON, nullable=False),
        sa.Column("prizes", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("announced", sa.DateTime),
        sa.Column("awarded", sa.DateTime),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "claim_try",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("address", sa.String, nullable=False, index=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
