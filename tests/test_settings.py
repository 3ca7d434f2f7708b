"""Settings are read once, refused with all their mistakes at once, and keep their secrets to themselves."""

import os
from pathlib import Path

import pytest

from bot.settings import PREFIX, Settings, SettingsError, read_settings

TOKEN = "4839574812:AAFakeTokenOfTheTownOfGera-00000000"
SECRET = "a-secret-of-the-webhook-0001"


@pytest.fixture(autouse=True)
def nothing_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)


def mistakes_of(monkeypatch: pytest.MonkeyPatch, **settings: str) -> list[str]:
    """What is said about these settings."""
    for name, value in settings.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    return refused.value.sentences


def test_nothing_needs_to_be_set():
    settings = read_settings()
    assert settings.telegram_token is None
    assert settings.browser_chat
    assert settings.http_host == "127.0.0.1"
    assert settings.database == f"sqlite+aiosqlite:///{Path('data') / 'gerabot.sqlite3'}"
    assert str(settings.zone) == "Europe/Berlin"


def test_what_is_set_is_read(monkeypatch: pytest.MonkeyPatch):
    for name, value in {
        "TELEGRAM_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://localhost:8081/",
        "WEBHOOK_URL": "https://chat.gera.de/",
        "WEBHOOK_SECRET": SECRET,
        "DATABASE_URL": "postgresql://gera:geheim@db:5432/gera",
        "HTTP_HOST": "0.0.0.0",  # noqa: S104
        "HTTP_PORT": "0",
        "ADMINISTRATORS": "1, 2;3 4",
        "DELIVERIES_PER_SECOND": "12.5",
        "BROWSER_CHAT": "off",
        "TIME_ZONE": "Europe/Vienna",
    }.items():
        monkeypatch.setenv(f"{PREFIX}{name}", value)
    settings = read_settings()
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.telegram_api_url == "http://localhost:8081"
    assert settings.webhook_url == "https://chat.gera.de"
    assert settings.database == "postgresql://gera:geheim@db:5432/gera"
    assert settings.administrators == (1, 2, 3, 4)
    assert settings.deliveries_per_second == 12.5
    assert not settings.browser_chat


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch):
    for name in ("TELEGRAM_TOKEN", "HTTP_PORT", "BROWSER_CHAT", "DATABASE_URL"):
        monkeypatch.setenv(f"{PREFIX}{name}", "")
    assert read_settings() == Settings(_env_file=None)


def test_an_unknown_name_is_refused_and_the_known_ones_are_named(monkeypatch: pytest.MonkeyPatch):
    (sentence,) = mistakes_of(monkeypatch, TELEGRAM_TOKN=TOKEN)
    assert sentence.startswith("GERABOT_TELEGRAM_TOKN ist keine Einstellung.")
    assert "GERABOT_TELEGRAM_TOKEN" in sentence
    assert TOKEN not in sentence


def test_names_of_others_are_no_business_of_ours(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("GERABOTS_HOME", "x")
    monkeypatch.setenv("TELEGRAM_TOKEN", "x")
    assert read_settings().telegram_token is None


def test_all_mistakes_are_said_at_once(monkeypatch: pytest.MonkeyPatch):
    sentences = mistakes_of(
        monkeypatch,
        TELEGRAM_TOKEN="kein token",
        TELEGRAM_API_URL="ftp://x",
        WEBHOOK_URL="https://chat.gera.de",
        DATABASE_URL="mysql://gera:geheim@db/gera",
        HTTP_PORT="achtzig",
        ADMINISTRATORS="1, zwei",
        DELIVERIES_PER_SECOND="0",
        BROWSER_CHAT="vielleicht",
        TIME_ZONE="Europe/Gera",
        HTTP_PROT="80",
    )
    named = {sentence.split()[0].removeprefix(PREFIX) for sentence in sentences}
    assert named == {
        "TELEGRAM_TOKEN", "TELEGRAM_API_URL", "WEBHOOK_SECRET", "DATABASE_URL", "HTTP_PORT", "ADMINISTRATORS",
        "DELIVERIES_PER_SECOND", "BROWSER_CHAT", "TIME_ZONE", "HTTP_PROT",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HTTP_PORT", "achtzig", "GERABOT_HTTP_PORT muss eine ganze Zahl sein."),
        ("HTTP_PORT", "70000", "GERABOT_HTTP_PORT darf höchstens 65535 sein."),
        ("HTTP_PORT", "-1", "GERABOT_HTTP_PORT muss mindestens 0 sein."),
        ("DELIVERIES_PER_SECOND", "viele", "GERABOT_DELIVERIES_PER_SECOND muss eine Zahl sein."),
        ("DELIVERIES_PER_SECOND", "0", "GERABOT_DELIVERIES_PER_SECOND muss größer als 0 sein."),
        ("BROWSER_CHAT", "vielleicht", "GERABOT_BROWSER_CHAT muss on oder off sein."),
        ("ADMINISTRATORS", "anna", "GERABOT_ADMINISTRATORS muss eine ganze Zahl sein."),
        ("TIME_ZONE", "Gera", "GERABOT_TIME_ZONE kennt keine Zeitzone „Gera“ (Beispiel: Europe/Berlin)."),
        ("WEBHOOK_URL", "chat.gera.de", "GERABOT_WEBHOOK_URL muss mit https:// (oder http://) beginnen."),
    ],
)
def test_a_wrong_value_is_refused_in_a_german_sentence(monkeypatch: pytest.MonkeyPatch, name, value, sentence):
    assert mistakes_of(monkeypatch, **{name: value}) == [sentence]


