"""Checks of Personio: does it take our credentials, and may we read absence types, absences and attributes?

They only read; whether the bot may write absences cannot be known without writing one, and a finding says so. Where
the credentials fail, the other checks return nothing, so that the fault is reported once. An attribute is found by
key or universal id, never by its label.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Final

from bot.cli.diagnostics.finding import Finding, counted, not_read_finding, ok, problem_finding, warning
from bot.cli.diagnostics.probes import Cause, Probes, shown_host
from bot.core.time_zones import named_zone
from bot.core.type_rules import TypeRule, rules_of_types
from bot.services.single_flight import Once
from bot.settings.company_rules import UnreadableRules, read_company_rules
from bot.settings.rules import personio_address_fault
from personio_client import (
    AbsencePeriod,
    AbsenceType,
    BadCredentials,
    NotAllowed,
    NotFound,
    PersonioError,
    RateLimited,
    TimeOffType,
    Unavailable,
)

_ADDRESS: Final = "it is the API's address (https://api.personio.de)"
_REST: Final = "Nothing else about Personio was checked."


async def check_credentials(sight: Probes) -> list[Finding]:
    """Ask Personio for an answer, then for a token."""
    found = [*_missing(sight)]
    host = shown_host(sight.settings.personio_base_url)
    if fault := personio_address_fault(sight.settings.personio_base_url):
        return [*found, problem_finding(fault.code, f"{fault.message} {_REST}", fault.way_out, about=fault.about)]
    line = await sight.line()
    if line.cause:
        return [*found, _no_answer(line.cause, host)]
    if found or line.wrong:  # no way to it: told among the settings
        return found
    error = await sight.token()
    if error is not None:
        return [_no_token(error, host)]
    return [ok("personio.token_given", f"{host} takes the credentials.")]


def _missing(sight: Probes) -> list[Finding]:
    settings = sight.settings
    wanted = {
        "PERSONIO_CLIENT_ID": settings.personio_client_id,
        "PERSONIO_CLIENT_SECRET": settings.personio_client_secret,
    }
    return [
        problem_finding(
            "personio.credentials_missing",
            f"{name} is empty: the bot cannot read or file anything.",
            "Make an integration in Personio (Marketplace, Connected integrations) and put its client ID and "
            "secret into PERSONIO_CLIENT_ID and PERSONIO_CLIENT_SECRET.",
            about=name,
        )
        for name, value in wanted.items()
        if not value
    ]


def _no_answer(cause: Cause, host: str) -> Finding:
    match cause:
        case "name_unknown":
            return problem_finding(
                "personio.name_unknown",
                f"The name {host} cannot be looked up. {_REST}",
                "Check the DNS of this machine and the spelling of PERSONIO_BASE_URL.",
                about=host,
            )
        case "tls":
            return problem_finding(
                "personio.tls",
                f"No secure connection to {host}: its certificate is not trusted here, or it speaks no TLS. {_REST}",
                "Where a proxy opens TLS, give the bot its certificate with SSL_CERT_FILE. Check this machine's clock.",
                about=host,
            )
        case "timeout":
            return problem_finding(
                "personio.timeout",
                f"{host} does not answer in time. {_REST}",
                "Let this machine through the firewall to port 443, or set HTTPS_PROXY. Its status page may know more.",
                about=host,
            )
        case "refused":
            return problem_finding(
                "personio.unreachable",
                f"{host} cannot be reached: the connection is refused or cut. {_REST}",
                "Check PERSONIO_BASE_URL, the firewall and HTTPS_PROXY.",
                about=host,
            )


def _no_token(error: PersonioError, host: str) -> Finding:
    trace = f" (trace id {error.trace_id})" if error.trace_id else ""
    elsewhere = "" if _is_personio(host) else f" {host} may also be another server than Personio's: {_ADDRESS}."
    match error:
        case BadCredentials(status=200 | 400 | 401 | 403 | 422):
            return problem_finding(
                "personio.bad_credentials",
                f"Personio refuses the credentials{trace}. {_REST}",
                "Copy client ID and secret anew from Personio (Marketplace, Connected integrations), without "
                f"spaces. A secret is shown once: make a new credential where it is lost.{elsewhere}",
            )
        case Unavailable(status=None):
            return problem_finding(
                "personio.no_token",
                f"{host} answers, but gives no token in time. {_REST}",
                "Try again in a few minutes. If it stays, look for a proxy in between that holds requests back.",
                about=host,
            )
        case RateLimited() | Unavailable(status=408 | 500 | 502 | 503 | 504):
            return problem_finding(
                "personio.down",
                f"Personio gives no token now: status {error.status}{trace}. {_REST}",
                f"Try again in a few minutes; Personio's status page says whether it is down.{elsewhere}",
                about=host,
            )
    status = f" (status {error.status})" if error.status else ""
    return problem_finding(
        "personio.strange_answer",
        f"What answers at {host} does not speak as Personio does{status}{trace}. {_REST}",
        f"Check PERSONIO_BASE_URL: {_ADDRESS}, not the one people open. A proxy may answer in its place.",
        about=host,
    )


def _is_personio(host: str) -> bool:
    return host.endswith((".personio.de", ".personio.com"))


async def check_absences(sight: Probes) -> list[Finding]:
    """Read all types, the absences of today, and what balances are joined by."""
    if not await sight.let_in():
        return []
    findings = await asyncio.gather(_types(sight.types), _absences(sight.absences), _balances(sight.old_types))
    return [*findings, *await _rules(sight), *await _not_understood(sight), _writing()]


async def _types(read: Once[list[AbsenceType]]) -> Finding:
    try:
        types = await read()
    except PersonioError as error:
        return not_read_finding(error, "the absence types")
    if not types:
        return warning(
            "personio.no_types",
            "Personio has no absence types: there is nothing that anybody could request.",
            "Make absence types in Personio (Settings, Absence), or check that this is the right account.",
        )
    return ok("personio.types", f"{counted(len(types), 'absence type')} can be read.")


async def _rules(sight: Probes) -> list[Finding]:
    """Tell what is known of the types, and which rule reaches none of them."""
    try:
        own = read_company_rules(sight.settings.rules_file)
        types = await sight.types()
    except (UnreadableRules, PersonioError):  # told elsewhere
        return []
    try:
        older: Sequence[TimeOffType] = await sight.old_types()
    except PersonioError:
        older = ()
    names = {kind.name.strip().casefold() for kind in types}
    rules = rules_of_types(types, own=own, learned={}, older=older)
    known = [f"{kind.name}: {said}" for kind in types if (said := _told(rules[kind.id]))]
    return [
        *([ok("personio.type_rules", f"Rules of absence types are known: {'; '.join(known)}.")] if known else []),
        *(
            warning(
                "personio.rule_without_type",
                f"RULES_FILE names the absence type {name}, which Personio does not have.",
                "Write it as it is called in Personio.",
                about=name,
            )
            for name in sorted(own.keys() - names)
        ),
    ]


def _told(rule: TypeRule) -> str:
    halves = {None: "", True: "half days", False: "no half days"}[rule.half_days]
    substitute = f"substitute {rule.substitute}" if rule.substitute else ""
    certificate = "certificate required" if rule.certificate else ""
    return ", ".join(filter(None, (substitute, halves, certificate, "" if rule.visible else "not offered")))


async def _absences(read: Once[list[AbsencePeriod]]) -> Finding:
    try:
        await read()
    except PersonioError as error:
        return not_read_finding(error, "who is absent")
    return ok("personio.absences", "Absences can be read.")


async def _not_understood(sight: Probes) -> list[Finding]:
    """Tell what Personio's lists say and the bot leaves out, because nobody here understands it."""
    for read in (sight.types, sight.absences, sight.people):
        with suppress(PersonioError):  # told elsewhere
            await read()
    try:
        absences = await sight.absences()
    except PersonioError:
        absences = []
    odd: dict[str, int] = Counter(key for period in absences for key in period.unreadable)
    odd["timezone_id"] += sum(bool(each.time_zone) and named_zone(each.time_zone) is None for each in absences)
    return [
        *(
            warning(
                "personio.row_unreadable",
                f"Of Personio's list {path} the bot cannot read {counted(number, 'row')}, and leaves them out.",
                "Tell the maintainers of the bot, with the output of --logs: Personio may have changed the form.",
                about=path,
            )
            for path, number in sorted(sight.personio.unreadable_lists.items())
        ),
        *(
            warning(
                "personio.absence_unreadable",
                f"Of {counted(number, 'absence')} of today the bot cannot read the value of {key}, and leaves it out.",
                "Tell the maintainers of the bot. Without a half an absence counts as a whole day, without a time zone "
                "its hours are told as they are.",
                about=key,
            )
            for key, number in sorted(odd.items())
            if number
        ),
    ]


