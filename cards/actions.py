"""What a button carries: typed action data, one class per verb.

Rule: card data is a wish, never authority. Nothing here says who asks; what was typed is a draft
(:mod:`cards.drafts`), judged by the feature and never by the parser.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, TypeAdapter, ValidationError

from cards.drafts import MAX_INPUT, MAX_ROWS, Chosen, Data, Draft, Row, SetupDraft, Typed

__all__ = ["MAX_INPUT", "MAX_ROWS", "Action", "Chosen", "Draft", "Row", "SetupDraft", "Typed", "read_action"]

MAX_DATA = 20_000  # characters of JSON; our largest card sends about 1,500 beside the comment


class ShowHelp(Data):
    """Ask for help."""

    verb: Literal["help.show"] = "help.show"


class OpenRequest(Data):
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


class EditRequest(Data):
    """*Terug* or *Aanpassen*: show the form with what was typed."""

    verb: Literal["request.edit"] = "request.edit"
    request_id: UUID
    draft: Draft
    substitute: Typed = None  # the review card's input, so that nothing chosen is lost


class FileRequest(Data):
    """*Aanvragen*: file it. ``request_id`` was minted into the form and makes the filing idempotent."""

    verb: Literal["request.file"] = "request.file"
    request_id: UUID
    draft: Draft
    substitute: Typed = None  # the review card's input


class CancelRequest(Data):
    """*Annuleren*: forget the form."""

    verb: Literal["request.cancel"] = "request.cancel"
    request_id: UUID


class RefreshRequest(Data):
    """The receipt asks how its request stands (Teams sends it by itself when the card is opened)."""

    verb: Literal["request.refresh"] = "request.refresh"
    request_id: UUID


class OpenLanguage(Data):
    """Ask for the choice of languages."""

    verb: Literal["language.open"] = "language.open"


class ChooseLanguage(Data):
    """Choose a language; nothing chosen means: follow Teams."""

    verb: Literal["language.choose"] = "language.choose"
    language: Typed = None


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


class ListDigests(Data):
    """Show the channel updates there are, from the ``start``-th on (a number, from 0)."""

    verb: Literal["digest.list"] = "digest.list"
    start: Typed = None


class _AboutDigest(Data):
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
