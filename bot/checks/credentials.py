"""Is Personio there, and does it take our credentials?

Rule: the first of the checks about Personio: where it finds trouble the others are silent, so that it is told once.
"""

from __future__ import annotations

from typing import Final

from bot.checks.finding import Finding, ok, problem
from bot.checks.network import Cause, host_of
from bot.checks.sight import Sight
from bot.setting_rules import personio_address_fault
from personio_client import BadCredentials, PersonioError, RateLimited, Unavailable

_ADDRESS: Final = "it is the API's address (https://api.personio.de)"
_REST: Final = "Nothing else about Personio was checked."


async def check(sight: Sight) -> list[Finding]:
    """Ask Personio for an answer, then for a token."""
    found = [*_missing(sight)]
    host = host_of(sight.settings.personio_base_url)
    if fault := personio_address_fault(sight.settings.personio_base_url):
        return [*found, problem(fault.code, f"{fault.message} {_REST}", fault.way_out, about=fault.about)]
    line = await sight.line()
    if line.cause:
        return [*found, _no_answer(line.cause, host)]
    if found or line.wrong:  # no way to it: told among the settings
        return found
    error = await sight.token()
    if error is not None:
        return [_no_token(error, host)]
    return [ok("personio.token_given", f"{host} takes the credentials.")]


def _missing(sight: Sight) -> list[Finding]:
    settings = sight.settings
    wanted = {
        "PERSONIO_CLIENT_ID": settings.personio_client_id,
        "PERSONIO_CLIENT_SECRET": settings.personio_client_secret,
    }
    return [
        problem(
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
            return problem(
                "personio.name_unknown",
                f"The name {host} cannot be looked up. {_REST}",
                "Check the DNS of this machine and the spelling of PERSONIO_BASE_URL.",
                about=host,
            )
        case "tls":
            return problem(
                "personio.tls",
                f"No secure connection to {host}: its certificate is not trusted here, or it speaks no TLS. {_REST}",
                "Where a proxy opens TLS, give the bot its certificate with SSL_CERT_FILE. Check this machine's clock.",
                about=host,
            )
        case "timeout":
            return problem(
                "personio.timeout",
                f"{host} does not answer in time. {_REST}",
                "Let this machine through the firewall to port 443, or set HTTPS_PROXY. Its status page may know more.",
                about=host,
            )
        case "refused":
            return problem(
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
            return problem(
                "personio.bad_credentials",
                f"Personio refuses the credentials{trace}. {_REST}",
                "Copy client ID and secret anew from Personio (Marketplace, Connected integrations), without "
                f"spaces. A secret is shown once: make a new credential where it is lost.{elsewhere}",
            )
        case Unavailable(status=None):
            return problem(
                "personio.no_token",
                f"{host} answers, but gives no token in time. {_REST}",
                "Try again in a few minutes. If it stays, look for a proxy in between that holds requests back.",
                about=host,
            )
        case RateLimited() | Unavailable(status=408 | 500 | 502 | 503 | 504):
            return problem(
                "personio.down",
                f"Personio gives no token now: status {error.status}{trace}. {_REST}",
                f"Try again in a few minutes; Personio's status page says whether it is down.{elsewhere}",
                about=host,
            )
    status = f" (status {error.status})" if error.status else ""
    return problem(
        "personio.strange_answer",
        f"What answers at {host} does not speak as Personio does{status}{trace}. {_REST}",
        f"Check PERSONIO_BASE_URL: {_ADDRESS}, not the one people open. A proxy may answer in its place.",
        about=host,
    )


def _is_personio(host: str) -> bool:
    """Tell whether a host is Personio's own. Pure."""
    return host.endswith((".personio.de", ".personio.com"))
