"""Are the settings usable, and do they agree with each other?

Nothing outside is called; a setting is named as in the environment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.cli.diagnostics.finding import Finding, counted, ok, problem_finding, warning
from bot.cli.diagnostics.probes import Probes, shown_host
from bot.core.addresses import is_loopback
from bot.core.throttle import Network, networks
from bot.settings.outgoing_rules import outgoing_faults
from bot.settings.rules import Fault, port_faults, registration_faults, rules_file_faults
from bot.settings.settings import Settings
from manifest.rules import is_guid, is_host, is_public_host

_TENANT: Final = "MicrosoftAppTenantId"
_WIDEST: Final = {4: 8, 6: 16}  # bits; wider than any provider's own networks
_PRIVATE: Final = networks(("fc00::/7", "fe80::/10"))
_ADMIN: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


async def check_settings(sight: Probes) -> list[Finding]:
    """Check each setting, and those that belong together."""
    settings = sight.settings
    return [
        *_registration(settings),
        *map(as_problem, port_faults(settings)),
        *map(as_problem, rules_file_faults(settings)),
        *map(as_problem, outgoing_faults(settings)),
        *_proxies(settings.trusted_proxies),
        *_admins(settings),
        *_personio(settings),
        *_domain(settings),
        _language(settings),
    ]


def as_problem(fault: Fault) -> Finding:
    """Return what keeps the bot from starting as a finding."""
    return problem_finding(fault.code, fault.message, fault.way_out, about=fault.about)


def _registration(settings: Settings) -> Iterator[Finding]:
    if settings.local:
        if settings.app_password:
            yield problem_finding(
                "settings.app_id_missing",
                "MicrosoftAppPassword is set, but MicrosoftAppId is not: the bot would start in local mode.",
                "Put the Application (client) ID of the bot's app registration in Entra into MicrosoftAppId.",
                about="MicrosoftAppId",
            )
        yield warning(
            "settings.local_mode",
            "Local mode, because there is no MicrosoftAppId: nobody but this machine can talk to the bot.",
            "Right for trying things out. For real, set MicrosoftAppId, MicrosoftAppPassword and MicrosoftAppTenantId.",
            about="MicrosoftAppId",
        )
        yield from map(as_problem, registration_faults(settings))
        return
    if not is_guid(settings.app_id or ""):
        yield problem_finding(
            "settings.app_id_form",
            "MicrosoftAppId is not the id of an app: those look like 1b4e28ba-2fa1-41d2-883f-0016d3cca427.",
            "Copy the Application (client) ID from the bot's app registration in Entra, not its name or its object ID.",
            about="MicrosoftAppId",
        )
    wrong = list(registration_faults(settings))
    yield from map(as_problem, wrong)
    if settings.tenant_id and not is_guid(settings.tenant_id) and not any(w.about == _TENANT for w in wrong):
        yield problem_finding(
            "settings.tenant_form",
            "MicrosoftAppTenantId is not the id of a tenant: every message would be refused.",
            "Copy the Directory (tenant) ID from Entra (Overview); it looks like 1b4e28ba-2fa1-41d2-883f-0016d3cca427.",
            about=_TENANT,
        )
    if not settings.has_credential:
        yield problem_finding(
            "settings.password_missing",
            "MicrosoftAppId is set, but nothing to prove it with: the bot can hear, but not answer.",
            "Make a client secret in Entra (Certificates & secrets) and put its value into MicrosoftAppPassword; or "
            "use a certificate or a managed identity.",
            about="MicrosoftAppPassword",
        )


def _proxies(trusted: Sequence[str]) -> Iterator[Finding]:
    """Return that everybody would be believed to be a proxy of ours."""
    wide = [
        str(network)
        for network in networks(trusted)
        if network.prefixlen < _WIDEST[network.version] and not any(_within(network, home) for home in _PRIVATE)
    ]
    if wide:
        yield problem_finding(
            "settings.proxies_wide",
            f"TRUSTED_PROXIES has {', '.join(wide)}, in which are addresses of others: whoever comes from there may "
            "pass for any address, and is never slowed down.",
            "Write the addresses or networks of your own reverse proxies alone, such as 10.0.0.0/8.",
            about="TRUSTED_PROXIES",
        )


def _within(inner: Network, outer: Network) -> bool:
    return inner.version == outer.version and inner.subnet_of(outer)  # type: ignore[arg-type]  # of one version


def _admins(settings: Settings) -> Iterator[Finding]:
    if not settings.admins:
        yield warning(
            "settings.admins_missing",
            "BOT_ADMINS is empty: nobody can set up daily updates in Teams.",
            "Put the e-mail addresses or Entra object ids of your admins into BOT_ADMINS, separated by commas.",
            about="BOT_ADMINS",
        )
        return
    odd = [n for n, admin in enumerate(settings.admins, 1) if not (is_guid(admin) or _ADMIN.fullmatch(admin))]
    if odd:
        yield warning(
            "settings.admin_unreadable",
            f"BOT_ADMINS: entry {', '.join(map(str, odd))} is neither an e-mail address nor an object id.",
            "Write e-mail addresses or Entra object ids, with commas between them.",
            about="BOT_ADMINS",
        )
    else:
        yield ok("settings.admins", f"{counted(len(settings.admins), 'admin')} in BOT_ADMINS.", about="BOT_ADMINS")


def _personio(settings: Settings) -> Iterator[Finding]:
    plain = settings.personio_base_url.startswith("http://")
    if plain and not is_loopback(shown_host(settings.personio_base_url)):
        yield problem_finding(
            "settings.personio_not_https",
            "PERSONIO_BASE_URL begins with http://: the secret would travel readable for everybody on the way.",
            "Write https://, or leave it empty for https://api.personio.de.",
            about="PERSONIO_BASE_URL",
        )
    if not settings.personio_web_url:
        yield warning(
            "settings.web_url_missing",
            "PERSONIO_WEB_URL is empty: cards have no links to Personio, where substitutes accept and managers decide.",
            "Put the address at which your people open Personio there, such as https://example.personio.com.",
            about="PERSONIO_WEB_URL",
        )
    elif not settings.personio_web_url.startswith(("https://", "http://")):
        yield problem_finding(
            "settings.web_url_form",
            "PERSONIO_WEB_URL is no address that Teams can open: it does not begin with https://.",
            "Write it as the browser shows it, such as https://example.personio.com.",
            about="PERSONIO_WEB_URL",
        )


def _domain(settings: Settings) -> Iterator[Finding]:
    domain = settings.bot_domain
    if not domain:
        yield warning(
            "settings.domain_missing",
            "BOT_DOMAIN is empty: without it there is no app package, and Personio cannot tell of decisions at once.",
            "Put the host name at which the internet reaches the bot there, such as leave.example.com.",
            about="BOT_DOMAIN",
        )
    elif not (is_host(domain) and is_public_host(domain)):
        yield problem_finding(
            "settings.domain_form",
            "BOT_DOMAIN is no public host name.",
            "Write the host name alone, such as leave.example.com: no https://, port or path, no IP address.",
            about="BOT_DOMAIN",
        )


def _language(settings: Settings) -> Finding:
    language = settings.default_language
    return ok("settings.language", f"Language where Teams does not tell: {language}.", about="BOT_LANGUAGE")
