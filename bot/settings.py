"""Settings: read once from the environment and `.env`, checked at once, never changed. All mistakes in one go."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.search.meaning import DEFAULT_MODEL

PREFIX = "GERABOT_"
ENV_FILE = ".env"
ENCODING = "utf-8-sig"
"""Windows' editor puts a mark in front of the first name."""
DATABASE = re.compile(
    r"sqlite(?:\+aiosqlite)?:///.+"
    r"|postgres(?:ql)?(?:\+psycopg)?://(?:.*@)?(?:\[[\da-fA-F:.]+\]|[^/:@\[\]]*)(?::\d+)?/[^/?].*"
)
"""A file, or user, password, machine, port and name, as SQLAlchemy reads them."""


MOST_UNPAID = 30
"""Messages a second that Telegram takes without payment (core.telegram.org/bots/faq)."""


class SettingsError(Exception):
    """The settings cannot be used. `sentences` says what is wrong, one sentence each."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def _ids(value: object) -> object:
    return [part for part in re.split(r"[\s,;]+", value) if part] if isinstance(value, str) else value


class Settings(BaseSettings):
    """What can be set from outside. The README's table explains each for the town hall."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=ENV_FILE,
        env_file_encoding=ENCODING,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = Field(default=None, validate_default=True)
    database_url: SecretStr | None = None
    data_dir: Path = Path("data")
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    administrators: Annotated[tuple[int, ...], NoDecode, BeforeValidator(_ids)] = ()
    deliveries_per_second: float = Field(default=25, gt=0, le=1000)
    allow_paid_broadcast: bool = Field(default=False, validate_default=True)
    one_key: bool = False
    browser_chat: bool = True
    time_zone: str = "Europe/Berlin"
    sentence_model: str = DEFAULT_MODEL

    @field_validator("telegram_token")
    @classmethod
    def _token_has_its_shape(cls, token: SecretStr | None) -> SecretStr | None:
        if token and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token.get_secret_value()):
            raise ValueError("ist kein Telegram-Token (Zahl, Doppelpunkt, Zeichen; von @BotFather)")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _secret_is_there_and_allowed(cls, secret: SecretStr | None, others: ValidationInfo) -> SecretStr | None:
        if others.data.get("webhook_url") and not secret:
            raise ValueError(
                f"fehlt, obwohl {PREFIX}WEBHOOK_URL gesetzt ist. "
                "Ohne Geheimnis könnte jeder der Assistenz falsche Nachrichten schicken"
            )
        if secret and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", secret.get_secret_value()):
            raise ValueError("braucht 16 bis 256 Zeichen aus A-Z, a-z, 0-9, _ und -")
        return secret

    @field_validator("database_url")
    @classmethod
    def _database_is_known(cls, address: SecretStr | None) -> SecretStr | None:
        if address and not DATABASE.fullmatch(address.get_secret_value()):
            raise ValueError(
                "ist keine Adresse einer Datenbank (Beispiele: sqlite:///data/gera.sqlite3, "
                "postgresql://name:passwort@rechner:5432/gera)"
            )
        return address

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _address_is_http(cls, address: str | None) -> str | None:
        if address and not re.match(r"https?://[^/\s]+", address):
            raise ValueError("muss mit https:// (oder http://) beginnen")
        return address.rstrip("/") if address else address

    @field_validator("webhook_url")
    @classmethod
    def _webhook_has_a_bot(cls, address: str | None, others: ValidationInfo) -> str | None:
        if address and others.data.get("telegram_token", "wrong") is None:
            raise ValueError(f"ist gesetzt, aber {PREFIX}TELEGRAM_TOKEN fehlt")
        return address

    @field_validator("allow_paid_broadcast")
    @classmethod
    def _pace_is_allowed(cls, paid: bool, others: ValidationInfo) -> bool:
        if not paid and others.data.get("deliveries_per_second", 0) > MOST_UNPAID:
            raise ValueError(
                f"muss on sein, wenn {PREFIX}DELIVERIES_PER_SECOND über {MOST_UNPAID} liegt: Telegram nimmt mehr nur "
                "gegen Bezahlung"
            )
        return paid

    @field_validator("time_zone")
    @classmethod
    def _zone_is_known(cls, name: str) -> str:
        if name not in available_timezones():
            raise ValueError(f"kennt keine Zeitzone „{name}“ (Beispiel: Europe/Berlin)")
        return name

    @property
    def database(self) -> str:
        """The database's address: the one that was set, or a SQLite file in the data folder."""
        if self.database_url:
            return self.database_url.get_secret_value()
        return f"sqlite+aiosqlite:///{self.data_dir / 'gerabot.sqlite3'}"

    @property
    def public_address(self) -> str:
        """Where people reach the pages: what Telegram reaches us by, or this machine."""
        return self.webhook_url or f"http://localhost:{self.http_port}"

    @property
    def cache(self) -> Path:
        """Where things are kept that can be made anew."""
        return self.data_dir / "cache"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which people are told the time."""
        return ZoneInfo(self.time_zone)


def read_settings() -> Settings:
    """The settings, or SettingsError with a sentence for each mistake, unknown names among them."""
    try:
        names = {*os.environ, *_names_in_file(Path(ENV_FILE))}
    except UnicodeDecodeError:
        raise SettingsError([f"Die Datei {ENV_FILE} ist nicht als UTF-8 gespeichert."]) from None
    known = {f"{PREFIX}{field.upper()}" for field in Settings.model_fields}
    sentences = [
        f"{name} ist keine Einstellung. Bekannt sind: {', '.join(sorted(known))}."
        for name in sorted(names)
        if name.upper().startswith(PREFIX) and name.upper() not in known
    ]
    try:
        settings = Settings()
    except ValidationError as error:
        sentences += [_sentence(str(fault["loc"][0]), fault) for fault in error.errors()]
    if sentences:
        raise SettingsError(sentences)
    return settings


def _names_in_file(path: Path) -> list[str]:
    if not path.is_file():
        return []
    return re.findall(r"^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=", path.read_text(encoding=ENCODING), flags=re.MULTILINE)


def _sentence(field: str, fault: Mapping[str, Any]) -> str:
    """What is wrong, in German: our own words, or those for what pydantic found."""
    limits = fault.get("ctx", {})
    words = {
        "int_parsing": "muss eine ganze Zahl sein",
        "float_parsing": "muss eine Zahl sein",
        "bool_parsing": "muss on oder off sein",
        "greater_than": f"muss größer als {limits.get('gt', 0):g} sein",
        "greater_than_equal": f"muss mindestens {limits.get('ge', 0):g} sein",
        "less_than_equal": f"darf höchstens {limits.get('le', 0)} sein",
    }
    said = words.get(fault["type"]) or fault["msg"].removeprefix("Value error, ")
    return f"{PREFIX}{field.upper()} {said}."
