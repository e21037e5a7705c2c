"""Setting up channel updates, in four steps."""

from __future__ import annotations

from typing import Literal

from cards.form_data import SetupDraft, Typed


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
    """*Add another channel*: keep the row and show an empty one."""

    verb: Literal["setup.add"] = "setup.add"


class RemoveRow(SetupDraft):
    """Take a finished row out again."""

    verb: Literal["setup.remove"] = "setup.remove"
    row_id: Typed = None


class FinishSetup(SetupDraft):
    """*Finish*: activate the finished rows and the one in the editor."""

    verb: Literal["setup.finish"] = "setup.finish"


class EditMapping(SetupDraft):
    """*Change*: put a finished row, or else an existing update, into the editor."""

    verb: Literal["setup.edit"] = "setup.edit"
    row_id: Typed = None


class PreviewDigest(SetupDraft):
    """*Preview* of ``day`` (``YYYY-MM-DD``; today): of an existing update, else of the row in the editor."""

    verb: Literal["digest.preview"] = "digest.preview"
    subscription_id: Typed = None
    day: Typed = None
