"""An employee requests an absence, end to end over HTTP."""

NEXT_WEEK = {"first_day": "2026-12-01", "last_day": "2026-12-04"}


async def test_from_words_to_receipt(stage):
    await stage.say("afwezigheid aanvragen")
    await stage.press("Volgende stap", NEXT_WEEK)
    await stage.press("Aanvragen")
    (absence,) = stage.absences()
    assert (absence.employee_id, absence.first_day.isoformat()) == (stage.person.id, "2026-12-01")
