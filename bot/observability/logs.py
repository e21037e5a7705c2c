"""Logs: structured, on standard error, one JSON object a line.

Standard output belongs to the commands; no library may say more than we do. Every line of an act and of what it
causes carries the same ``cause``, in whatever process it is written.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.core.telemetry import correlation_id


def with_cause(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    if known := correlation_id():
        line.setdefault("cause", known)
    return line


_FACTS: tuple[structlog.typing.Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    with_cause,
    structlog.processors.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
)


def log_to_stderr(level: str, *, for_good: bool = False) -> None:
    """Write logs of this level (debug, info, warning, error) and above to standard error.

    ``for_good``: for as long as this process lives, so that a logger need not be put together for each line.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(  # libraries speak JSON, too
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=[*_FACTS, structlog.stdlib.add_logger_name],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for chatty in ("httpx", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)  # URLs with ids, and every plugin set up
    structlog.configure(
        processors=[*_FACTS, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),  # one write a line
        cache_logger_on_first_use=for_good,
    )
