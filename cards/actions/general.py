"""Help and language."""

from __future__ import annotations

from typing import Literal

from cards.form_data import Data, Typed


class ShowHelp(Data):
    """Ask for help."""

    verb: Literal["help.show"] = "help.show"


class OpenLanguage(Data):
    """Ask for the choice of languages."""

    verb: Literal["language.open"] = "language.open"


class ChooseLanguage(Data):
    """Choose a language; nothing chosen means: follow Teams."""

    verb: Literal["language.choose"] = "language.choose"
    language: Typed = None
