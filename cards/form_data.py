"""What people type and choose, as cards carry it: read as it comes, not yet judged.

Every value may be hostile. Texts are short strings or nothing, lists are bounded; the parser never judges what a
value means, and never fails on one.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MAX_INPUT = 2_000  # Personio's limit for a comment, in characters; nothing a person fills in is longer
MAX_CHOSEN = 100  # things ticked in one list
MAX_ROWS = 6  # channel updates in one go of the setup

_UNSTORABLE = {code: None for code in range(32) if chr(code) not in "\n\t"}  # no database text, no key on a keyboard


def _typed(value: Any) -> str | None:
    """Return what a person typed or chose; anything but a non-empty string is nothing."""
    if not isinstance(value, str):
        return None
    readable = value.encode(errors="replace").decode().translate(_UNSTORABLE)
    return readable.strip()[:MAX_INPUT].strip() or None


def _chosen(value: Any) -> tuple[str, ...]:
    """Return what was ticked, each once: a list, or Teams' text with commas; anything else is nothing."""
    values = value.split(",") if isinstance(value, str) else value if isinstance(value, (list, tuple)) else ()
    return tuple(dict.fromkeys(each for raw in values[:MAX_CHOSEN] if (each := _typed(raw))))


def _rows(value: Any) -> Any:
    """Return the rows that a hidden input brings as JSON; what cannot be read is nothing."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return ()


Typed = Annotated[str | None, BeforeValidator(_typed)]
Chosen = Annotated[tuple[str, ...], BeforeValidator(_chosen)]


class Data(BaseModel):
    """What a button or a form carries; unknown keys are left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Draft(Data):
    """A request as typed, not yet judged: the values of the form's inputs.

    Days are ``YYYY-MM-DD``, times ``HH:MM``. ``first_half``: ``whole`` or ``half`` (from midday on);
    ``last_half``: ``whole`` or ``half`` (until midday). ``substitute`` is a Personio person id.
    ``unit`` says which inputs the form showed: halves for ``day``, times for ``hour``. ``changes``: Personio's id of
    the absence that is to become this one; its type and substitute stay. ``seen``: how that absence stood when the
    form was shown.
    """

    type_id: Typed = None
    unit: Literal["day", "hour"] = "day"
    first_day: Typed = None
    first_half: Typed = None
    first_time: Typed = None
    last_day: Typed = None
    last_half: Typed = None
    last_time: Typed = None
    comment: Typed = None
    substitute: Typed = None
    open_end: Typed = None
    changes: Typed = None
    seen: Typed = None


class EditorRow(Data):
    """One channel update as typed, not yet judged: the values of the row editor's inputs.

    ``id`` is minted into the card, so that *Finish* pressed twice makes one update. ``units`` are
    ``kind:id`` (``department:281``), ``days`` are ``mon`` to ``sun``, ``time`` is ``HH:MM``; switches say ``true``.
    ``holidays`` is a region (``NL``, ``DE-BY``), ``none`` or ``usual``. ``warned``: the channel whose outside members
    were told of.
    """

    id: Typed = None
    channel: Typed = None
    language: Typed = None
    time: Typed = None
    timezone: Typed = None
    topics: Chosen = ()
    units: Chosen = ()
    days: Chosen = ()
    show_type: Typed = None
    post_empty: Typed = None
    weekly: Typed = None
    holidays: Typed = None
    warned: Typed = None


class SetupDraft(EditorRow):
    """Everything the setup carries from step to step: the row in the editor, the finished rows, the teams picked."""

    teams: Chosen = ()
    rows: Annotated[tuple[EditorRow, ...], BeforeValidator(_rows), Field(max_length=MAX_ROWS)] = ()

    @property
    def row(self) -> EditorRow:
        return EditorRow.model_validate(self.model_dump(include=set(EditorRow.model_fields)))

    @property
    def draft(self) -> SetupDraft:
        return SetupDraft.model_validate(self.model_dump(include=set(SetupDraft.model_fields)))
