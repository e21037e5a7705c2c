"""What every command does with its process: read the settings, run a loop, end on signals.

An operator reads sentences, never a traceback; values of settings are never shown.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

import click
from pydantic import ValidationError

from bot.settings.files import UnreadableFile, folder_fault, statements
from bot.settings.outgoing_rules import outgoing_faults
from bot.settings.rules import faults
from bot.settings.settings import ENV_FILE, Settings, secrets_folder, wrong_settings
from bot.store import StoreError
from bot.web.server import CannotListen


def read_settings() -> Settings:
    """Read the settings, or stop with one sentence for each that is wrong; values are never shown."""
    folder = secrets_folder()
    if folder and (why := folder_fault(folder)):
        raise _wrong([f"SECRETS_DIR ({folder}): {why}. Correct it, or take it away."])
    try:
        statements(ENV_FILE)
        settings = Settings()
    except UnreadableFile as error:
        raise _wrong([f"{error}."]) from None
    except ValidationError as error:
        raise _wrong([f"{name}: {why}" for name, why in wrong_settings(error)]) from None
    if found := [*faults(settings), *outgoing_faults(settings)]:
        raise _wrong([f"{fault.message} {fault.way_out}" for fault in found])
    return settings


def _wrong(lines: list[str]) -> click.ClickException:
    return click.ClickException("\n  ".join(["Wrong settings:", *lines]))


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
