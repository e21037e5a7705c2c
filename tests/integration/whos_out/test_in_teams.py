"""The whole way: a question in a chat or a channel, a Personio, and the card that answers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.subscriptions import Subscription, UnitRef
from cards.digest_topics import TopicName
from sandbox.company import demo_company, personas
from sandbox.demo import BOT, TENANT, Demo
from sandbox.teams import TeamsSandbox
from tests.support.stage import MONDAY, Open, Stage, Ticking, open_stage, stage, words

__all__ = ["open_stage", "stage"]

WEB = "Beatriz Carmelinho"
TODAY, FROM_TUESDAY = "Matthias Quellmalz", "Filipa Cordovinha"  # both of Klantenservice
PLATFORM = ("Femke Zijlstra", "Imane Bouchrit", "Joost Veldkamp", "Lennart Osterkamp")
NO_REASON = "Waarom iemand weg is, vertel ik niet."
REASONS = ("vakantie", "ziek", "verlof", "arts", "overuren")


class Channel:
    """A channel in which somebody mentions the bot."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.teams = stage, stage.demo.teams
        self.team = self.teams.world.teams[0]
        self.place = self.team.channels[1]

    async def subscribe(self, *units: UnitRef, topics: tuple[TopicName, ...] = ("absences",), **values) -> None:
        known = {"id": f"s-{units}", "tenant_id": TENANT, "team_id": self.team.id, "channel_id": self.place.id}
        subscription = Subscription(**(known | {"units": units, "topics": topics} | values))
        await self.stage.bot.services.store.subscriptions.save(subscription, None)

    async def asks(self, text: str) -> str:
        await self.teams.say(self.stage.user, text, self.place)
        newest = self.teams.messages(self.place)[-1]
        assert newest.sender == self.teams.bot_id
        return words(newest.card)


