from __future__ import annotations

import datetime as dt
import logging
from collections.abc import AsyncIterator
from decimal import Decimal
from itertools import count

import httpx
import pytest

from personio_client import (
    AbsenceConflict,
    BadCredentials,
    Conflict,
    NewAbsence,
    NotAllowed,
    NotFound,
    PersonioClient,
    PersonioError,
    Refused,
    SubstituteInvalid,
    SubstituteRequired,
    Unavailable,
    holiday_range,
)
from sandbox.company import Absence, personas
from sandbox.personio import Credential, PersonioSandbox, Switches

NOW = dt.datetime(2026, 11, 25, 9, tzinfo=dt.UTC)  # a Wednesday
TODAY = NOW.date()
MONDAY = dt.date(2027, 3, 1)  # far from everything that happens in the demo company
PERIODS = "/v2/absence-periods"


@pytest.fixture
async def personio(request: pytest.FixtureRequest) -> AsyncIterator[PersonioSandbox]:
    ticks = count(0.0, 10.0)  # so that its rate limits never are in the way
    switches = getattr(request, "param", None) or Switches()
    async with PersonioSandbox(switches=switches, now=lambda: NOW, monotonic=lambda: next(ticks)) as sandbox:
        yield sandbox


@pytest.fixture
async def client(personio: PersonioSandbox) -> AsyncIterator[PersonioClient]:
    async with client_for(personio) as client:
        yield client


def client_for(personio: PersonioSandbox, **options: object) -> PersonioClient:
    plain = httpx.AsyncHTTPTransport(
        verify=False
    )  # loopback without TLS: loading certificates takes longer than a test
    options = {"client_secret": "demo-secret", "base_url": personio.url, "wait_scale": 0, "transport": plain} | options
    return PersonioClient("demo-client", **options)


def somebody(personio: PersonioSandbox) -> str:
    return str(personas(personio.company).employee.id)


def a_type(personio: PersonioSandbox, **wanted: object) -> str:
    wanted = {"unit": "DAY", "requires_substitute": "none", "approval_required": True} | wanted
    wanted.setdefault("half_days_allowed", wanted["unit"] == "DAY")
    return next(t.id for t in personio.company.types if all(getattr(t, k) == v for k, v in wanted.items()))


def requested_absence(personio: PersonioSandbox, days: int = 2, **more: object) -> NewAbsence:
    last = MONDAY + dt.timedelta(days=days)
    fields = {"person_id": somebody(personio), "type_id": a_type(personio), "first_day": MONDAY, "last_day": last}
    return NewAbsence(**(fields | more))


every_switch = pytest.mark.parametrize("personio", [Switches(), *Switches.matrix()], ids=str, indirect=True)


@every_switch
async def test_an_absence_comes_back_as_it_was_asked_for(personio: PersonioSandbox) -> None:
    async with client_for(personio, end_write=personio.switches.end_write) as client:
        for days, half in (
            (0, None),
            (0, "first_half"),
            (0, "last_half"),
            (3, None),
            (3, "first_half"),
            (3, "last_half"),
        ):
            new = requested_absence(personio, days, **({half: True} if half else {}))
            absence_id = await client.create_absence(new)
            if personio.switches.breakdown_pending == "empty":
                personio.approve(absence_id)
            amounts = await client.breakdowns(absence_id)
            period = (await client.absence(absence_id)).settled(amounts)
            assert (period.first_day, period.last_day) == (new.first_day, new.last_day)
            assert (period.person_id, period.type_id) == (new.person_id, new.type_id)
            assert (period.first_half, period.last_half) == (half == "first_half", half == "last_half")
            assert sum(amount.value for amount in amounts) == Decimal(days + 1) - (Decimal("0.5") if half else 0)
            await client.delete_absence(absence_id)
            if personio.switches.delete_approved == "deletion_pending" and absence_id in personio.absences:
                personio.confirm_deletion(absence_id)


def truth(personio: PersonioSandbox, day: dt.date) -> set[str]:
    def listed(absence: Absence) -> bool:
        return absence.status != "REJECTED" or personio.switches.rejected_listed == "listed"

    return {a.id for a in personio.absences if a.first_day <= day and (a.last_day or day) >= day and listed(a)}


@every_switch
async def test_who_is_absent_on_a_day_is_found(personio: PersonioSandbox, client: PersonioClient) -> None:
    # From the day before: an end may be read a day early, and only the amounts tell.
    yesterday = TODAY - dt.timedelta(days=1)
    found = await client.absences(first_day=yesterday, last_day=TODAY) + await client.open_ended_absences(until=TODAY)
    away = {period.id for period in found if period.last_day is None or period.last_day >= TODAY}
    for period in found:
        if period.last_day == yesterday:
            settled = period.settled(await client.breakdowns(period.id))
            away |= {settled.id} if settled.last_day == TODAY else set()
    assert away == truth(personio, TODAY)