async def _balances(read: Once[list[TimeOffType]]) -> Finding:
    try:
        await read()
    except NotAllowed:
        return warning(
            "personio.balances_missing",
            "Balances cannot be read: cards do not say how many days somebody has left.",
            "Give the API credential the right to read absences in Personio's older API (v1), too.",
            about="absences:read",
        )
    except PersonioError as error:
        return warning(
            "personio.balances_unknown",
            f"Personio did not tell about balances ({type(error).__name__}): cards may lack how many days are left.",
            "Requests work without. Run the check again in a minute.",
        )
    return ok("personio.balances", "Balances can be read.")


def _writing() -> Finding:
    return ok(
        "personio.write_unproven",
        "Filing absences needs the right personio:absences:write, which cannot be proven without filing one: "
        "request a day in Teams and withdraw it.",
        about="personio:absences:write",
    )


# What is lost without it.
REQUIRED: Final = {
    "first_name": "people have no names",
    "last_name": "people have no names",
    "email": "nobody who writes to the bot is recognised",
    "status": "people who left cannot be told from those who are here",
    "hire_date": "no anniversaries, and no new colleagues",
    "termination_date": "people who left go on appearing",
    "position": "new colleagues are announced without what they do",
    "department": "no updates for a department",
    "team": "no updates for a team, no question about one's own",
    "office": "no updates for an office",
    "supervisor": "managers are not told that somebody waits for them",
}
OPTIONAL: Final = {
    "work_schedule": "Monday to Friday counts for everybody, so that part-timers get wrong durations and return days",
    "holiday_calendar": "public holidays count as working days",
}
_TICK: Final = (
    "Tick it in Personio: Marketplace, Connected integrations (or API credentials), its readable employee attributes."
)
_BIRTHDAY: Final = "date_of_birth"  # its universal id: the birthday is an attribute of one's own