@pytest.fixture
def channel(stage: Stage) -> Channel:
    return Channel(stage)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("is Thijs er?", ["Vandaag", "Web", "Thijs Wolvenkamp", ", aan het werk"]),
        ("Is Thijs in today?", ["Vandaag", "Web", "Thijs Wolvenkamp", ", aan het werk"]),
        ("wanneer is Beatriz terug?", ["Vandaag", "Web", WEB, ", afwezig, terug op donderdag 3 december"]),
        ("is Beatriz op vakantie?", ["Vandaag", "Web", WEB, ", afwezig, terug op donderdag 3 december", NO_REASON]),
        ("is Thijs er zaterdag?", ["Zaterdag 28 november", "Web", "Thijs Wolvenkamp", ", geen werkdag, terug op maandag 30 november"]),
        ("is Beatriz er volgende week?", ["Maandag 30 november t/m zondag 6 december", "Web", WEB, ", afwezig, terug op donderdag 3 december"]),
        ("is Thijs er vanmiddag?", ["Vandaag, ’s middags", "Web", "Thijs Wolvenkamp", ", aan het werk"]),
        ("is Thijs er vanavond?", ["Vandaag, ’s avonds", "Web", "Thijs Wolvenkamp", ", geen afwezigheid bekend"]),
        ("zijn Thijs en Beatriz er om 15 uur?", ["Vandaag, 15:00", "Thijs Wolvenkamp", ", aan het werk", WEB, ", afwezig, terug op donderdag 3 december"]),
        ("is Platform er morgen?", ["Morgen afwezig: dinsdag 24 november (3)", "Platform", "Femke Zijlstra"]),
        ("is Thijs ziek", ["Vandaag", "Web", "Thijs Wolvenkamp", ", aan het werk", NO_REASON]),
        ("afwezigheden van Thijs", ["Maandag 23 november t/m zondag 13 december", "Web", "Thijs Wolvenkamp", ", geen afwezigheid bekend"]),
        ("wanneer is Imane terug", ["Vandaag", "Platform", "Imane Bouchrit", ", afwezig, van 09:00 tot 10:30, terug om 10:30"]),
        ("hoe laat is Imane er weer", ["Vandaag", "Platform", "Imane Bouchrit", ", afwezig, van 09:00 tot 10:30, terug om 10:30"]),
        ("is Imane er van 10 tot 12", ["Vandaag, van 10:00 tot 12:00", "Platform", "Imane Bouchrit", ", afwezig, van 09:00 tot 10:30"]),
        ("is Imane er van 11 tot 12", ["Vandaag, van 11:00 tot 12:00", "Platform", "Imane Bouchrit", ", aan het werk"]),
        ("is Filipa er deze week", ["Maandag 23 november t/m zondag 29 november", "Eerstelijns", FROM_TUESDAY, ", afwezig, vanaf dinsdag 24 november, terug op maandag 30 november"]),
        ("¿está Filipa mañana?", ["Dinsdag 24 november", "Eerstelijns", FROM_TUESDAY, ", afwezig, terug op maandag 30 november"]),
        ("is Filipa er op 31 november", ["Wie of wat bedoel je?", "Ik ken geen dag, team, afdeling, kantoor of collega met de naam “31 november”."]),
        ("wie is er weg van 10 tot 12 uur bij Platform", ["Vandaag afwezig, van 10:00 tot 12:00 (4)", "Platform", "Femke Zijlstra", ", terug op maandag 30 november", "Imane Bouchrit", ", van 09:00 tot 10:30"]),
        ("wie is er weg 25 december", ["Afwezig op vrijdag 25 december", "Web", "Geen afwezigheid bekend"]),
        ("wie is er wel vandaag?", ["Vandaag afwezig (1)", "Web", "Ik weet alleen wie er niet is. Van alle anderen is geen afwezigheid bekend.", WEB]),
        ("¿Está Manolo?", ["Wie of wat bedoel je?", "Ik ken hier niemand met de naam “Manolo”."]),
        ("is Tijs er?", ["Wie of wat bedoel je?", "Ik ken hier niemand met de naam “Tijs”.", "Bedoel je misschien:", "Thijs Wolvenkamp"]),
    ],
)  # fmt: skip
async def test_a_person_is_here_or_away_and_back_on(stage, asked, told):
    await stage.say(asked)
    assert stage.words().splitlines()[: len(told)] == told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("saldo van Thijs", "Ik laat alleen je eigen saldo zien, niet dat van een collega."),
        ("wie viel Urlaub hat Willemijn noch", "Ik laat alleen je eigen saldo zien, niet dat van een collega."),
        ("my boss absences", "Van een collega kan ik je alleen vertellen wanneer die afwezig is."),
    ],
)
async def test_what_is_not_told_of_a_colleague_is_said_to_be_so(stage, asked, told):
    await stage.say(asked)
    assert stage.last().text.startswith(told)


async def test_a_weekday_that_somebody_never_works_is_not_told_as_a_day_off(stage):
    company, days = stage.demo.company, [MONDAY.date() + timedelta(days=n) for n in range(5)]
    person, day = next(
        (each, day)
        for each in company.employees
        for day, hours in zip(days, each.schedule.hours, strict=False)
        if not hours and any(each.schedule.hours[:5]) and each.status == "active"
        and not any(a.employee_id == each.id and (a.last_day is None or a.last_day >= days[0]) for a in company.absences)
        and [other.name for other in company.employees].count(each.name) == 1
    )  # fmt: skip
    await stage.say(f"is {person.name} er op {day.day} november?")
    assert person.name in stage.words()
    assert "geen afwezigheid bekend" in stage.words()
    assert not any(words in stage.words() for words in ("geen werkdag", "terug op", "aan het werk"))
    await stage.say(f"wie is er afwezig op {day.day} november bij {person.department.name}?")
    assert person.name not in stage.words()


@pytest.mark.parametrize("said", ["kan Thijs morgen vrij krijgen?", "zet Joost vrijdag op vakantie", "Joost is ziek"])
async def test_nobody_asks_for_somebody_else(stage, said):
    await stage.say(said)
    assert stage.last().text.startswith("Vrij vragen of ziek melden kan alleen voor jezelf.")


async def test_who_calls_themselves_by_name_opens_their_form(stage):
    await stage.say("Sanne Hagenaar vrijdag vrij")
    assert "aan het werk" not in stage.words()


async def test_the_part_of_the_day_stays_with_a_press(stage):
    await stage.say("is Beatrix er vanmiddag?")
    await stage.press(WEB)
    assert stage.words().startswith("Vandaag, ’s middags")


