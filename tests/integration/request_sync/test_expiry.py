"""What else news from Personio sets going: people read anew, posted updates compared soon."""

from __future__ import annotations

from datetime import date

from bot import bootstrap
from bot.features import digests
from bot.services.cached_value import EXPIRED_AT_MOST_EVERY
from bot.services.personio_cache import PEOPLE_FRESH, Directory
from tests.support.fakes import Clock, Source, person
from tests.support.stage import words

SOON = EXPIRED_AT_MOST_EVERY.total_seconds() + 1


async def test_after_news_of_a_person_the_next_update_reads_everybody_anew():
    clock, source = Clock(), Source([person()])
    directory = Directory(source, now=clock)
    await directory.people()
    source.everybody.append(person("2", "b@example.com"))
    clock.advance(seconds=SOON)
    assert len((await directory.people(fresher_than=PEOPLE_FRESH)).by_id) == 1
    directory.expire_people()
    clock.advance(seconds=1)
    assert len((await directory.people(fresher_than=PEOPLE_FRESH)).by_id) == 2
    clock.advance(seconds=SOON)
    await directory.people(fresher_than=PEOPLE_FRESH)
    assert source.calls == ["people", "people"]


async def test_a_storm_of_news_has_people_read_once_in_a_while():
    clock, source = Clock(), Source([person()])
    directory = Directory(source, now=clock)
    for _ in range(60):
        directory.expire_people()
        await directory.people(fresher_than=PEOPLE_FRESH)
        clock.advance(seconds=1)
    assert len(source.calls) <= 7


async def test_after_news_of_an_absence_a_range_is_read_anew():
    clock, source = Clock(), Source()
    directory = Directory(source, now=clock)
    day = date(2026, 11, 23)
    directory.expire_absences()
    await directory.absences(day, day)
    clock.advance(seconds=SOON)
    await directory.absences(day, day)
    assert source.calls == ["absences"]
    directory.expire_absences()
    await directory.absences(day, day)
    assert source.calls == ["absences", "absences"]


async def test_a_posted_update_is_edited_soon_after_a_webhook(open_life, monkeypatch):
    monkeypatch.setattr(bootstrap, "COMPARE_SOON", 0.1)
    life = await open_life()
    stage = life.stage
    team = stage.demo.teams.world.teams[0]
    channel = team.channels[1]
    update = (
        f'- {{team_id: "{team.id}", channel_id: "{channel.id}", service_url: "{stage.demo.teams.service_url}", '
        'language: nl, time: "09:00", timezone: Europe/Amsterdam, empty: post}\n'
    )
    services = stage.bot.services
    await digests.import_yaml(
        services.store.subscriptions, update, tenant_id=stage.demo.teams.tenant_id, now=services.clock()
    )
    (subscription,) = await services.store.subscriptions.all()
    mine = await life.file(first_day="2026-11-23", last_day="2026-11-25")
    await digests.post_now(services, subscription, date(2026, 11, 23))
    (post,) = stage.demo.teams.messages(channel)
    assert stage.person.name not in words(post.card)
    stage.clock.advance(seconds=SOON)
    life.personio.approve(mine.absence_id)
    await life.until(lambda: stage.person.name in words(post.card))
