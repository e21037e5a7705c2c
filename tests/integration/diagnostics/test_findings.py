"""What the findings say about each other: independent, in levels, without secrets and names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import get_args
from uuid import uuid4

import asyncpg
import pytest

from bot.bootstrap import utc_now
from bot.cli.diagnostics.environment import read_environment
from bot.cli.diagnostics.finding import Finding
from bot.cli.diagnostics.personio import OPTIONAL, REQUIRED
from bot.store import migrate, open_store
from bot.store.url import parse
from cards.setup.status import Attribute
from sandbox.company.model import Calendar
from sandbox.personio import Credential, PersonioSandbox, Switches
from tests.support.check_scenarios import personio__country_unknown, personio__email_missing, personio__email_shared
from tests.support.check_world import World, environment, named
from tests.support.connector import Answer


async def test_where_all_is_well_nothing_but_local_mode_is_said(world):
    found = await world.look()
    assert [each.code for each in found if each.level != "ok"] in (["settings.local_mode"], _with_webhook())


def _with_webhook() -> list[str]:
    return ["settings.local_mode", "webhook.token_missing"]


async def test_a_registered_bot_is_well_too(world):
    found = await world.look(**await world.registered())
    codes = {each.code for each in found}
    assert {"teams.token_given", "teams.keys_readable", "teams.no_team"} <= codes
    assert not [each for each in found if each.level == "problem"]


@pytest.mark.parametrize(
    ("path", "code"), [("/v2/absence-types", "personio.no_types"), ("/v1/company/employees", "personio.nobody")]
)
async def test_one_empty_list_is_read_again_before_it_is_told(world: World, path: str, code: str):
    world.personio.fail_next(path, "GET", "empty")
    assert not named(await world.look("absences", "people"), code)
    assert world.pauses == 1
    world.personio.fail_next(path, "GET", "empty", times=2)
    assert named(await world.look("absences", "people"), code)


async def test_everything_wrong_at_once_is_all_told(world: World):
    settings = await world.registered(
        tenant_id="tenant", app_id="x", bot_domain="https://x", personio_client_secret="wrong", admins=()
    )
    world.microsoft.token_answer = Answer(400, {"error": "invalid_request", "error_description": "AADSTS900023: no."})
    found = await world.look(
        **settings | {"openid_metadata": "http://127.0.0.1:1", "database_url": "sqlite:////no/where/bot.db"},
        now=lambda: utc_now() - timedelta(hours=1),
    )
    assert {each.code for each in found if each.level == "problem"} == {
        "settings.app_id_form",
        "settings.tenant_form",
        "settings.domain_form",
        "personio.bad_credentials",
        "clock.wrong",
        "database.unusable",
        "teams.bad_credentials",
        "teams.keys_unreachable",
    }


async def test_one_right_that_is_missing_hides_nothing_else(world: World):
    world.allow(scopes=frozenset(), attributes=Credential().attributes - {"team", "holiday_calendar"})
    found = await world.look()
    assert [each.about for each in named(found, "personio.right_missing")] == ["personio:absences:read"] * 2
    assert [each.about for each in named(found, "personio.attribute_missing")] == ["team"]
    assert [each.about for each in named(found, "personio.attribute_optional")] == ["holiday_calendar"]
    assert named(found, "personio.balances")
    assert named(found, "personio.people")


async def test_trouble_with_the_token_is_told_once(world: World):
    found = await world.look(personio_client_secret="wrong")
    assert [each.code for each in found if each.group == "personio"] == ["personio.bad_credentials"]


async def test_one_question_that_hangs_keeps_no_other_waiting(world: World):
    world.personio.fail_next("/v2/absence-types", "GET", "timeout_before")
    found = await world.look(patience=5.0)
    assert [each.about for each in named(found, "check.timed_out")] == ["absences"]
    assert named(found, "personio.token_given")
    assert named(found, "personio.attributes")


def test_every_attribute_that_the_setup_shows_is_looked_at():
    assert set(get_args(Attribute)) <= {*REQUIRED, *OPTIONAL, "birthday"}


@pytest.mark.parametrize("key", REQUIRED)
async def test_each_attribute_that_is_needed_is_missed(world: World, key):
    world.allow(attributes=Credential().attributes - {key})
    (missing,) = named(await world.look("the attributes of employees"), "personio.attribute_missing")
    assert (missing.about, missing.level) == (key, "problem")
    assert "API credentials" in missing.way_out


async def test_where_the_older_api_is_closed_people_come_from_the_newer(world: World):
    few = replace(world.personio.company, employees=world.personio.company.employees[:3], absences=())
    async with PersonioSandbox(few, switches=Switches(v1_alive="none")) as personio:
        found = await world.look(patience=60.0, personio_base_url=personio.url)
    assert named(found, "personio.old_api_closed")
    assert named(found, "personio.people")


@pytest.mark.parametrize(
    ("minutes", "level"), [(0, "ok"), (0.8, "ok"), (2, "warning"), (-2, "warning"), (6, "problem"), (-60, "problem")]
)
async def test_the_clock_is_wrong_by_degrees(world: World, minutes, level):
    (found,) = await world.look("the clock", now=lambda: utc_now() + timedelta(minutes=minutes))
    assert found.level == level
    assert level == "ok" or ("ahead" if minutes > 0 else "behind") in found.message


async def test_people_are_told_by_id_and_calendars_by_name(world: World):
    with pytest.MonkeyPatch.context() as patch:
        await personio__email_missing(world, patch)
        await personio__country_unknown(world, patch)
        found = await personio__email_shared(world, patch)
    told = "\n".join(f"{each.about} {each.message} {each.way_out}" for each in found)
    assert "Atlantis" in told
    for employee in world.personio.company.employees:
        assert employee.email.casefold() not in told.casefold()
        assert employee.last_name not in told


async def test_a_calendar_without_a_country_is_told_with_the_setting_that_reaches_it(world: World):
    somebody = next(e for e in world.personio.company.employees if e.status == "active" and e.office.name == "München")
    world.personio.change_employee(somebody.id, calendar=Calendar(9, "Standard", "XX"))
    (finding,) = named(await world.look("people"), "personio.country_unknown")
    assert "those of DE are taken" in finding.message
    assert "calendar=9:" in finding.way_out


async def test_colleagues_who_left_may_share_an_address(world: World):
    here, gone = [e for e in world.personio.company.employees if e.status == "active"][:2]
    yesterday = (utc_now() - timedelta(days=2)).date()
    world.personio.change_employee(gone.id, email=here.email, termination_date=yesterday)
    assert not named(await world.look("people"), "personio.email_shared")


async def test_microsofts_number_decides_the_way_out(world: World):
    settings = await world.registered()
    world.microsoft.token_answer = Answer(401, {"error": "invalid_client", "error_description": "AADSTS7000222: old."})
    (found,) = await world.look("the bot's registration", **settings)
    assert "expired" in found.way_out
    assert "AADSTS7000222" in found.message


def test_each_wrong_setting_is_named_and_the_others_are_kept(monkeypatch):
    monkeypatch.setenv("PORT", "many")
    monkeypatch.setenv("BOT_LANGUAGE", "xx")
    monkeypatch.setenv("BOT_DOMAIN", "leave.example.com")
    read = read_environment()
    assert {each.about for each in read.findings} == {"PORT", "BOT_LANGUAGE"}
    assert (read.settings.port, read.settings.bot_domain) == (3978, "leave.example.com")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("PERSONIO_CLIENTID", "PERSONIO_CLIENT_ID"),
        ("PERSONIO_CLIENT_SECRETS", "PERSONIO_CLIENT_SECRET"),
        ("MICROSOFT_APP_ID", "MicrosoftAppId"),
        ("MicrosoftAppTenant", "MicrosoftAppTenantId"),
        ("BOT_ADMIN", "BOT_ADMINS"),
        ("DATABASEURL", "DATABASE_URL"),
    ],
)
def test_a_name_that_is_nearly_ours_is_told_with_ours(monkeypatch, typed, meant):
    monkeypatch.setenv(typed, "x")
    (found,) = named(environment(), "settings.unknown")
    assert found.about == typed
    assert f" {meant} is." in found.message


@pytest.mark.parametrize(
    "name", ["HOSTNAME", "PATH", "HOME", "POSTGRES_PASSWORD", "APP_ENV", "REPORT", "microsoftappid"]
)
def test_other_names_are_left_in_peace(monkeypatch, name):
    monkeypatch.setenv(name, "x")
    assert not [each for each in named(environment(), "settings.unknown") if each.about == name]


def test_names_in_the_file_are_looked_at_too():
    Path(".env").write_text("# notes\nexport PERSONIO_CLIENTID=x\nPORT=\n")
    assert [each.about for each in named(environment(), "settings.unknown")] == ["PERSONIO_CLIENTID"]


async def test_a_secret_in_any_message_is_masked(world: World):
    async def careless(_: object) -> list[Finding]:
        return [Finding("check.failed", "problem", "s3cr3t-client", "s3cr3t-client and s3cr3t-db", "s3cr3t-bot")]

    settings = world.settings(
        personio_client_secret="s3cr3t-client",
        app_password="s3cr3t-bot",
        database_url="postgresql://bot:s3cr3t-db@127.0.0.1:1/x",
    )
    (found,) = await world.inspect({"careless": careless}, settings=settings)
    assert "s3cr3t" not in repr(found)


async def test_a_database_of_either_kind_is_empty_and_then_ready(world: World, database_url):
    first = await world.look("the database", database_url=database_url)
    again = await world.look("the database", database_url=database_url)
    async with await open_store(database_url, clock=utc_now):
        pass
    ready = await world.look("the database", database_url=database_url)
    levels = [
        named(found, code)[0].level
        for found, code in ((first, "database.empty"), (again, "database.empty"), (ready, "database.ready"))
    ]
    assert levels == ["ok"] * 3
    assert bool(named(ready, "database.sqlite")) == database_url.startswith("sqlite")


async def test_an_older_database_that_lacks_what_is_read_is_told_once(world: World, database_url):
    async with await open_store(database_url, clock=utc_now) as store:
        await store._database.write(migrate.downgrade, "0001")
    found = await world.look(database_url=database_url)
    told = [each for each in found if each.group in ("database", "check", "teams") and each.level != "ok"]
    assert [(each.code, each.level) for each in told] == [("database.older", "warning")]


@pytest.mark.parametrize("right", ["schema", "tables"])
async def test_a_user_that_cannot_migrate_is_told_before_the_start(world: World, postgres: str, right):
    """PostgreSQL since 15: not everybody may create in the schema public."""
    user, schema = f"u{uuid4().hex}", f"s{uuid4().hex}"
    await _execute(
        postgres, f"CREATE SCHEMA {schema}; CREATE USER {user} PASSWORD 'x'; GRANT USAGE ON SCHEMA {schema} TO {user}"
    )
    mine = f"{postgres}{'&' if '?' in postgres else '?'}search_path={schema}"
    if right == "tables":
        await _execute(postgres, f"GRANT CREATE ON SCHEMA {schema} TO {user}")
        async with await open_store(mine, clock=utc_now) as store:
            await store._database.write(migrate.downgrade, "-1")
        await _execute(postgres, f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {user}")
    theirs = parse(mine).set(username=user, password="x").render_as_string(hide_password=False)
    try:
        (found,) = named(await world.look("the database", database_url=theirs), "database.not_migrated")
        assert ("create tables" if right == "schema" else "another user") in found.message
    finally:
        await _execute(postgres, f"DROP SCHEMA {schema} CASCADE; DROP USER {user}")


async def test_a_server_that_takes_no_writing_is_told(world: World, postgres: str):
    read_only = parse(postgres).update_query_dict({"default_transaction_read_only": "on"})
    found = await world.look("the database", database_url=read_only.render_as_string(hide_password=False))
    assert named(found, "database.read_only")


async def _execute(url: str, sql: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(sql)
    finally:
        await connection.close()


async def test_a_calendar_whose_days_personio_lists_needs_no_region_that_is_known(world: World):
    somebody = next(e for e in world.personio.company.employees if e.status == "active" and e.office.name == "München")
    world.personio.change_employee(somebody.id, calendar=Calendar(9, "Brocken", "DE", "Harz"))
    found = await world.look("people", "holidays")
    assert named(found, "personio.region_unknown") == []
    (finding,) = named(found, "personio.holidays")
    assert "Brocken" in finding.message
    assert named(found, "personio.holidays_missing") == []


async def test_one_calendar_without_any_day_is_told_by_name(world: World):
    somebody = next(e for e in world.personio.company.employees if e.status == "active")
    world.personio.change_employee(somebody.id, calendar=Calendar(9, "Leeg", "XX"))
    (finding,) = named(await world.look("holidays"), "personio.holidays_missing")
    assert "for Leeg." in finding.message


async def test_holidays_that_do_not_come_in_time_keep_no_other_waiting(world: World):
    world.personio.fail_next("/v2/holidays", "GET", "timeout_before")
    found = await world.look("people", "holidays", patience=2.5)
    assert named(found, "personio.people")
    (finding,) = named(found, "personio.holidays_not_read")
    assert "in time" in finding.message