async def test_one_press_says_who_was_meant(stage):
    await stage.say("wanneer is Beatrix terug?")
    await stage.press(WEB)
    assert "afwezig, terug op donderdag 3 december" in stage.words()


async def test_two_colleagues_of_one_name_are_told_apart(stack, open_stage):
    stage = await open_changed(stack, open_stage, twin=("Thijs Wolvenkamp", "Joost Veldkamp"))
    await stage.say("is Thijs er?")
    assert sorted(set(stage.words().splitlines()[1:])) == ["Thijs Wolvenkamp (Platform)", "Thijs Wolvenkamp (Web)"]
    await stage.press("Thijs Wolvenkamp (Platform)")
    assert stage.words().splitlines()[:2] == ["Vandaag", "Platform"]
    await stage.say("is Thijs van Web er?")
    assert stage.words().splitlines()[1] == "Web"


async def test_a_person_is_asked_about_in_a_channel(channel):
    assert "terug op donderdag 3 december" in await channel.asks("wanneer is Beatriz terug?")


async def test_in_a_channel_the_nearest_are_named_and_nothing_is_pressed(channel):
    said = await channel.asks("is Tijs er?")
    assert "Thijs Wolvenkamp" in said
    assert "whosout.ask" not in str(channel.teams.messages(channel.place)[-1].card)


async def test_a_unit_that_is_not_known_is_said_and_never_answered_with_another(stage):
    await stage.say("Wie is er afwezig bij Klantenservise?")
    said = stage.words()
    assert "Ik ken geen dag, team, afdeling, kantoor of collega met de naam “Klantenservise”." in said
    assert WEB not in said
    await stage.press("Klantenservice (afdeling)")
    assert TODAY in stage.words()


async def test_who_is_ill_is_not_told(stage):
    await stage.say("Wie is er ziek?")
    assert stage.words().splitlines()[:4] == ["Vandaag afwezig (1)", "Web", NO_REASON, WEB]


async def test_the_whole_company_is_told_in_the_own_chat_alone(channel):
    await channel.stage.say("wie is er afwezig in het hele bedrijf?")
    assert TODAY in channel.stage.words()
    assert TODAY not in await channel.asks("wie is er afwezig in het hele bedrijf?")


async def test_a_guest_is_told_nothing_of_a_person(stack, open_stage):
    upn = "sanne.hagenaar_example.com#EXT#@host.onmicrosoft.com"
    stage = await open_changed(stack, open_stage, user={"upn": upn, "guest": True})
    await stage.say("is Beatriz er?")
    assert "gast" in stage.words()


async def test_the_own_team_is_told_of_today(stage):
    await stage.say("Wie is er afwezig?")
    lines = stage.words().splitlines()
    assert lines[:4] == ["Vandaag afwezig (1)", "Web", WEB, ", terug op donderdag 3 december"]


async def test_tomorrow_of_a_unit_by_name(stage):
    await stage.say("wie is er morgen afwezig bij klantenservice?")
    assert "Morgen afwezig: dinsdag 24 november (1)" in stage.words()
    assert FROM_TUESDAY in stage.words()
    assert TODAY not in stage.words()


async def test_a_week_names_everybody_once(stage):
    await stage.say("wie is er deze week afwezig bij klantenservice?")
    said = stage.words()
    assert "Afwezig van maandag 23 november t/m zondag 29 november (3)" in said
    assert said.count(TODAY) == said.count(FROM_TUESDAY) == 1
    assert "vanaf dinsdag 24 november" in said


async def test_a_date_on_which_everybody_is_there(stage):
    await stage.say("wie is er afwezig op 11 december 2026?")
    assert stage.words().splitlines()[:3] == ["Afwezig op vrijdag 11 december", "Web", "Geen afwezigheid bekend"]


async def test_no_reason_is_ever_told(stage):
    for unit in ("platform", "techniek", "amsterdam", "klantenservice", "verkoop"):
        await stage.say(f"wie is er deze week afwezig bij {unit}?")
        said = str(stage.last().activity).casefold()
        assert not [reason for reason in REASONS if reason in said]


