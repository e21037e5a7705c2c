"""Asking for an absence, up to the receipt."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from cards.form_data import Data, Draft, Typed


class OpenRequest(Data):
    """Open an empty request form; ``after`` a receipt as a message of its own, because the receipt lives on."""

    verb: Literal["request.open"] = "request.open"
    after: UUID | None = None


class ReviewRequest(Draft):
    """*Next step*: the form's inputs arrive beside ``request_id``."""

    verb: Literal["request.review"] = "request.review"
    request_id: UUID

    @property
    def draft(self) -> Draft:
        return Draft.model_validate(self.model_dump())


class EditRequest(Data):
    """*Back* or *Change*: show the form with what was typed."""

    verb: Literal["request.edit"] = "request.edit"
    request_id: UUID
    draft: Draft
    substitute: Typed = None  # the review card's input, so that nothing chosen is lost


class ChooseSubstitute(Data):
    """*Choose another substitute*: open the form with what a request says whose substitute has declined."""

    verb: Literal["request.substitute"] = "request.substitute"
    request_id: UUID


class FileRequest(Data):
    """*Send request*: file it. ``request_id`` was minted into the form and makes the filing idempotent."""

    verb: Literal["request.file"] = "request.file"
    request_id: UUID
    draft: Draft
    substitute: Typed = None  # the review card's input


class CancelRequest(Data):
    """*Cancel*: forget the form."""

    verb: Literal["request.cancel"] = "request.cancel"
    request_id: UUID


class RefreshRequest(Data):
    """Ask how a request stands, to refresh its receipt. Teams sends it when the card is opened."""

    verb: Literal["request.refresh"] = "request.refresh"
    request_id: UUID
