from datetime import date

import pytest

from bot.core.privacy import concerns
from bot.core.subscriptions import Subscription, UnitRef
from personio_client import Person
from personio_client.models import Unit
from sandbox.demo import TENANT

ANNA = Person(id="7", team=Unit(id="59", name="Web"), department=Unit(id="3", name="Techniek"))


def wants(*units, **more):
    return Subscription(id="s", tenant_id=TENANT, team_id="t", channel_id="c", units=units, **more)


@pytest.mark.parametrize(
    ("units", "told"),
    [
        ((), True),
        ((UnitRef("team", "Web", "59"),), True),
        ((UnitRef("team", "web"),), True),
        ((UnitRef("team", "Anders", "60"), UnitRef("department", None, "3")), True),
        ((UnitRef("team", "Techniek"),), False),
        ((UnitRef("office", "Web"),), False),
        ((UnitRef("department", "Verkoop", "4"),), False),
    ],
)
def test_an_update_concerns_whoever_is_in_one_of_its_units(units, told):
    assert concerns(wants(*units), ANNA) is told


async def account(stage):
    return await stage.bot.services.store.accounts.find(TENANT, stage.user.object_id)


async def test_somebody_who_is_there_is_told_so(stage):
    await stage.say("wat zien collega's van mij?")
    assert "Vandaag sta je nergens als afwezig." in stage.words()
    assert "vakantie, ziekte en verlof zien er hetzelfde uit" in stage.words()


async def test_a_channel_that_names_the_type_is_told(stage):
    kept = stage.bot.services.store
    for number, shows in enumerate((True, False)):
        await kept.subscriptions.save(
            Subscription(
                id=f"s{number}", tenant_id=TENANT, team_id="t", channel_id=f"c{number}", show_absence_type=shows
            ),
            None,
        )
    await stage.say("privacy")
    assert "van 2 kanalen" in stage.words()
    assert "in 1 kanaal staat ook het type" in stage.words()


async def test_opting_out_of_celebrations_and_in_again(stage):
    await stage.say("privacy")
    await stage.press("privacy.celebrations")
    assert "worden niet geplaatst" in stage.words()
    assert await stage.bot.services.store.opt_outs.of_tenant(TENANT) == {str(stage.person.id)}
    await stage.press("privacy.celebrations")
    assert await stage.bot.services.store.opt_outs.of_tenant(TENANT) == frozenset()


async def test_deleting_asks_once_and_then_nothing_is_left_but_the_opt_out(stage):
    await stage.review({"first_day": "2026-11-30", "last_day": "2026-11-30"})
    await stage.press("request.file")
    await stage.say("privacy")
    await stage.press("privacy.celebrations")
    await stage.press("privacy.delete")
    assert "Alles verwijderen" in stage.words()
    assert await account(stage) is not None
    await stage.press("privacy.delete")
    assert "Verwijderd" in stage.words()
    assert await account(stage) is None
    assert await stage.bot.services.store.requests.of_owner(TENANT, stage.user.object_id) == []
    assert await stage.bot.services.store.opt_outs.of_tenant(TENANT) == {str(stage.person.id)}
    assert len(stage.absences()) == 1  # Personio's stay
    assert stage.absences()[0].first_day == date(2026, 11, 30)
    entries = await stage.bot.services.store.audit.entries()
    assert stage.user.object_id not in {each.actor for each in entries}


async def test_nobody_is_told_in_a_channel(stage):
    teams = stage.demo.teams
    channel = teams.world.teams[0].channels[1]
    await teams.say(stage.user, "wat zien collega's van mij?", channel)
    assert "persoonlijke chat" in str(teams.messages(channel)[-1].card)