@every_switch
async def test_types_and_people_are_read(personio: PersonioSandbox, client: PersonioClient) -> None:
    assert len(await client.absence_types()) == len(personio.company.types)
    if personio.switches.v1_alive in ("no_employees", "none"):
        with pytest.raises(PersonioError):
            await client.people()
        return
    people = {person.id: person for person in await client.people()}
    assert set(people) == {str(employee.id) for employee in personio.company.employees}
    for employee in personio.company.employees:
        person = people[str(employee.id)]
        assert (person.email, person.hire_date, person.birthday) == (
            employee.email,
            employee.hire_date,
            employee.birthday,
        )
        read = [unit and unit.name for unit in (person.department, person.team, person.office)]
        assert read == [unit and unit.name for unit in (employee.department, employee.team, employee.office)]
        assert person.work_schedule
        assert person.work_schedule.minutes == tuple(round(hours * 60) for hours in employee.schedule.hours)
        assert person.unreadable == ()
    assert client.unreadable_rows == 0


@pytest.mark.parametrize("personio", [Switches(birthday_global_id=b) for b in ("date_of_birth", "null")], indirect=True)
async def test_both_directories_are_the_same_but_for_schedule_and_calendar(personio: PersonioSandbox) -> None:
    async with client_for(personio, birthday_attribute="dynamic_180883") as client:
        older = {person.id: person for person in await client.people()}
        newer = {person.id: person for person in await client.people_v2()}
    nothing = {"holiday_calendar": None, "work_schedule": None}
    assert newer == {key: person.model_copy(update=nothing) for key, person in older.items()}


SPELLED = [Switches(), *(each for each in Switches.matrix() if str(each).startswith(("holiday_", "next_link")))]


@pytest.mark.parametrize("personio", SPELLED, ids=str, indirect=True)
async def test_holidays_are_read_however_they_are_spelled(personio: PersonioSandbox, client: PersonioClient) -> None:
    personio.switches.company_days = "half"
    employee = personas(personio.company).employee
    first, last = holiday_range(TODAY)
    read = await client.holidays([str(employee.id)], first_day=first, last_day=last)
    true = list(personio.world.holidays.between(employee, first, last, "half"))
    assert len(true) > 30
    if personio.switches.holiday_fields == "strange":
        assert [(each.date, each.name, each.part) for each in read] == [(each.date, each.name, "day") for each in true]
        assert client.not_understood == {"duration=PART_1", "duration=PART_2"}
        return
    assert [(each.date, each.name, each.part == "half", each.company, each.unreadable) for each in read] == [
        (each.date, each.name, each.half, each.company, ()) for each in true
    ]


async def test_attributes_balances_types_and_a_person_are_read(
    personio: PersonioSandbox, client: PersonioClient
) -> None:
    person_id = somebody(personio)
    assert "date_of_birth" in {attribute.universal_id for attribute in await client.attributes()}
    joined = {kind.id: kind for kind in await client.time_off_types()}
    assert {joined[line.id].id_v2 for line in await client.balances(person_id)} <= {
        t.id for t in personio.company.types
    }
    assert (await client.person(person_id)).id == person_id
    with pytest.raises(NotFound):
        await client.person("999999")


@pytest.mark.parametrize("personio", [Switches(), Switches(error_titles="generic")], ids=str, indirect=True)
async def test_refusals_are_told_apart_as_far_as_they_are_told(
    personio: PersonioSandbox, client: PersonioClient
) -> None:
    documented = personio.switches.error_titles == "documented"
    new = requested_absence(personio)
    await client.create_absence(new)
    unwatched = requested_absence(personio, type_id=a_type(personio, requires_substitute="required"))
    own_watch = requested_absence(
        personio, type_id=a_type(personio, requires_substitute="optional"), substitute_id=new.person_id
    )
    for refused, kind, vague in (
        (new, AbsenceConflict, Conflict),
        (unwatched, SubstituteRequired, SubstituteRequired),  # the one title that is known for sure
        (own_watch, SubstituteInvalid, Conflict),
    ):
        with pytest.raises(Refused) as caught:
            await client.create_absence(refused)
        assert type(caught.value) is (kind if documented else vague)
        assert caught.value.definite
        assert caught.value.trace_id


