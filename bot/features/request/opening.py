"""Opening the form: empty, or with what somebody's own words say.

Rule: words fill in and never file; what was read from them, and what is not sure, is said at the top of the form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

from bot import free_text
from bot.events import Pressed, Reply, Said, Show
from bot.free_text import Guess, TypeName
from bot.identity import asker, who
from bot.people import category
from bot.phrases import as_request, bare, command
from bot.requests.gathering import type_options
from bot.requests.receipt import mine, receipt
from bot.requests.wish import NEVER_OFFERED
from bot.router import Router
from bot.services import Turn
from cards import Card
from cards.actions import Draft, OpenRequest
from cards.help import HelpView, help_card
from cards.request import FormView, Problem, form_card
from personio_client import AbsenceType

router = Router()

_READ = "free_text.check"


@router.said("request")
async def asked(turn: Turn, event: Said) -> Reply:
    """Open the form, with whatever else was said filled in; in a channel, say where it works."""
    await asker(turn)
    types = await turn.services.directory.types()
    guess = None if bare(event.text) else _read(turn, event.text, types)
    if guess is None and free_text.asks(event.text):
        return Show(help_card(HelpView(unknown=True, is_channel=False), turn.t))
    return Show(await _open(turn, types, guess if guess and (guess.first_day or guess.type_id) else None))


@router.heard
async def heard(turn: Turn, event: Said) -> Reply:
    """Open the form where words that are no command ask for an absence: *volgende week vrijdag vrij*."""
    types = await turn.services.directory.types()
    guess = _read(turn, event.text, types)
    if guess is None or (command(event.text) == "sick" and guess.last_day in (None, turn.today)):
        return None  # from today on is what *ziek melden* is for
    await asker(turn)
    return Show(await _open(turn, types, guess))


@router.pressed(OpenRequest)
async def pressed_new(turn: Turn, action: OpenRequest, _press: Pressed) -> Reply:
    """Open the form; pressed on a receipt, the receipt stays and the form is a message of its own."""
    await who(turn)
    opened = await _open(turn, await turn.services.directory.types())
    kept = await turn.services.store.request(action.after) if action.after else None
    if kept is None:
        return Show(opened)
    return Show(await receipt(turn.services, mine(turn, kept), turn.t.language), everywhere=False, also=(opened,))


async def form(
    turn: Turn, request_id: UUID, draft: Draft, problem: Problem | None = None, *, notes: Sequence[str] = ()
) -> Card:
    """Return the form with a draft in it. Raises PersonioError."""
    types = await turn.services.directory.types()
    return form_card(FormView(request_id, type_options(types), draft, problem, notes=notes), turn.t)


def prefilled(guess: Guess, types: Mapping[str, AbsenceType]) -> Draft:
    """Return a draft of what was read from somebody's words; what they do not say is empty, and asked for. Pure."""
    kind = None if "free_text.which_type" in guess.unclear else types.get(guess.type_id or "")
    timed = bool(guess.first_time or guess.last_time)
    by_hour = kind.unit == "hour" if kind else timed  # a time that was said stays in sight
    known: dict[str, str | None] = {"type_id": kind.id if kind else None}
    known |= {name: day.isoformat() for name in ("first_day", "last_day") if (day := getattr(guess, name))}
    known |= {name: f"{clock:%H:%M}" for name in ("first_time", "last_time") if (clock := getattr(guess, name))}
    if guess.first_day:
        known |= {name: "half" for name in ("first_half", "last_half") if getattr(guess, name)}
    return Draft(unit="hour" if by_hour else "day", **known)


def _read(turn: Turn, text: str, types: Mapping[str, AbsenceType]) -> Guess | None:
    names = [TypeName(kind.id, kind.name or "", category(kind), kind.unit) for kind in types.values()]
    return free_text.read(as_request(text), today=turn.today, types=names)


async def _open(turn: Turn, types: Mapping[str, AbsenceType], guess: Guess | None = None) -> Card:
    last_used = types.get(turn.account.last_type_id or "")
    if last_used and category(last_used) in NEVER_OFFERED:
        last_used = None
    first = last_used or next((kind for kind in types.values() if category(kind) == "paid_vacation"), None)
    today = turn.today.isoformat()
    usual = Draft(
        type_id=first.id if first else None,
        unit="hour" if first and first.unit == "hour" else "day",
        first_day=today,
        last_day=today,
    )
    if guess is None:
        return await form(turn, uuid4(), usual)
    return await form(turn, uuid4(), prefilled(guess, types), notes=(_READ, *guess.unclear))
