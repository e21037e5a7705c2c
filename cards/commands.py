"""The commands that Teams lists for the app, in every language.

A listed title is a phrase that the bot answers to; a test compares them.
"""

from __future__ import annotations

from typing import Final

from cards.i18n import LANGUAGES, translator

COMMANDS: Final = (
    "request", "absences", "sick", "recovered", "balance", "whosout", "privacy", "notifications", "help", "language",
)  # fmt: skip


def command_list() -> dict[str, list[tuple[str, str]]]:
    """Return title and description of each command, by language."""
    return {
        language: [(t(f"command.{name}.title"), t(f"command.{name}.description")) for name in COMMANDS]
        for language, t in ((language, translator(language)) for language in LANGUAGES)
    }