async def check_attributes(sight: Probes) -> list[Finding]:
    """Compare the attributes that the credential may read with those that the bot needs."""
    if not await sight.let_in():
        return []
    try:
        found = await sight.attributes()
    except NotFound:
        return [
            warning(
                "personio.old_api_closed",
                "Personio's older API does not answer any more: work schedules and holiday calendars cannot be read.",
                "People are read from the newer API. Durations and return days take Monday to Friday for everybody, "
                "without public holidays, until the bot is updated.",
            )
        ]
    except PersonioError as error:
        return [not_read_finding(error, "which attributes of employees may be read")]
    readable = {each.key for each in found} | {each.universal_id or "" for each in found}
    missing = [*_attribute_missing(readable), *_birthday(readable, sight.settings.personio_birthday_attribute)]
    return missing or [ok("personio.attributes", "Every attribute of employees that is needed can be read.")]


def _attribute_missing(readable: set[str]) -> Iterator[Finding]:
    for key, lost in REQUIRED.items():
        if key not in readable:
            yield problem_finding("personio.attribute_missing", f"{key} cannot be read: {lost}.", _TICK, about=key)
    for key, lost in OPTIONAL.items():
        if key not in readable:
            yield warning("personio.attribute_optional", f"{key} cannot be read: {lost}.", _TICK, about=key)


def _birthday(readable: set[str], own: str | None) -> Iterator[Finding]:
    if own and own not in readable:
        yield warning(
            "personio.birthday_key_unknown",
            "PERSONIO_BIRTHDAY_ATTRIBUTE names an attribute that this credential cannot read.",
            f"{_TICK} Its key begins with dynamic_.",
            about="PERSONIO_BIRTHDAY_ATTRIBUTE",
        )
    elif not own and _BIRTHDAY not in readable:
        yield warning(
            "personio.birthday_missing",
            "The date of birth cannot be read: channels get no birthdays.",
            f"{_TICK} Where it is an attribute of your own, put its key into PERSONIO_BIRTHDAY_ATTRIBUTE.",
            about=_BIRTHDAY,
        )
