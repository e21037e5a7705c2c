"""Builders for the elements of cards, on top of microsoft-teams-cards.

Whatever somebody else wrote (names, types, comments, Personio's words) is shown as text runs, which know no
Markdown; so no text can become a link, a list or a picture. A TextBlock, which does, takes the catalogs' own texts
alone. https://adaptivecards.io/explorer/TextRun.html
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from microsoft_teams.cards import (
    ActionSet,
    AdaptiveCard,
    CardElement,
    Choice,
    ChoiceSetInput,
    Container,
    DateInput,
    ExecuteAction,
    OpenUrlAction,
    QueryData,
    RefreshDefinition,
    RichTextBlock,
    SubmitAction,
    TeamsCardProperties,
    TextBlock,
    TextInput,
    TextRun,
    TimeInput,
    ToggleInput,
)

from cards.actions import Action
from cards.card import Card
from cards.i18n import Translator
from cards.plain_text import CatalogText, inert, one_line

Tone = Literal["emphasis", "accent", "good", "warning", "attention"]
Space = Literal["None", "Small", "Default", "Medium", "Large"]
Button = ExecuteAction | OpenUrlAction

MANY = 8  # choices; more are easier to find by typing
_SHOWN: Final = frozenset({"text", "title", "label", "placeholder", "errorMessage", "speak", "fallbackText"})


def heading(text: CatalogText) -> TextBlock:
    """Show one of our own titles; screen readers find it as a heading."""
    return TextBlock(text=text, size="Large", weight="Bolder", wrap=True, style="heading")


def topic(text: CatalogText) -> TextBlock:
    """Show the title of a part of a card; screen readers find it as a heading."""
    return TextBlock(text=text, size="Medium", weight="Bolder", wrap=True, style="heading", spacing="Large")


def line(text: str, *, space: Space | None = None, subtle: bool = False) -> RichTextBlock:
    return RichTextBlock(inlines=[TextRun(text=text, is_subtle=subtle or None)], spacing=space)


def strong(text: str, *, large: bool = False, space: Space | None = None) -> RichTextBlock:
    return RichTextBlock(inlines=[TextRun(text=text, weight="Bolder", size="Large" if large else None)], spacing=space)


def fact(label: str, value: str, *, space: Space | None = "Small") -> RichTextBlock:
    """Show a label and what it says, on one line where it fits."""
    return RichTextBlock(inlines=[TextRun(text=f"{label} "), TextRun(text=value, weight="Bolder")], spacing=space)


def excerpt(text: str, *, most: int = 500) -> list[RichTextBlock]:
    """Show what somebody wrote, with its line breaks: at most ``most`` characters, in ten lines at most."""
    shown = text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
    *lines, rest = shown.split("\n", 9)
    return [line(each, space="None") for each in (*lines, rest.replace("\n", " ")) if each.strip()]


def box(items: Iterable[CardElement], tone: Tone = "emphasis", *, space: Space | None = None) -> Container:
    """Show things that belong together on a tinted ground; the words must say what the colour says."""
    return Container(items=list(items), style=tone, spacing=space, rounded_corners=True)


def choose_one(
    field: str,
    label: str,
    choices: Sequence[tuple[str, str]],
    chosen: str | None,
    *,
    placeholder: str | None = None,
    missing: str | None = None,
    space: Space | None = None,
) -> ChoiceSetInput:
    """Ask for one of a list of (value, title); a value not in the list is not selected.

    ``missing`` makes it required. Folded, never radio buttons: the web client's renderer names those by input id
    alone, so the same card twice in one chat would share one selection.
    """
    return ChoiceSetInput(
        id=field,
        label=label,
        choices=[Choice(title=inert(title), value=value) for value, title in choices],
        value=chosen if any(chosen == value for value, _ in choices) else None,
        style="filtered" if len(choices) > MANY else "compact",
        wrap=True,
        placeholder=placeholder,
        is_required=True if missing else None,
        error_message=missing,
        spacing=space,
    )


def find_one(
    field: str, label: str, dataset: str, chosen: tuple[str, str] | None, *, placeholder: str, missing: str | None
) -> ChoiceSetInput:
    """Ask for one of many that are searched while typing; ``missing`` makes it required.

    https://learn.microsoft.com/en-us/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search
    """
    return ChoiceSetInput(
        id=field,
        label=label,
        choices=[Choice(title=inert(chosen[1]), value=chosen[0])] if chosen else [],
        value=chosen[0] if chosen else None,
        choices_data=QueryData(dataset=dataset, associated_inputs="auto"),
        style="filtered",
        placeholder=placeholder,
        is_required=True if missing else None,
        error_message=missing,
    )


def choose_many(
    field: str, label: str, choices: Sequence[tuple[str, str]], chosen: Iterable[str], *, dataset: str | None = None
) -> ChoiceSetInput:
    """Ask for any of a list of (value, title); ``dataset``: more of them are searched while typing.

    Teams sends the chosen values with commas between them; where nothing is chosen it sends nothing.
    """
    ticked = set(chosen)
    return ChoiceSetInput(
        id=field,
        label=label,
        choices=[Choice(title=inert(title), value=value) for value, title in choices],
        value=",".join(value for value, _ in choices if value in ticked) or None,
        choices_data=QueryData(dataset=dataset, associated_inputs="auto") if dataset else None,
        style="filtered" if dataset else "compact" if len(choices) > MANY else "expanded",
        is_multi_select=True,
        wrap=True,
    )


def switch(field: str, label: str, title: str, on: bool) -> ToggleInput:
    """Ask yes or no; the value says ``true`` or ``false``."""
    return ToggleInput(id=field, label=label, title=title, value="true" if on else "false", wrap=True)


def ask_day(field: str, label: str, value: str | None, *, missing: str) -> DateInput:
    return DateInput(id=field, label=label, value=value, is_required=True, error_message=missing)


def ask_time(field: str, label: str, value: str | None) -> TimeInput:
    """Return an input for a time, which the client lets be left empty.

    Whether a time is asked depends on another input, the type, which somebody may have changed on the same card.
    """
    return TimeInput(id=field, label=label, value=value, spacing="Small")


def ask_text(field: str, label: str, value: str | None, *, placeholder: str, longest: int) -> TextInput:
    return TextInput(id=field, label=label, value=value, placeholder=placeholder, is_multiline=True, max_length=longest)


def hidden(field: str, label: str, value: str) -> TextInput:
    """Return an invisible input, whose value is sent along with every press and search."""
    return TextInput(id=field, label=label, value=value, is_visible=False)


def button(title: str, action: Action, *, primary: bool = False, inputs: bool = False) -> ExecuteAction:
    """Return a button that sends ``action``; ``inputs``: the values of the card's inputs too, checked.

    Clients without Action.Execute use its fallback; both carry the verb in their data.
    """
    data = action.model_dump(mode="json", exclude_none=True)
    associated: Literal["auto", "none"] = "auto" if inputs else "none"
    style: Literal["positive"] | None = "positive" if primary else None
    fallback = SubmitAction(title=title, data=data, associated_inputs=associated, style=style)
    return ExecuteAction(
        title=title, verb=action.verb, data=data, associated_inputs=associated, style=style, fallback=fallback
    )


def link(title: str, url: str, *, primary: bool = False) -> OpenUrlAction:
    return OpenUrlAction(title=title, url=url, style="positive" if primary else None)


def buttons(*offered: Button | None) -> ActionSet:
    """Show buttons side by side, the most likely first."""
    return ActionSet(actions=[each for each in offered if each is not None], spacing="Medium")


def refresh(action: Action, viewer_ids: Sequence[str]) -> RefreshDefinition:
    """Return what has Teams send ``action`` to get a new card, whenever one of these people opens the card."""
    data = action.model_dump(mode="json", exclude_none=True)
    return RefreshDefinition(action=ExecuteAction(verb=action.verb, data=data), user_ids=list(viewer_ids))


def build_card(
    t: Translator, summary: str, body: Sequence[CardElement], *, refreshed: RefreshDefinition | None = None
) -> Card:
    """Return a card; ``summary`` is also what is spoken and shown where cards are not."""
    card = AdaptiveCard(
        **{"$schema": "http://adaptivecards.io/schemas/adaptive-card.json"},
        version="1.5",
        lang=t.language,
        speak=summary,
        fallback_text=summary,
        msteams=TeamsCardProperties(width="full"),
        refresh=refreshed,
        body=list(body),
    )
    content = card.model_dump(by_alias=True, exclude_none=True, serialize_as_any=True)
    _make_plain(content)
    return Card(content, one_line(summary))


def _make_plain(part: Any) -> None:
    """Make every text in a part of a card plain; what its buttons and inputs carry stays as it is."""
    if isinstance(part, list):
        for each in part:
            _make_plain(each)
    elif isinstance(part, dict):
        for key, value in part.items():
            if isinstance(value, str):
                if key in _SHOWN:
                    part[key] = one_line(value)
            elif key != "data" and isinstance(value, (dict, list)):
                _make_plain(value)
