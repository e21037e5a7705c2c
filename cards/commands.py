"""The commands: what people can type, one entry each.

Title, description and phrases of a command are in the catalogs, as ``command.<name>.title``, ``.description`` and
``.phrases``; its handler is registered by name (``@router.said``). A listed title is a phrase that the bot answers to;
a test compares them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from cards.i18n import LANGUAGES, translator

CommandName = Literal[
    "request", "absences", "sick", "recovered", "balance", "whosout", "privacy", "notifications", "setup", "help",
    "language", "thanks", "yes_no", "small_talk", "still_sick", "sick_undo", "person",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Command:
    """Something that people can type.

    ``help``: the help describes it first, or names it in the line below; None where it is not listed, there or by
    Teams. ``channel``: Teams lists it in channels. ``prompt``: Teams offers it to begin a chat with.
    ``told``: it is one of those that the texts speak of; the others are understood, and nobody has to know.
    ``question``: it is what the whole message is. ``whole_sentence``: its handler reads the rest of the sentence.
    ``falls_back``: which one answers where it has no answer, and no reader of free text has.
    """

    name: CommandName
    help: Literal["first", "also"] | None = None
    channel: bool = False
    prompt: bool = False
    told: bool = True
    question: bool = False
    whole_sentence: bool = False
    falls_back: CommandName | None = None


COMMANDS: Final = (
    Command("request", "first", prompt=True, whole_sentence=True),
    Command("absences", "first"),
    Command("sick", "first", prompt=True),
    Command("recovered", "first"),
    Command("balance", "first"),
    Command("whosout", "first", channel=True, prompt=True, question=True),
    Command("privacy", "also"),
    Command("notifications", "also"),
    Command("setup"),  # admins know what to type
    Command("help", "also", channel=True),
    Command("language", "also"),
    Command("thanks", told=False, question=True),
    Command("yes_no", told=False, question=True),
    Command("small_talk", told=False, question=True),
    Command("still_sick", told=False, falls_back="sick"),
    Command("sick_undo", told=False, whole_sentence=True),
    Command("person", told=False),
)


def command_list() -> dict[str, list[tuple[str, str]]]:
    """Return title and description of each command that Teams lists, by language."""
    listed = [command.name for command in COMMANDS if command.help]
    return {
        language: [(t(f"command.{name}.title"), t(f"command.{name}.description")) for name in listed]
        for language, t in ((language, translator(language)) for language in LANGUAGES)
    }
