"""What nobody outside knows of Personio is a switch of the sandbox: a request is right under every value."""

import pytest

from sandbox.company import personas
from sandbox.personio.behaviour import Switches

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}
EVERY = [Switches.defaults(), *Switches.matrix()]
OF_FILING = [switches for switches in EVERY if not str(switches).startswith(("holiday", "company_days"))]


async def opened(open_stage, switches: Switches):
    """Open a stage whose bot has read everybody: by the newer API that takes longer than a message is waited for."""
    stage = await open_stage(switches=switches, personio_end_write=switches.end_write)
    await stage.bot.services.directory.people()
    return stage


def expected(switches: Switches) -> str:
    """Return what the receipt says of an absence with approval and no substitute."""
    return "in behandeling" if switches.extra_status else "wacht op goedkeuring"


@pytest.mark.parametrize("switches", EVERY, ids=str)
async def test_a_request_is_filed_as_asked(open_stage, switches):
    stage = await opened(open_stage, switches)
    await stage.review(DAYS)
    assert "4 werkdagen" in stage.words()
    await stage.press("Aanvragen")
    await stage.demo.teams.until(lambda: expected(switches) in stage.words(), seconds=20)
    (absence,) = stage.absences()
    assert (absence.first_day.isoformat(), absence.last_day.isoformat()) == (DAYS["first_day"], DAYS["last_day"])


@pytest.mark.parametrize("switches", OF_FILING, ids=str)
async def test_a_half_day_is_filed_as_asked(open_stage, switches):
    stage = await opened(open_stage, switches)
    await stage.review({"first_day": "2026-12-01", "last_day": "2026-12-02", "last_half": "half"})
    await stage.press("Aanvragen")
    await stage.demo.teams.until(lambda: expected(switches) in stage.words(), seconds=20)
    (absence,) = stage.absences()
    assert (absence.last_day.isoformat(), absence.until_midday) == ("2026-12-02", True)


@pytest.mark.parametrize("switches", OF_FILING, ids=str)
async def test_a_substitute_is_asked_or_named_or_the_employee_is_told(open_stage, switches):
    stage = await opened(open_stage, switches)
    substitute = personas(stage.demo.company).substitute
    await stage.review(DAYS)
    await stage.press("Aanvragen", {"substitute": str(substitute.id)})
    await stage.demo.teams.until(lambda: stage.absences() and "Aanvragen\n" not in stage.words(), seconds=20)
    (absence,) = stage.absences()
    if absence.substitute_id is not None:
        assert absence.substitute_id == substitute.id
        assert absence.status == "SUBSTITUTE_REQUESTED"
    else:  # never silently dropped
        await stage.demo.teams.until(lambda: "niet bevestigd" in stage.words(), seconds=20)


async def test_an_end_that_personio_reads_otherwise_is_taken_back_and_nothing_is_filed(open_stage):
    stage = await open_stage(switches=Switches(end_write="exclusive"), personio_end_write="inclusive")
    await stage.review(DAYS)
    await stage.press("Aanvragen")
    await stage.demo.teams.until(lambda: "niets ingediend" in stage.words(), seconds=20)
    assert not stage.absences()
