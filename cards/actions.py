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

_UNSTORABLE = {code: None for code in range(32) if chr(code) not in "\n\t"}  # no database text, no key on a keyboard


def _typed(value: Any) -> str | None:
    """Return what a person typed or chose; anything but a non-empty string is nothing."""
    if not isinstance(value, str):
        return None
    readable = value.encode(errors="replace").decode().translate(_UNSTORABLE)
    return readable.strip()[:MAX_INPUT].strip() or None


Typed = Annotated[str | None, BeforeValidator(_typed)]


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
