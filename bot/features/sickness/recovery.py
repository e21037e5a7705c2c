"""*Report recovery*: asks for the last day ill, and has the end of the sickness set that somebody is reported with.

Only the asker's own absence, only sickness, and only as the card showed it: where it stands otherwise by now, it
is asked again. Reporting the same end twice is setting it once.
"""

from __future__ import annotations

from datetime import date

from bot.core.choices import value_of
from bot.core.events import Pressed, Reply, Said, Show
from bot.core.nlu import read_days
from bot.core.people import working_time
from bot.core.working_time import Span, return_day
from bot.features.sickness import end
from bot.features.sickness.status import as_seen, last_day_before, read_last_day, running, said_day, view_of
from bot.services.context import Refusal, Turn
from bot.services.identity import require_person_in_private
from bot.services.router import Router
from cards.actions import OpenRecovered, ReportRecovered
from cards.sickness.recovered import LastDay, last_days, recovered_card, well_card
from personio_client import AbsencePeriod, Person

router = Router()


@router.said("recovered")
async def asked_to_recover(turn: Turn, event: Said) -> Reply:
    """Ask for the last day ill; where a first day is named on which somebody is better, offer the day before."""
    days = read_days(event.text, turn.today)
    return await _open(turn, better=days[0] if days else None)


@router.pressed(OpenRecovered)
async def pressed_recovered(turn: Turn, _action: OpenRecovered, _press: Pressed) -> Reply:
    return await _open(turn)


@router.pressed(ReportRecovered)
async def pressed_end(turn: Turn, action: ReportRecovered, _press: Pressed) -> Reply:
    """Store the reported end of a sickness, and set it in Personio; where that takes long, a job does it later."""
    person = await require_person_in_private(turn)
    period = await _current(turn, person, action.absence_id)
    said = said_day(action.said, period, turn.today)
    offered = view_of(period, turn.today, said=said)
    wanted = read_last_day(value_of(action.last_day, last_days(offered, turn.t)))
    if wanted is None or wanted not in offered.choices:
        return _question(turn, period, said=said)
    earlier = await end.reports_of(turn.services, period.id)
    if not as_seen(period, action.seen, wanted, (each.last_day for each in earlier)):
        return _question(turn, period, again=True, said=said)
    match await end.report_end(turn, period, wanted, earlier):
        case "done":
            back_on, ahead = _back_on(turn, person, period, wanted), wanted.day > turn.today
            return Show(well_card(back_on, turn.t, ahead=ahead), everywhere=True, gives_way=True)
        case "refused":
            raise Refusal("recovered.refused")
        case "changed" | "gone" | "overtaken":
            return _question(turn, await _current(turn, person, action.absence_id), again=True)
        case None:
            return Show(well_card(None, turn.t, waits=True), everywhere=True, gives_way=True)


async def _open(turn: Turn, *, better: date | None = None) -> Reply:
    period = await _current(turn, await require_person_in_private(turn))
    return _question(turn, period, said=last_day_before(better, period, turn.today) if better else None)


def _question(turn: Turn, period: AbsencePeriod, *, again: bool = False, said: LastDay | None = None) -> Reply:
    return Show(recovered_card(view_of(period, turn.today, again=again, said=said), turn.t))


async def _current(turn: Turn, person: Person, absence_id: str | None = None) -> AbsencePeriod:
    """Return the asker's sickness; with an id, that one. Raises Refusal where there is none."""
    services = turn.services
    # By person alone: a list by end may leave out what has none.
    found = await services.personio.absences(person_id=person.id, last_day=turn.today)
    period = running(found, await services.directory.types(), turn.today)
    if period is None or period.person_id != person.id or (absence_id and period.id != absence_id):
        raise Refusal("sick.not_reported")
    return period


def _back_on(turn: Turn, person: Person, period: AbsencePeriod, last_day: LastDay) -> date | None:
    span = Span(period.first_day, last_day.day, period.first_half, last_day.half)
    back = return_day(span, working_time(person, turn.services.directory.holidays))
    return back.day if back else None
