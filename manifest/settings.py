"""What an operator says about the app, and what is wrong with it, in one sentence.

Refused before anything is built; a sentence names the setting as the environment does and never shows its value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from manifest.rules import (
    LONGEST_DEVELOPER,
    LONGEST_URL,
    is_guid,
    is_host,
    is_https,
    is_public_host,
    is_text,
    is_version,
)

ENVIRONMENT: Final = {
    "app_id": "MicrosoftAppId",
    "bot_domain": "BOT_DOMAIN",
    "developer_name": "APP_DEVELOPER_NAME",
    "website_url": "APP_WEBSITE_URL",
    "privacy_url": "APP_PRIVACY_URL",
    "terms_url": "APP_TERMS_URL",
    "version": "APP_VERSION",
}


class WrongSetting(Exception):
    """A setting with which no package can be built; its text is one sentence for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSettings:
    """What the package needs to know; empty means not set."""

    app_id: str = ""
    bot_domain: str = ""
    developer_name: str = ""
    website_url: str = ""
    privacy_url: str = ""
    terms_url: str = ""
    version: str = "1.0.0"

    def check(self) -> None:
        """Raise WrongSetting with one sentence about the first wrong setting."""
        missing = [name for field, name in ENVIRONMENT.items() if not getattr(self, field)]
        if missing:
            raise WrongSetting(f"Set {_listed(missing)}: the app package cannot do without.")
        for field, name in ENVIRONMENT.items():
            value = getattr(self, field)
            if value != value.strip() or not value.isprintable():
                raise WrongSetting(f"{name} must not have spaces around it nor line breaks in it.")
            if reason := _reason(field, value):
                raise WrongSetting(f"{name} {reason}.")


def _reason(field: str, value: str) -> str | None:
    match field:
        case "app_id":
            return None if is_guid(value) else "must be the GUID that Entra shows as Application (client) ID"
        case "bot_domain":
            return _wrong_domain(value)
        case "developer_name":
            fits = is_text(value, LONGEST_DEVELOPER)
            return None if fits else f"must be your organisation's name in at most {LONGEST_DEVELOPER} characters"
        case "version":
            return (
                None if is_version(value) else "must be three numbers such as 1.0.1, without zeros in front or a suffix"
            )
        case _:
            return _wrong_address(value)


def _wrong_domain(value: str) -> str | None:
    if "*" in value:
        return "must name one host: a wildcard would trust hosts that are not yours"
    if "/" in value or ":" in value:
        return "must be the host name alone, such as bot.example.com, without https://, port or path"
    if not is_host(value):
        return (
            "must be a whole host name such as bot.example.com: Teams accepts no IP address and no name without a dot"
        )
    return None if is_public_host(value) else "must be a public host name: this one exists in your own network only"


def _wrong_address(value: str) -> str | None:
    if not value.startswith("https://"):
        return "must begin with https://"
    if len(value) > LONGEST_URL:
        return f"must have at most {LONGEST_URL} characters"
    return None if is_https(value) else "must be the address of a page, such as https://www.example.com/privacy"


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