async def test_a_channel_is_told_of_its_units(channel):
    await channel.subscribe(UnitRef("team", "Platform"), show_absence_type=True)
    said = await channel.asks("wie is er afwezig?")
    assert "Platform" in said
    assert all(name in said for name in PLATFORM)
    assert WEB not in said
    assert not [reason for reason in REASONS if reason in said.casefold()]


async def test_a_channel_with_two_updates_is_told_of_both(channel):
    await channel.subscribe(UnitRef("team", "Platform"))
    await channel.subscribe(UnitRef("team", "Web"), UnitRef("team", "Platform"))
    said = await channel.asks("wie is er afwezig?")
    assert "Platform, Web" in said
    assert all(said.count(name) == 1 for name in (*PLATFORM, WEB))


async def test_a_channel_of_everybody_is_told_of_the_whole_company(channel):
    await channel.subscribe()
    said = await channel.asks("wie is er afwezig?")
    assert "Het hele bedrijf" in said
    assert all(name in said for name in (WEB, TODAY))


@pytest.mark.parametrize("values", [{"channel_id": "19:elsewhere@thread.tacv2"}, {"topics": ("birthdays",)}])
async def test_a_channel_without_an_update_of_absences_is_told_of_the_askers_team(channel, values):
    await channel.subscribe(**values)
    said = await channel.asks("wie is er afwezig?")
    assert said.splitlines()[:3] == ["Vandaag afwezig (1)", "Web", WEB]


async def test_a_unit_by_name_wins_over_the_channels(channel):
    await channel.subscribe(UnitRef("team", "Platform"))
    said = await channel.asks("wie is er afwezig bij Klantenservice?")
    assert TODAY in said
    assert "Joost Veldkamp" not in said


async def test_a_chat_and_a_week_are_answered_from_one_reading(stage):
    await stage.say("wie is er deze week afwezig?")
    before = len(stage.demo.personio.requests)
    await stage.say("wie is er deze week afwezig bij platform?")
    assert PLATFORM[0] in stage.words()
    assert len(stage.demo.personio.requests) == before


async def test_who_has_no_team_is_told_of_the_department(stack, open_stage):
    stage = await open_changed(stack, open_stage, employee={"team": None})
    await stage.say("wie is er afwezig?")
    assert stage.words().splitlines()[1] == "Techniek"


async def test_who_is_in_no_unit_is_told_of_the_company_in_their_chat_alone(stack, open_stage):
    stage = await open_changed(stack, open_stage, employee={"team": None, "department": None, "office": None})
    await stage.say("wie is er afwezig?")
    assert "Het hele bedrijf" in stage.words()
    said = await Channel(stage).asks("wie is er afwezig?")
    assert "Het hele bedrijf" not in said
    assert TODAY not in said


async def test_a_guest_is_told_nothing(stack, open_stage):
    upn = "sanne.hagenaar_example.com#EXT#@host.onmicrosoft.com"
    stage = await open_changed(stack, open_stage, user={"upn": upn, "guest": True})
    await stage.say("wie is er afwezig bij web?")
    assert "gast" in stage.words()
    assert WEB not in stage.words()


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as stack:
        yield stack


async def open_changed(stack: AsyncExitStack, open_stage: Open, *, employee=None, user=None, twin=None) -> Stage:
    """Open a stage on which the demo's employee differs in Personio or in Teams; ``twin``: a name for somebody else."""
    clock, day = Ticking(MONDAY), MONDAY.date()
    company = demo_company(day)
    sanne = personas(company).employee
    people = tuple(replace(each, **(employee or {})) if each is sanne else each for each in company.employees)
    if twin:
        first, last = twin[0].split()
        people = tuple(
            replace(each, first_name=first, last_name=last)
            if f"{each.first_name} {each.last_name}" == twin[1]
            else each
            for each in people
        )
    demo = Demo(company=replace(company, employees=people), now=clock)
    world = demo.teams.world
    users = [replace(each, **(user or {})) if each.email == sanne.email else each for each in world.users]
    demo.teams = TeamsSandbox(replace(world, users=users), tenant_id=TENANT, bot_id=BOT, now=clock)
    await stack.enter_async_context(demo)
    return await open_stage(demo=demo)