@pytest.mark.parametrize("secret", [None, "", "kurz", "x" * 257, "mit leerzeichen darin", "mit/schräg?strich-und-mehr"])
def test_a_webhook_without_a_fit_secret_does_not_start(monkeypatch: pytest.MonkeyPatch, secret):
    more = {} if secret is None else {"WEBHOOK_SECRET": secret}
    (sentence,) = mistakes_of(monkeypatch, TELEGRAM_TOKEN=TOKEN, WEBHOOK_URL="https://chat.gera.de", **more)
    assert sentence.startswith("GERABOT_WEBHOOK_SECRET ")
    assert not secret or secret not in sentence


def test_a_webhook_without_a_token_does_not_start(monkeypatch: pytest.MonkeyPatch):
    sentences = mistakes_of(monkeypatch, WEBHOOK_URL="https://chat.gera.de", WEBHOOK_SECRET=SECRET)
    assert sentences == ["GERABOT_WEBHOOK_URL ist gesetzt, aber GERABOT_TELEGRAM_TOKEN fehlt."]


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "mysql://a:geheim@b/c",
        "postgresql://gera:geheim@db:x/gera",
        "postgresql://",
        "sqlite://",
        "sqlite:///",
    ],
)
def test_a_database_that_nobody_can_find_is_refused_and_its_password_not_repeated(monkeypatch, address):
    (sentence,) = mistakes_of(monkeypatch, DATABASE_URL=address)
    assert sentence.startswith("GERABOT_DATABASE_URL ist keine Adresse einer Datenbank")
    assert "geheim" not in sentence


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///gera.sqlite3",
        "sqlite+aiosqlite:////var/lib/gera bot/city.sqlite3",
        "sqlite:///C:/gera/city.sqlite3",
        "postgres://gera@db/gera",
        "postgresql://gera:p#w:x%2F@db.gera.de:5432/gera?sslmode=require",
        "postgresql+psycopg://gera:geheim@[::1]:5432/gera",
        "postgresql://postgres:@/city?host=/tmp/socket",
        "postgresql:///gera",
    ],
)
def test_the_usual_addresses_of_databases_are_taken_as_they_are(monkeypatch: pytest.MonkeyPatch, address):
    monkeypatch.setenv("GERABOT_DATABASE_URL", address)
    assert read_settings().database == address


def test_secrets_are_in_no_message_and_in_no_picture_of_the_settings(monkeypatch: pytest.MonkeyPatch):
    wrong = "123:wrong token with a marker"
    sentences = mistakes_of(
        monkeypatch, TELEGRAM_TOKEN=wrong, WEBHOOK_SECRET="short-marker!", DATABASE_URL="x://a:marker@b", HTTP_PORT="x"
    )
    assert "marker" not in "".join(sentences)
    for name in ("TELEGRAM_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL", "HTTP_PORT"):
        monkeypatch.delenv(f"{PREFIX}{name}")
    right = Settings(
        _env_file=None, telegram_token=TOKEN, webhook_secret=SECRET, database_url="postgresql://gera:marker@db/gera"
    )
    for seen in (repr(right), str(right), str(right.model_dump()), right.model_dump_json()):
        assert not any(secret in seen for secret in (TOKEN, SECRET, "marker"))


def test_settings_are_never_changed():
    with pytest.raises(ValueError, match="frozen"):
        read_settings().http_port = 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"], ids=["plain", "from Windows"])
def test_the_env_file_is_read_and_the_environment_wins(tmp_path, monkeypatch: pytest.MonkeyPatch, encoding):
    token, port, zone = (
        f"GERABOT_TELEGRAM_TOKEN={TOKEN}",
        "export GERABOT_HTTP_PORT=81",
        "GERABOT_TIME_ZONE=Europe/Rome",
    )
    (tmp_path / ".env").write_text(f"{token}\n{port}\n# Grüße\n{zone}", encoding=encoding)
    monkeypatch.setenv("GERABOT_HTTP_PORT", "82")
    settings = read_settings()
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert (settings.http_port, settings.time_zone) == (82, "Europe/Rome")


def test_an_unknown_name_in_the_env_file_is_refused_too_and_a_comment_is_none(tmp_path):
    (tmp_path / ".env").write_text("  GERABOT_PORT = 81\n# GERABOT_OLD=1\nOTHER=1\ngerabot_http_port=81\n")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert [sentence.split()[0] for sentence in refused.value.sentences] == ["GERABOT_PORT"]


def test_an_env_file_that_is_not_utf8_is_refused_in_a_sentence(tmp_path):
    (tmp_path / ".env").write_bytes("# Grüße\nGERABOT_HTTP_PORT=81\n".encode("latin-1"))
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert refused.value.sentences == ["Die Datei .env ist nicht als UTF-8 gespeichert."]
