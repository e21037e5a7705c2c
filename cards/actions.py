"""What a button carries: typed action data, one class per verb.

Rule: card data is a wish, never authority. Nothing here says who asks; every value may be hostile, so text
inputs are read as they come (short strings or nothing) and judged by the feature, never by the parser.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

MAX_INPUT = 2_000  # Personio's limit for a comment, in characters; nothing a person fills in is longer
MAX_DATA = 20_000  # characters of JSON; our largest card sends about 1,500 beside the comment
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


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Draft(_Data):
    """A request as typed, not yet judged: the values of the form's inputs.

    Days are ``YYYY-MM-DD``, times ``HH:MM``. ``first_half``: ``whole`` or ``half`` (from midday on);
    ``last_half``: ``whole`` or ``half`` (until midday). ``substitute`` is a Personio person id.
    ``unit`` says which inputs the form showed: halves for ``day``, times for ``hour``.
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


class ShowHelp(_Data):
    """Ask for help."""

    verb: Literal["help.show"] = "help.show"


class OpenRequest(_Data):
    """Open an empty request form; ``after`` a receipt as a message of its own, because the receipt lives on."""

    verb: Literal["request.open"] = "request.open"
    after: UUID | None = None


class ReviewRequest(Draft):
    """*Volgende stap*: the form's inputs arrive beside ``request_id``."""

    verb: Literal["request.review"] = "request.review"
    request_id: UUID

    @property
    def draft(self) -> Draft:
        """The typed values alone."""
        return Draft.model_validate(self.model_dump())


class EditRequest(_Data):
    """*Terug* or *Aanpassen*: show the form with what was typed."""

    verb: Literal["request.edit"] = "request.edit"
    request_id: UUID
    draft: Draft
    substitute: Typed = None  # the review card's input, so that nothing chosen is lost


class FileRequest(_Data):
    """*Aanvragen*: file it. ``request_id`` was minted into the form and makes the filing idempotent."""

    verb: Literal["request.file"] = "request.file"
    request_id: UUID
    draft: Draft
    substitute: Typed = None  # the review card's input


class CancelRequest(_Data):
    """*Annuleren*: forget the form."""

    verb: Literal["request.cancel"] = "request.cancel"
    request_id: UUID


class RefreshRequest(_Data):
    """The receipt asks how its request stands (Teams sends it by itself when the card is opened)."""

    verb: Literal["request.refresh"] = "request.refresh"
    request_id: UUID


class OpenLanguage(_Data):
    """Ask for the choice of languages."""

    verb: Literal["language.open"] = "language.open"


class ChooseLanguage(_Data):
    """Choose a language; nothing chosen means: follow Teams."""

    verb: Literal["language.choose"] = "language.choose"
    language: Typed = None


class Row(_Data):
    """One channel update as typed, not yet judged: the values of the row editor's inputs.

    ``id`` is minted into the card, so that *Voltooien* pressed twice makes one update. ``units`` are
    ``kind:id`` (``department:281``), ``days`` are ``mon`` to ``sun``, ``time`` is ``HH:MM``; switches say ``true``.
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


class SetupDraft(Row):
    """Everything the setup carries from step to step: the row in the editor, the finished rows, the teams picked."""

    teams: Chosen = ()
    rows: Annotated[tuple[Row, ...], BeforeValidator(_rows), Field(max_length=MAX_ROWS)] = ()

    @property
    def row(self) -> Row:
        """The row in the editor alone."""
        return Row.model_validate(self.model_dump(include=set(Row.model_fields)))

    @property
    def draft(self) -> SetupDraft:
        """What is carried, without the verb."""
        return SetupDraft.model_validate(self.model_dump(include=set(SetupDraft.model_fields)))


class OpenSetup(SetupDraft):
    """Step 1, Microsoft Teams."""

    verb: Literal["setup.open"] = "setup.open"


class SetupPersonio(SetupDraft):
    """Step 2, Personio."""

    verb: Literal["setup.personio"] = "setup.personio"


class SetupTeams(SetupDraft):
    """Step 3, which teams."""

    verb: Literal["setup.teams"] = "setup.teams"


class SetupChannels(SetupDraft):
    """Step 4, the row editor."""

    verb: Literal["setup.channels"] = "setup.channels"


class AddRow(SetupDraft):
    """*Nieuw attribuut toevoegen*: keep the row and show an empty one."""

    verb: Literal["setup.add"] = "setup.add"


class RemoveRow(SetupDraft):
    """Take a finished row out again."""

    verb: Literal["setup.remove"] = "setup.remove"
    row_id: Typed = None


class FinishSetup(SetupDraft):
    """*Voltooien*: activate the finished rows and the one in the editor."""

    verb: Literal["setup.finish"] = "setup.finish"


class EditMapping(SetupDraft):
    """*Aanpassen*: put a finished row, or else an existing update, into the editor."""

    verb: Literal["setup.edit"] = "setup.edit"
    row_id: Typed = None


class ListDigests(_Data):
    """Show the channel updates there are, from the ``start``-th on (a number, from 0)."""

    verb: Literal["digest.list"] = "digest.list"
    start: Typed = None


class _AboutDigest(_Data):
    subscription_id: Typed = None


class OpenDigest(_AboutDigest):
    """Show one channel update with everything that can be done to it."""

    verb: Literal["digest.open"] = "digest.open"


class PauseDigest(_AboutDigest):
    """*Pauzeren*."""

    verb: Literal["digest.pause"] = "digest.pause"


class ResumeDigest(_AboutDigest):
    """*Hervatten*."""

    verb: Literal["digest.resume"] = "digest.resume"


class DeleteDigest(_AboutDigest):
    """*Verwijderen*; ``sure`` is ``yes`` once it was confirmed."""

    verb: Literal["digest.delete"] = "digest.delete"
    sure: Typed = None


class PostDigest(_AboutDigest):
    """*Nu plaatsen*; ``sure`` is ``yes`` once it was confirmed."""

    verb: Literal["digest.post"] = "digest.post"
    sure: Typed = None


class PreviewDigest(SetupDraft):
    """*Voorbeeld* of ``day`` (``YYYY-MM-DD``; today): of an existing update, else of the row in the editor."""

    verb: Literal["digest.preview"] = "digest.preview"
    subscription_id: Typed = None
    day: Typed = None


Action = (
    ShowHelp
    | OpenRequest
    | ReviewRequest
    | EditRequest
    | FileRequest
    | CancelRequest
    | RefreshRequest
    | OpenLanguage
    | ChooseLanguage
    | OpenSetup
    | SetupPersonio
    | SetupTeams
    | SetupChannels
    | AddRow
    | RemoveRow
    | FinishSetup
    | EditMapping
    | ListDigests
    | OpenDigest
    | PauseDigest
    | ResumeDigest
    | DeleteDigest
    | PostDigest
    | PreviewDigest
)

_ACTIONS: TypeAdapter[Action] = TypeAdapter(Annotated[Action, Field(discriminator="verb")])


def read_action(data: Any, verb: str | None = None) -> Action | None:
    """Return the action that a card's ``data`` carries, or None where it cannot be read. Pure.

    ``verb`` is the one beside ``data`` (Action.Execute); the one inside wins, because Submit has only that.
    """
    if not isinstance(data, dict):
        return None
    try:
        if len(json.dumps(data, ensure_ascii=False)) > MAX_DATA:
            return None
        return _ACTIONS.validate_python({"verb": verb, **data} if verb and "verb" not in data else data)
    except (ValidationError, ValueError, TypeError, RecursionError):
        return None
