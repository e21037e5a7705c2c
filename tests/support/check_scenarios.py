"""For each code the world in which it is found.

Rule: one function a code, named by it (the point is two underscores); a test compares them with the code in bot/cli/diagnostics.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from bot.bootstrap import personio_client, utc_now
from bot.cli.diagnostics import Finding
from bot.cli.diagnostics.http import EVENTS, PATH
from bot.core.jobs import REFUSED, Again, Dead
from bot.core.messaging import Team
from bot.core.records import NewJob
from bot.core.subscriptions import Subscription
from bot.store import migrate
from sandbox.company.model import Absence, Calendar
from sandbox.personio import Credential
from sandbox.personio.credentials import V2_SCOPES
from tests.support.check_world import DOMAIN, TENANT, WithWebhook, World, environment, secret
from tests.support.connector import Answer

Patch = pytest.MonkeyPatch
Found = list[Finding]
NOWHERE = "http://127.0.0.1:1"


# --- settings --------------------------------------------------------------------------------------------------------


async def settings__readable(world: World, patch: Patch) -> Found:
    return environment()


async def settings__unreadable(world: World, patch: Patch) -> Found:
    patch.setenv("PORT", "many")
    return environment()


async def settings__file_unreadable(world: World, patch: Patch) -> Found:
    return _with_file(b"BOT_DOMAIN=\xff\xfe")


async def settings__line_unreadable(world: World, patch: Patch) -> Found:
    return _with_file(b'BOT_LANGUAGE=nl\nBOT_DOMAIN="leave.example.com\n')


def _with_file(text: bytes, mode: int = 0o600) -> Found:
    Path(".env").write_bytes(text)
    Path(".env").chmod(mode)
    return environment()


async def settings__file_open_to_others(world: World, patch: Patch) -> Found:
    return _with_file(b"PERSONIO_CLIENT_SECRET=hush\n", mode=0o644)


async def settings__secrets_folder(world: World, patch: Patch) -> Found:
    patch.setenv("SECRETS_DIR", str(world.folder / "nowhere"))
    return environment()


async def settings__secret_unreadable(world: World, patch: Patch) -> Found:
    secret(world, patch, "MicrosoftAppPassword").write_bytes(b"hush\xff")
    return environment()


async def settings__set_twice(world: World, patch: Patch) -> Found:
    secret(world, patch, "PERSONIO_CLIENT_SECRET").write_text("hush")
    patch.setenv("PERSONIO_CLIENT_SECRET", "another")
    return environment()


async def settings__unknown(world: World, patch: Patch) -> Found:
    patch.setenv("PERSONIO_CLIENTID", "x")
    return environment()


async def settings__local_mode(world: World, patch: Patch) -> Found:
    return await world.look("the settings")


async def settings__app_id_missing(world: World, patch: Patch) -> Found:
    return await world.look("the settings", app_password="hush")


async def settings__app_id_form(world: World, patch: Patch) -> Found:
    return await world.look("the settings", app_id="my-bot")


async def settings__tenant_missing(world: World, patch: Patch) -> Found:
    return await world.look("the settings", **await world.registered(tenant_id=None))


async def settings__tenant_form(world: World, patch: Patch) -> Found:
    return await world.look("the settings", **await world.registered(tenant_id="contoso.onmicrosoft.com"))


async def settings__two_credentials(world: World, patch: Patch) -> Found:
    return await world.look("the settings", **await world.registered(managed_identity="system"))


async def settings__address_form(world: World, patch: Patch) -> Found:
    return await world.look("the settings", **await world.registered(token_url="http://login.example.com/token"))


async def settings__proxies_wide(world: World, patch: Patch) -> Found:
    return await world.look("the settings", trusted_proxies=("0.0.0.0/0",))


async def settings__proxy_unusable(world: World, patch: Patch) -> Found:
    patch.setenv("ALL_PROXY", "socks5://proxy.example.com:1080")
    return await world.look("the settings", **await world.registered())


async def settings__authorities_unusable(world: World, patch: Patch) -> Found:
    patch.setenv("SSL_CERT_FILE", "missing.pem")
    return await world.look("the settings", **await world.registered())


async def settings__metrics_port(world: World, patch: Patch) -> Found:
    return await world.look("the settings", port=3978, metrics_port=3978)


async def settings__tracing(world: World, patch: Patch) -> Found:
    return await world.look("the traces", otlp_endpoint=NOWHERE)


async def settings__tracing_unreadable(world: World, patch: Patch) -> Found:
    return await world.look("the traces", otlp_endpoint="collector:4318")


async def settings__tracing_missing(world: World, patch: Patch) -> Found:
    patch.setitem(sys.modules, "opentelemetry", None)
    return await world.look("the traces", otlp_endpoint=NOWHERE)


async def settings__password_missing(world: World, patch: Patch) -> Found:
    return await world.look("the settings", **await world.registered(app_password=None))


async def settings__admins(world: World, patch: Patch) -> Found:
    return await world.look("the settings")


async def settings__admins_missing(world: World, patch: Patch) -> Found:
    return await world.look("the settings", admins=())


async def settings__admin_unreadable(world: World, patch: Patch) -> Found:
    return await world.look("the settings", admins=("admin@example.com", "Jan"))


async def settings__personio_not_https(world: World, patch: Patch) -> Found:
    return await world.look("the settings", personio_base_url="http://api.personio.de")


async def settings__web_url_missing(world: World, patch: Patch) -> Found:
    return await world.look("the settings", personio_web_url=None)


async def settings__web_url_form(world: World, patch: Patch) -> Found:
    return await world.look("the settings", personio_web_url="example.personio.com")


async def settings__domain_missing(world: World, patch: Patch) -> Found:
    return await world.look("the settings", bot_domain=None)


async def settings__domain_form(world: World, patch: Patch) -> Found:
    return await world.look("the settings", bot_domain="https://leave.example.com")


async def settings__language(world: World, patch: Patch) -> Found:
    return await world.look("the settings")


async def settings__host_ignored(world: World, patch: Patch) -> Found:
    return await world.look("the address to listen on", host="0.0.0.0")


async def settings__port_random(world: World, patch: Patch) -> Found:
    return await world.look("the address to listen on", **await world.registered(port=0))


async def settings__port_free(world: World, patch: Patch) -> Found:
    return await world.look("the address to listen on")


async def settings__port_taken(world: World, patch: Patch) -> Found:
    url = await world.server(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
    return await world.look("the address to listen on", port=int(url.rpartition(":")[2]))


async def settings__bot_listening(world: World, patch: Patch) -> Found:
    url = await world.server(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    return await world.look("the address to listen on", port=int(url.rpartition(":")[2]))


async def settings__cannot_listen(world: World, patch: Patch) -> Found:
    return await world.look("the address to listen on", **await world.registered(host="203.0.113.1", port=3978))


# --- Personio --------------------------------------------------------------------------------------------------------


async def personio__token_given(world: World, patch: Patch) -> Found:
    return await world.look("Personio's credentials")


async def personio__credentials_missing(world: World, patch: Patch) -> Found:
    return await world.look("Personio's credentials", personio_client_secret=None)


async def personio__address_wrong(world: World, patch: Patch) -> Found:
    return await world.look("Personio's credentials", personio_base_url="nonsense")


async def personio__name_unknown(world: World, patch: Patch) -> Found:
    def nobody_knows(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    patch.setattr(socket, "getaddrinfo", nobody_knows)
    return await world.look("Personio's credentials", personio_base_url="https://personio.invalid")


async def personio__tls(world: World, patch: Patch) -> Found:
    plain = world.personio.url.replace("http://", "https://")
    return await world.look("Personio's credentials", personio_base_url=plain)


async def personio__timeout(world: World, patch: Patch) -> Found:
    return await world.look("Personio's credentials", personio_base_url=await world.server(None), patience=1.0)


async def personio__unreachable(world: World, patch: Patch) -> Found:
    return await world.look("Personio's credentials", personio_base_url=NOWHERE)


async def personio__no_token(world: World, patch: Patch) -> Found:
    world.personio.fail_next("/v2/auth/token", "POST", "timeout_before", times=9)
    return await world.look("Personio's credentials", patience=5.0)


async def personio__down(world: World, patch: Patch) -> Found:
    world.personio.fail_next("/v2/auth/token", "POST", 503, times=9)
    return await world.look("Personio's credentials")


async def personio__bad_credentials(world: World, patch: Patch) -> Found:
    return await world.look("Personio's credentials", personio_client_secret="not the secret")


async def personio__strange_answer(world: World, patch: Patch) -> Found:
    page = await world.server(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nhey!")
    return await world.look("Personio's credentials", personio_base_url=page)


async def personio__attributes(world: World, patch: Patch) -> Found:
    return await world.look("the attributes of employees")


async def personio__attribute_missing(world: World, patch: Patch) -> Found:
    world.allow(attributes=Credential().attributes - {"supervisor"})
    return await world.look("the attributes of employees")


async def personio__attribute_optional(world: World, patch: Patch) -> Found:
    world.allow(attributes=Credential().attributes - {"work_schedule"})
    return await world.look("the attributes of employees")


async def personio__birthday_missing(world: World, patch: Patch) -> Found:
    world.allow(attributes=frozenset(key for key in Credential().attributes if "dynamic" not in key))
    return await world.look("the attributes of employees")


async def personio__birthday_key_unknown(world: World, patch: Patch) -> Found:
    return await world.look("the attributes of employees", personio_birthday_attribute="dynamic_404")


async def personio__old_api_closed(world: World, patch: Patch) -> Found:
    world.personio.switches = world.personio.switches.changed(v1_alive="no_employees")
    return await world.look("the attributes of employees")


async def personio__right_missing(world: World, patch: Patch) -> Found:
    world.allow(scopes=V2_SCOPES - {"personio:absences:read"})
    return await world.look("absences")


async def personio__not_read(world: World, patch: Patch) -> Found:
    world.personio.fail_next("/v2/absence-types", "GET", 500)
    return await world.look("absences")


async def personio__types(world: World, patch: Patch) -> Found:
    return await world.look("absences")


async def personio__no_types(world: World, patch: Patch) -> Found:
    world.personio.world.types.clear()
    return await world.look("absences")


async def personio__absences(world: World, patch: Patch) -> Found:
    return await world.look("absences")


async def personio__balances(world: World, patch: Patch) -> Found:
    return await world.look("absences")


async def personio__balances_missing(world: World, patch: Patch) -> Found:
    world.allow(v1_scopes=frozenset({"employees:read"}))
    return await world.look("absences")


async def personio__balances_unknown(world: World, patch: Patch) -> Found:
    world.personio.fail_next("/v1/company/time-off-types", "GET", 500)
    return await world.look("absences")


async def personio__type_rules(world: World, patch: Patch) -> Found:
    world.personio.switches = replace(world.personio.switches, v1_type_rules="present")
    return await world.look("absences")


async def personio__rule_without_type(world: World, patch: Patch) -> Found:
    return await world.look("absences", rules_file=_rules_file("types: [{name: Sabbatical, substitute: required}]"))


async def settings__rules_file(world: World, patch: Patch) -> Found:
    return await world.look("the settings", rules_file=_rules_file("types: [{name: Vakantie, substitutes: required}]"))


def _rules_file(text: str) -> Path:
    path = Path("rules.yaml")
    path.write_text(text)
    return path


async def personio__write_unproven(world: World, patch: Patch) -> Found:
    return await world.look("absences")


async def personio__people(world: World, patch: Patch) -> Found:
    return await world.look("people")


async def personio__nobody(world: World, patch: Patch) -> Found:
    for employee in world.personio.company.employees:
        world.personio.change_employee(employee.id, hire_date=(utc_now() + timedelta(days=9)).date())
    return await world.look("people")


async def personio__email_missing(world: World, patch: Patch) -> Found:
    world.personio.change_employee(_somebody(world), email="")
    return await world.look("people")


async def personio__value_unreadable(world: World, patch: Patch) -> Found:
    class Odd:
        def strftime(self, _form: str) -> str:
            return "in spring"

    world.personio.change_employee(_somebody(world), birthday=Odd())
    return await world.look("people")


async def personio__name_missing(world: World, patch: Patch) -> Found:
    world.personio.change_employee(_somebody(world), first_name="", last_name=" ")
    return await world.look("people")


async def personio__row_unreadable(world: World, patch: Patch) -> Found:
    kind = world.personio.company.types[0]
    patch.setitem(world.personio.world.types, kind.id, replace(kind, unit="YEAR"))
    return await world.look("absences")


async def personio__absence_unreadable(world: World, patch: Patch) -> Found:
    today = utc_now().date()
    world.personio.change_employee(_somebody(world), timezone="Middle Earth")
    kind = world.personio.company.types[0]
    world.personio.add_absence(
        Absence("9", 9, _somebody(world), kind.id, today, today, "APPROVED", utc_now(), utc_now())
    )
    return await world.look("absences")


async def personio__email_shared(world: World, patch: Patch) -> Found:
    world.personio.change_employee(_somebody(world), email=_employee(world, 1).email.upper())
    return await world.look("people")


async def personio__region_unknown(world: World, patch: Patch) -> Found:
    world.personio.switches.holidays = "not_found"
    world.personio.change_employee(_somebody(world), calendar=Calendar(9, "Brocken", "DE", "Harz"))
    return await world.look("people")


async def personio__country_unknown(world: World, patch: Patch) -> Found:
    world.personio.switches.holidays = "not_found"
    world.personio.change_employee(_somebody(world), calendar=Calendar(9, "Atlantis", "XX"))
    return await world.look("people")


async def personio__holidays(world: World, patch: Patch) -> Found:
    return await world.look("holidays")


async def _with_switches(world: World, **switches: str) -> Found:
    world.personio.switches = world.personio.switches.changed(**switches)
    return await world.look("holidays")


async def personio__holidays_by_package(world: World, patch: Patch) -> Found:
    return await _with_switches(world, holidays="not_found")


async def personio__holidays_not_allowed(world: World, patch: Patch) -> Found:
    return await _with_switches(world, holidays="forbidden")


async def personio__holidays_unreadable(world: World, patch: Patch) -> Found:
    return await _with_switches(world, holidays="garbage")


async def personio__holidays_missing(world: World, patch: Patch) -> Found:
    return await _with_switches(world, holidays="empty")


async def personio__holidays_not_read(world: World, patch: Patch) -> Found:
    world.personio.fail_next("/v2/holidays", "GET", 503, times=9)
    return await world.look("holidays")


async def personio__holiday_unclear(world: World, patch: Patch) -> Found:
    return await _with_switches(world, holiday_fields="strange")


def _employee(world: World, number: int) -> object:
    return [e for e in world.personio.company.employees if e.status == "active" and not e.termination_date][number]


def _somebody(world: World) -> int:
    return _employee(world, 0).id


# --- clock -----------------------------------------------------------------------------------------------------------


async def clock__right(world: World, patch: Patch) -> Found:
    return await world.look("the clock")


async def clock__wrong(world: World, patch: Patch) -> Found:
    return await world.look("the clock", now=lambda: utc_now() + timedelta(minutes=3))


async def clock__unknown(world: World, patch: Patch) -> Found:
    url = await world.server(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    return await world.look("the clock", personio_base_url=url)


# --- database --------------------------------------------------------------------------------------------------------


async def database__empty(world: World, patch: Patch) -> Found:
    return await world.look("the database")


async def database__sqlite(world: World, patch: Patch) -> Found:
    return await world.look("the database")


async def database__ready(world: World, patch: Patch) -> Found:
    async with world.store():
        pass
    return await world.look("the database")


async def database__older(world: World, patch: Patch) -> Found:
    async with world.store() as store:
        await store._database.write(migrate.downgrade, "-1")
    return await world.look("the database")


async def database__newer(world: World, patch: Patch) -> Found:
    async with world.store() as store:
        await store._database.write(_at_revision, "9999")
    return await world.look("the database")


async def database__not_migrated(world: World, patch: Patch) -> Found:
    async with world.store() as store:
        await store._database.write(migrate.downgrade, "-1")
        await store._database.write(_at_revision, migrate.HEAD)
    return await world.look("the database")


async def database__open_to_others(world: World, patch: Patch) -> Found:
    (world.folder / "bot.db").touch(0o644)
    (world.folder / "bot.db").chmod(0o644)
    return await world.look("the database")


async def database__read_only(world: World, patch: Patch) -> Found:
    # A file that not even root may write to, as on a file system that is read-only.
    return await world.look("the database", database_url="sqlite:////proc/sys/kernel/ostype")


async def database__address(world: World, patch: Patch) -> Found:
    return await world.look("the database", database_url="postgresql://bot:Winter@2026-Geheim@127.0.0.1:1/bot")


async def database__unusable(world: World, patch: Patch) -> Found:
    return await world.look("the database", database_url=f"sqlite:///{world.folder / 'no such folder' / 'bot.db'}")


def _at_revision(c: Connection, revision: str) -> None:
    c.execute(text("DELETE FROM alembic_version"))
    c.execute(text("INSERT INTO alembic_version (version_num) VALUES (:revision)"), {"revision": revision})


async def database__dead_jobs(world: World, patch: Patch) -> Found:
    await _with_job(world, Dead("NotAllowed"))
    return await world.look("the jobs")


async def database__no_dead_jobs(world: World, patch: Patch) -> Found:
    await _with_job(world, Dead("Gone"))
    return await world.look("the jobs")


async def _with_job(world: World, outcome: Dead | Again) -> None:
    async with world.store() as store:
        await store.jobs.enqueue(NewJob("request.tell", "tell:1:2", {}))
        (taken,) = await store.jobs.claim({"request.tell"}, 1)
        await store.jobs.settle(taken, outcome)


# --- Teams -----------------------------------------------------------------------------------------------------------


async def teams__token_given(world: World, patch: Patch) -> Found:
    return await world.look("the bot's registration", **await world.registered())


async def teams__refuses(world: World, patch: Patch) -> Found:
    await _with_job(world, Again(300.0, counted=False, reason=REFUSED))
    return await world.look("the jobs")


async def teams__token_unreachable(world: World, patch: Patch) -> Found:
    return await world.look("the bot's registration", **await world.registered(token_url=NOWHERE))


async def teams__bad_credentials(world: World, patch: Patch) -> Found:
    settings = await world.registered()
    world.microsoft.token_answer = Answer(
        401, {"error": "invalid_client", "error_description": "AADSTS7000215: Invalid client secret provided."}
    )
    return await world.look("the bot's registration", **settings)


async def teams__credential_unusable(world: World, patch: Patch) -> Found:
    nothing = world.folder / "no such file"
    return await world.look(
        "the bot's registration", **await world.registered(app_password=None, app_certificate=nothing)
    )


async def teams__keys_readable(world: World, patch: Patch) -> Found:
    return await world.look("the keys of Teams' tokens", **await world.registered())


async def teams__keys_unreachable(world: World, patch: Patch) -> Found:
    return await world.look("the keys of Teams' tokens", **await world.registered(openid_metadata=NOWHERE))


async def teams__keys_unreadable(world: World, patch: Patch) -> Found:
    return await world.look("the keys of Teams' tokens", **await world.registered(openid_metadata=world.personio.url))


async def teams__no_team(world: World, patch: Patch) -> Found:
    return await world.look("teams and channels", **await world.registered())


async def teams__installed(world: World, patch: Patch) -> Found:
    async with world.store() as store:
        await store.teams.save(Team(TENANT, "19:team", "https://smba.trafficmanager.net/emea/"))
    return await world.look("teams and channels", **await world.registered())


async def teams__updates(world: World, patch: Patch) -> Found:
    return await world.look("teams and channels")


async def teams__update_paused(world: World, patch: Patch) -> Found:
    return await _paused(world, "bot_removed")


async def teams__update_resting(world: World, patch: Patch) -> Found:
    return await _paused(world, "admin")


async def _paused(world: World, why: str) -> Found:
    async with world.store() as store:
        await store.subscriptions.save(Subscription("update-1", TENANT, "19:team", "19:channel"), None)
        await store.subscriptions.pause("update-1", why)
    return await world.look("teams and channels")


# --- webhook ---------------------------------------------------------------------------------------------------------


async def webhook__token_missing(world: World, patch: Patch) -> Found:
    return await world.look("the webhook", kind=WithWebhook)


async def webhook__token_weak(world: World, patch: Patch) -> Found:
    return await world.look("the webhook", kind=WithWebhook, PERSONIO_WEBHOOK_TOKEN="abc")


async def webhook__missing(world: World, patch: Patch) -> Found:
    return await _webhook(world, "https://elsewhere.example.com/webhooks/personio")


async def webhook__disabled(world: World, patch: Patch) -> Found:
    return await _webhook(world, enabled=False)


async def webhook__events_missing(world: World, patch: Patch) -> Found:
    return await _webhook(world, events=EVENTS - {"absence-period.deleted"})


async def webhook__ready(world: World, patch: Patch) -> Found:
    return await _webhook(world)


async def webhook__unknown(world: World, patch: Patch) -> Found:
    world.allow(scopes=V2_SCOPES - {"personio:webhooks:read"})
    return await world.look("the webhook", kind=WithWebhook, PERSONIO_WEBHOOK_TOKEN="a long random text")


async def _webhook(
    world: World, url: str = f"https://{DOMAIN}{PATH}", *, events: frozenset[str] = EVENTS, enabled: bool = True
) -> Found:
    async with personio_client(world.settings()) as client:
        await client.create_webhook(url, description="bot", events=sorted(events), token="t", enabled=enabled)
    return await world.look("the webhook", kind=WithWebhook, PERSONIO_WEBHOOK_TOKEN="a long random text")


# --- the check itself ------------------------------------------------------------------------------------------------


async def check__timed_out(world: World, patch: Patch) -> Found:
    async def never(_: object) -> Found:
        await asyncio.Event().wait()
        return []

    return await world.inspect({"something": never}, patience=0.01)


async def check__failed(world: World, patch: Patch) -> Found:
    async def broken(_: object) -> Found:
        raise KeyError("hush")

    return await world.inspect({"something": broken})
