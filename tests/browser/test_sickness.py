"""Ill today in two taps, better tomorrow; colleagues see that somebody is away, and nothing else."""

import json
import re
from datetime import date

from playwright.async_api import expect

from bot.bootstrap import COMPARE_SOON
from bot.features import digests
from tests.support.browser_chat import JOURNEY

pytestmark = JOURNEY
ALIVE = True
ILL = re.compile(r"\bziek|sick|\bill\b|ziekte", re.IGNORECASE)
TUESDAY = date(2026, 11, 24)


async def follow(built):
    """Have today's updates compared with what is so now, as soon as the bot does that after news."""
    await built.idle()
    built.clock.advance(seconds=COMPARE_SOON)
    await digests.edits(built.services)


async def test_two_taps_and_the_channel_follows_without_a_reason(built, look):
    await built.demo.install()
    await built.set_up()
    channel = built.demo.teams.world.teams[0].channels[1]
    await built.next_morning(channel)
    sanne, thijs = await look(), await look("thijs")
    await thijs.visit(channel)
    await expect(thijs.card).not_to_contain_text("Sanne Hagenaar")

    await sanne.say("ziek melden")
    await sanne.sees(
        "Beterschap!",
        "Collega’s zien alleen dat je afwezig bent, tenzij een beheerder in een kanaal ook het type laat tonen.",
    )
    await sanne.press("Ziek melden")
    await sanne.sees("Je bent ziek gemeld", "Beterschap!")
    absence = built.absence()
    assert (absence.first_day, absence.last_day, absence.status) == (TUESDAY, None, "APPROVED")
    await follow(built)
    await thijs.sees("Sanne Hagenaar, terug nog onbekend", "Bewerkt")

    await built.next_morning(channel)
    await thijs.sees("Woensdag 25 november 2026", "Sanne Hagenaar, terug nog onbekend")
    await sanne.say("ik ben weer beter")
    await sanne.sees("Fijn dat je beter bent!", "Je bent afwezig sinds dinsdag 24 november")
    await sanne.press("Beter melden")
    await sanne.sees("Genoteerd. Welkom terug!", "Vanaf woensdag 25 november 2026 ben je weer aan het werk.")
    assert built.absence().last_day == TUESDAY
    await follow(built)
    await expect(thijs.card).not_to_contain_text("Sanne Hagenaar")
    await expect(thijs.messages).to_have_count(2)


async def test_nobody_else_learns_that_somebody_is_ill(built, look):
    await built.demo.install()
    await built.set_up()
    teams = built.demo.teams
    channels = [channel for team in teams.world.teams for channel in team.channels]
    await built.next_morning(channels[1], channels[3])
    sanne = await look()
    await sanne.say("ik ben ziek")
    await sanne.sees("Beterschap!")
    await sanne.press("Ziek melden")
    await sanne.sees("Je bent ziek gemeld")
    await follow(built)
    await built.idle()
    await built.next_morning(channels[1], channels[3])
    await sanne.press("Beter melden")  # the receipt leads on
    await sanne.sees("Fijn dat je beter bent!")
    await sanne.press("Beter melden")
    await sanne.sees("Het einde van je ziekmelding is genoteerd", "Weer aan het werk: woensdag 25 november")
    await follow(built)
    await built.idle()

    posted = [message for channel in channels for message in teams.messages(channel)]
    assert any("Sanne Hagenaar" in json.dumps(message.activity) for message in posted)
    assert not [message for message in posted if ILL.search(json.dumps(message.activity))]
    for user in teams.world.users[1:]:
        assert len(teams.messages(user)) == 1  # their welcome
    for message in filter(lambda message: message.card, teams.messages(teams.world.users[0])):
        on_the_lock_screen = (message.summary, message.card["speak"], message.card["fallbackText"])
        assert not ILL.search(" ".join(on_the_lock_screen))
