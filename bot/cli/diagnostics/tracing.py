"""Are the settings for traces usable?

OpenTelemetry reads its variables itself; here they are only checked, and no collector is called.
"""

from __future__ import annotations

import os

from bot.cli.diagnostics.finding import Finding, ok, warning
from bot.cli.diagnostics.probes import Probes
from bot.observability.setup import is_installed
from bot.observability.tracing_settings import ENDPOINT, tracing_faults


async def check_tracing(sight: Probes) -> list[Finding]:
    """Look at the collector's address and at the variables beside it."""
    setting = sight.settings.otlp_endpoint
    endpoint = setting.get_secret_value() if setting else None
    wrong = [
        warning(
            "settings.tracing_unreadable",
            f"{name} {why}. There are no traces until it is right; the bot works without.",
            "Correct the variable, or take it away.",
            about=name,
        )
        for name, why in tracing_faults(endpoint, os.environ)
    ]
    if not endpoint or wrong:
        return wrong
    if not is_installed():
        return [
            warning(
                "settings.tracing_missing",
                f"{ENDPOINT} is set, but the packages for traces are not installed: there are none.",
                "Install the extra: pip install 'personio-for-teams[tracing]'. Or empty the setting.",
                about=ENDPOINT,
            )
        ]
    return [ok("settings.tracing", "Traces can be sent.", about=ENDPOINT)]
