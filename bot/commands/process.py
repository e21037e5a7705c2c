"""What every command does with its process: read the settings, run a loop, end on signals.

Rule: an operator reads sentences, never a traceback; values of settings are never shown.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

import click
from pydantic import ValidationError

from bot.house import teams_config
from bot.server import CannotListen
from bot.settings import Settings
from bot.store import StoreError


def read_settings() -> Settings:
    """Read the settings, or stop with one sentence per wrong one; values are never shown."""
    try:
        settings = Settings()
        teams_config(settings)  # contradictions among the registration's settings
        return settings
    except ValueError as error:
        if not isinstance(error, ValidationError):
            raise click.ClickException(f"Wrong settings: {error}.") from None
        lines = (f"  {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors(include_input=False))
        raise click.ClickException("Wrong settings:\n" + "\n".join(lines)) from None


def stop_on_signals() -> asyncio.Event:
    """Return what is set by Ctrl-C or SIGTERM; asked for first, so that a start can be ended cleanly as well."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run ``work`` to its end; raises ClickException with a sentence for what an operator can mend."""
    try:
        asyncio.run(work)
    except (StoreError, CannotListen) as error:
        raise click.ClickException(str(error)) from None
    except KeyboardInterrupt:
        pass
