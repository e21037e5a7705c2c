"""Settings: the environment, read once into one frozen record.

The only reader of the environment. Names are the Bot Framework's own where it has them; ``.env.example`` lists
every one, and a test compares the two.
"""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, EnvSettingsSource, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.core.holidays import Adjustment, adjustments
from bot.core.throttle import networks
from bot.settings.files import SecretFiles, UnreadableValue, unquoted

CommaSeparated = Annotated[tuple[str, ...], NoDecode]
AppType = Literal["SingleTenant", "MultiTenant"]
_HOST = re.compile(r"\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*|[0-9a-f:]+", re.IGNORECASE)
_HOST_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.IGNORECASE)


ENV_FILE = Path(".env")


def secrets_folder() -> Path | None:
    """Return the folder with files named like settings, None where ``SECRETS_DIR`` names none."""
    named = os.environ.get("SECRETS_DIR", "").strip()
    try:
        return Path(named).expanduser() if named else None
    except RuntimeError:  # ~somebody, whom this machine does not know
        return Path(named)


class Settings(BaseSettings):
    """What an operator decides. Every field is one environment variable; secrets are never shown."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE,
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        populate_by_name=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,  # what is wrong in a setting may be a secret
        str_strip_whitespace=True,  # what was copied with a space before or after it
    )

    app_id: str | None = Field(None, alias="MicrosoftAppId")
    app_password: SecretStr | None = Field(None, alias="MicrosoftAppPassword")
    app_certificate: Path | None = Field(None, alias="MicrosoftAppCertificate")
    federated_token_file: Path | None = Field(None, alias="AZURE_FEDERATED_TOKEN_FILE")
    managed_identity: str | None = Field(None, alias="MicrosoftAppManagedIdentity")
    app_type: AppType = Field("SingleTenant", alias="MicrosoftAppType")
    tenant_id: str | None = Field(None, alias="MicrosoftAppTenantId")
    openid_metadata: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration", alias="BotOpenIdMetadata"
    )

    token_issuer: str = Field("https://api.botframework.com", alias="TEAMS_TOKEN_ISSUER")
    service_hosts: CommaSeparated = Field((), alias="TEAMS_SERVICE_HOSTS")
    token_url: str | None = Field(None, alias="TEAMS_TOKEN_URL")
    token_scope: str = Field("https://api.botframework.com/.default", alias="TEAMS_TOKEN_SCOPE")

    personio_client_id: str | None = Field(None, alias="PERSONIO_CLIENT_ID")
    personio_client_secret: SecretStr | None = Field(None, alias="PERSONIO_CLIENT_SECRET")
    personio_base_url: str = Field("https://api.personio.de", alias="PERSONIO_BASE_URL")
    personio_web_url: str | None = Field(None, alias="PERSONIO_WEB_URL")
    personio_end_write: Literal["inclusive", "exclusive"] = Field("inclusive", alias="PERSONIO_END_WRITE")
    personio_timeout: float = Field(10.0, gt=0, le=600, alias="PERSONIO_TIMEOUT")
    personio_birthday_attribute: str | None = Field(None, alias="PERSONIO_BIRTHDAY_ATTRIBUTE")
    personio_webhook_token: SecretStr | None = Field(None, alias="PERSONIO_WEBHOOK_TOKEN")

    sick_note_after_days: int = Field(0, ge=0, le=365, alias="SICK_NOTE_AFTER_DAYS")

    bot_domain: str | None = Field(None, alias="BOT_DOMAIN")
    developer_name: str | None = Field(None, alias="APP_DEVELOPER_NAME")
    website_url: str | None = Field(None, alias="APP_WEBSITE_URL")
    privacy_url: str | None = Field(None, alias="APP_PRIVACY_URL")
    terms_url: str | None = Field(None, alias="APP_TERMS_URL")
    app_version: str = Field("1.0.0", alias="APP_VERSION")

    rules_file: Path | None = Field(None, alias="RULES_FILE")
    holidays_added: CommaSeparated = Field((), alias="HOLIDAYS_ADDED")
    holidays_removed: CommaSeparated = Field((), alias="HOLIDAYS_REMOVED")

    database_url: SecretStr = Field(SecretStr("sqlite:///personio-for-teams.db"), alias="DATABASE_URL")
    host: str = Field("127.0.0.1", alias="HOST")
    port: int = Field(3978, ge=0, le=65535, alias="PORT")
    trusted_proxies: CommaSeparated = Field((), alias="TRUSTED_PROXIES")
    metrics_port: int = Field(0, ge=0, le=65535, alias="METRICS_PORT")
    admins: CommaSeparated = Field((), alias="BOT_ADMINS")
    default_language: Literal["nl", "en", "de", "fr", "es", "it", "pt"] = Field("en", alias="BOT_LANGUAGE")
    reminder_after_days: int = Field(2, ge=0, le=60, alias="REMINDER_AFTER_DAYS")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", alias="LOG_LEVEL")
    otlp_endpoint: SecretStr | None = Field(None, alias="OTEL_EXPORTER_OTLP_ENDPOINT")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read, in this order: arguments, environment, .env, and files named like settings in ``SECRETS_DIR``."""
        if isinstance(env_settings, EnvSettingsSource):
            env_settings.env_vars = {name: unquoted(value) for name, value in env_settings.env_vars.items()}
        if folder := secrets_folder():
            file_secret_settings = SecretFiles(settings_cls, folder)
        return init_settings, env_settings, dotenv_settings, file_secret_settings

    @field_validator("*", mode="before")
    @classmethod
    def _read(cls, value: object, setting: ValidationInfo) -> object:
        if isinstance(value, UnreadableValue):
            raise value.error
        if isinstance(value, str) and not value.strip() and setting.field_name:
            return cls.model_fields[setting.field_name].default  # nothing but space is empty, and empty is not set
        return value

    @field_validator("app_id", "tenant_id")
    @classmethod
    def _in_lower_case(cls, value: str | None) -> str | None:
        return value.lower() if value else value  # as Microsoft writes ids in tokens and activities

    @field_validator("admins", "service_hosts", "trusted_proxies", "holidays_added", "holidays_removed", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("openid_metadata", "token_issuer", "token_url", "personio_base_url", "personio_web_url")
    @classmethod
    def _no_credentials(cls, value: str | None) -> str | None:
        if value and "@" in value:
            raise ValueError("an address that is shown holds no user name, no password and no @")
        return value

    @field_validator("personio_base_url", "personio_web_url")
    @classmethod
    def _no_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value

    @field_validator("holidays_added")
    @classmethod
    def _added(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        adjustments(value, ())  # raises with a sentence
        return value

    @field_validator("holidays_removed")
    @classmethod
    def _removed(cls, value: tuple[str, ...], known: ValidationInfo) -> tuple[str, ...]:
        adjustments(known.data.get("holidays_added", ()), value)
        return value

    @field_validator("token_issuer", "personio_web_url", "website_url", "privacy_url", "terms_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        try:
            address = urlsplit(value or "")
            usable = address.scheme not in ("https", "http") or (bool(address.hostname) and address.port != 0)
        except ValueError:
            usable = False
        if not usable:
            raise ValueError("must be an address such as https://www.example.com")
        return value

    @field_validator("host")
    @classmethod
    def _host(cls, value: str) -> str:
        if not _HOST_NAME.fullmatch(value) and not _is_ip_address(value):
            raise ValueError("must be one address or host name to listen on, such as 127.0.0.1, or 0.0.0.0 for all")
        return value

    @field_validator("service_hosts")
    @classmethod
    def _hosts(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(_HOST.fullmatch(host) and (host[0] != "." or host.count(".") > 1) for host in value):
            raise ValueError("must be host names such as smba.example.com, with a dot in front where subdomains count")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        networks(value)  # raises with a sentence
        return value

    @property
    def adjustments(self) -> dict[str, Adjustment]:
        return adjustments(self.holidays_added, self.holidays_removed)

    @property
    def has_credential(self) -> bool:
        """Whether the bot has something to prove itself with."""
        return any((self.app_password, self.app_certificate, self.federated_token_file, self.managed_identity))

    @property
    def local(self) -> bool:
        """Whether the bot is in local mode: without an app id, so that it uses loopback only and needs no tokens."""
        return self.app_id is None


def _is_ip_address(value: str) -> bool:
    try:
        ip_address(value)
    except ValueError:
        return False
    return True


def wrong_settings(error: ValidationError) -> list[tuple[str, str]]:
    """Return the name of each wrong setting with what is wrong, without its value."""
    return [
        (".".join(map(str, each["loc"][:1])), each["msg"].removeprefix("Value error, "))
        for each in error.errors(include_input=False)
    ]
