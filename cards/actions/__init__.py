"""What a button carries: typed action data, one class per verb, one file per feature.

Card data is never authority. Nothing here says who asks; what was typed is a draft
(:mod:`cards.form_data`), judged by the feature and never by the parser.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from cards.actions.absences import (
    ChangeAbsence,
    EditChange,
    ListAbsences,
    OpenAbsence,
    ReviewChange,
    SaveChange,
    WithdrawAbsence,
)
from cards.actions.approval import RefreshTask, SnoozeTask
from cards.actions.digests import DeleteDigest, ListDigests, OpenDigest, PauseDigest, PostDigest, ResumeDigest
from cards.actions.general import ChooseLanguage, OpenLanguage, ShowHelp
from cards.actions.own import (
    ChooseCelebrations,
    DeleteMyData,
    OpenNotifications,
    SaveNotifications,
    ShowBalance,
    ShowPrivacy,
)
from cards.actions.request import (
    CancelRequest,
    ChooseSubstitute,
    EditRequest,
    FileRequest,
    OpenRequest,
    RefreshRequest,
    ReviewRequest,
)
from cards.actions.setup import (
    AddRow,
    EditMapping,
    FinishSetup,
    OpenSetup,
    PreviewDigest,
    RemoveRow,
    SetupChannels,
    SetupPersonio,
    SetupTeams,
)
from cards.actions.sickness import OpenRecovered, OpenSick, ReportRecovered, ReportSick
from cards.actions.whos_out import AskWhosOut
from cards.form_data import MAX_INPUT, MAX_ROWS, Chosen, Draft, EditorRow, SetupDraft, Typed

MAX_DATA = 20_000  # characters of JSON; our largest card sends about 1,500 beside the comment

Action = (
    ShowHelp
    | OpenLanguage
    | ChooseLanguage
    | OpenRequest
    | ReviewRequest
    | EditRequest
    | ChooseSubstitute
    | FileRequest
    | CancelRequest
    | RefreshRequest
    | ListAbsences
    | OpenAbsence
    | WithdrawAbsence
    | ChangeAbsence
    | ReviewChange
    | EditChange
    | SaveChange
    | RefreshTask
    | SnoozeTask
    | OpenSick
    | ReportSick
    | OpenRecovered
    | ReportRecovered
    | ShowBalance
    | ShowPrivacy
    | ChooseCelebrations
    | DeleteMyData
    | OpenNotifications
    | SaveNotifications
    | OpenSetup
    | SetupPersonio
    | SetupTeams
    | SetupChannels
    | AddRow
    | RemoveRow
    | FinishSetup
    | EditMapping
    | PreviewDigest
    | ListDigests
    | OpenDigest
    | PauseDigest
    | ResumeDigest
    | DeleteDigest
    | PostDigest
    | AskWhosOut
)

_ACTIONS: TypeAdapter[Action] = TypeAdapter(Annotated[Action, Field(discriminator="verb")])


def read_action(data: Any, verb: str | None = None) -> Action | None:
    """Return the action that a card's ``data`` carries, or None where it cannot be read.

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


__all__ = [
    "MAX_INPUT",
    "MAX_ROWS",
    "Action",
    "AddRow",
    "AskWhosOut",
    "CancelRequest",
    "ChangeAbsence",
    "ChooseCelebrations",
    "ChooseLanguage",
    "ChooseSubstitute",
    "Chosen",
    "DeleteDigest",
    "DeleteMyData",
    "Draft",
    "EditChange",
    "EditMapping",
    "EditRequest",
    "EditorRow",
    "FileRequest",
    "FinishSetup",
    "ListAbsences",
    "ListDigests",
    "OpenAbsence",
    "OpenDigest",
    "OpenLanguage",
    "OpenNotifications",
    "OpenRecovered",
    "OpenRequest",
    "OpenSetup",
    "OpenSick",
    "PauseDigest",
    "PostDigest",
    "PreviewDigest",
    "RefreshRequest",
    "RefreshTask",
    "RemoveRow",
    "ReportRecovered",
    "ReportSick",
    "ResumeDigest",
    "ReviewChange",
    "ReviewRequest",
    "SaveChange",
    "SaveNotifications",
    "SetupChannels",
    "SetupDraft",
    "SetupPersonio",
    "SetupTeams",
    "ShowBalance",
    "ShowHelp",
    "ShowPrivacy",
    "SnoozeTask",
    "Typed",
    "WithdrawAbsence",
    "read_action",
]  # fmt: skip