@pytest.mark.parametrize("kind", ["reset_after_work", "garbage_after_work", "timeout_after_work"])
async def test_a_lost_answer_is_not_definite_and_the_absence_is_found(personio: PersonioSandbox, kind: str) -> None:
    new = requested_absence(personio)
    personio.fail_next(PERIODS, "POST", kind)
    async with client_for(personio, timeout=0.3) as client:
        with pytest.raises(PersonioError) as caught:
            await client.create_absence(new)
        assert not caught.value.definite
        (found,) = await client.absences(person_id=new.person_id, first_day=new.first_day, last_day=new.last_day)
    assert found.type_id == new.type_id
    assert len([seen for seen in personio.requests if seen.method == "POST" and seen.path == PERIODS]) == 1


async def test_trouble_that_passes_is_not_noticed_by_readers(personio: PersonioSandbox, client: PersonioClient) -> None:
    for kind in ("503", "429", "reset"):
        personio.fail_next("/v2/absence-types", "GET", kind)
    assert await client.absence_types()
    personio.fail_next("/v2/absence-types", "GET", "html_502", times=9)
    with pytest.raises(Unavailable):
        await client.absence_types()


async def test_a_delete_whose_answer_is_lost_is_done(personio: PersonioSandbox, client: PersonioClient) -> None:
    absence_id = await client.create_absence(requested_absence(personio))
    personio.fail_next(f"{PERIODS}/*", "DELETE", "reset_after_work")
    with pytest.raises(Unavailable):
        await client.delete_absence(absence_id)
    with pytest.raises(NotFound):
        await client.absence(absence_id)


async def test_tokens_that_are_suddenly_invalid_are_renewed(personio: PersonioSandbox, client: PersonioClient) -> None:
    await client.absence_types()
    personio.expire_tokens()
    assert await client.absence_types()
    personio.expire_tokens()
    assert await client.attributes()
    personio.expire_tokens()
    assert await client.create_absence(requested_absence(personio))


@pytest.mark.parametrize("personio", [Switches(missing_scope=403), Switches(missing_scope=401)], ids=str, indirect=True)
async def test_a_missing_right_is_named(personio: PersonioSandbox) -> None:
    personio.set_credential(Credential(scopes=frozenset({"personio:persons:read"})))
    async with client_for(personio) as client:
        with pytest.raises(NotAllowed) as caught:
            await client.absence_types()
    assert caught.value.right == "personio:absences:read"


@pytest.mark.parametrize(
    "personio", [Switches(v1_accepts_v2_token=accepts) for accepts in (True, False)], indirect=True
)
async def test_no_secret_gets_into_a_log_of_any_library(
    personio: PersonioSandbox, client: PersonioClient, caplog
) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="httpx")  # whatever another test's application has set
    await client.people()  # this answer echoes the token in a header
    await client.create_absence(requested_absence(personio, comment="private"))
    assert "HTTP/1.1 200 OK" in caplog.text
    assert not [secret for secret in ("demo-secret", "papi-", "private") if secret in caplog.text]


async def test_wrong_credentials_are_bad_credentials(personio: PersonioSandbox) -> None:
    async with client_for(personio, client_secret="wrong") as client:
        with pytest.raises(BadCredentials):
            await client.absence_types()


async def test_an_absence_is_changed(personio: PersonioSandbox, client: PersonioClient) -> None:
    new = requested_absence(personio)
    absence_id = await client.create_absence(new)
    await client.update_absence(absence_id, new.model_copy(update={"last_day": MONDAY}))
    assert (await client.absence(absence_id)).last_day == MONDAY


async def test_hours_are_written_and_read(personio: PersonioSandbox, client: PersonioClient) -> None:
    times = {"first_time": dt.time(9), "last_time": dt.time(11, 30)}
    hours = requested_absence(personio, 0, unit="hour", type_id=a_type(personio, unit="HOUR"), **times)
    period = await client.absence(await client.create_absence(hours))
    assert (period.first_day, period.last_day) == (MONDAY, MONDAY)
    assert period.ends_at == dt.datetime.combine(MONDAY, dt.time(11, 30))


@pytest.mark.parametrize("personio", [Switches(), Switches(webhook_body="full")], ids=str, indirect=True)
async def test_webhooks_are_kept(personio: PersonioSandbox, client: PersonioClient) -> None:
    url, events = "http://127.0.0.1:9/hook", ["absence-period.created"]
    webhook_id = await client.create_webhook(url, description="Absences", events=events, token="t")
    (webhook,) = await client.webhooks()
    assert (webhook.id, webhook.url, webhook.enabled) == (webhook_id, url, True)
    await client.update_webhook(webhook_id, enabled=False)
    await client.delete_webhook(webhook_id)
    assert await client.webhooks() == []
