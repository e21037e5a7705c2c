"""Fixtures for all rooms."""

import gc
import logging
import sys
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import HealthCheck, settings
from structlog._config import BoundLoggerLazyProxy

from tests.support.databases import database_url, postgres
from tests.support.skipped_waiting import SkippingLoop

__all__ = ["database_url", "postgres"]

# A busy machine is slow, not wrong: no example has to end in a time, and drawing one may take long.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_collection_finish() -> None:
    """Have the garbage collector pass over what stays until the end: seven thousand tests, and all that they import."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _logs_as_before() -> Iterator[None]:
    """Undo what a command under test has set up for its log: the next test looks at the log as it is by default."""
    root = logging.getLogger()
    set_up, configuration, handlers, level = (
        structlog.is_configured(),
        structlog.get_config(),
        root.handlers[:],
        root.level,
    )
    yield
    if structlog.get_config()["cache_logger_on_first_use"]:
        _put_loggers_together_anew()
    if set_up:
        structlog.configure(**configuration)
    else:
        structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


def _put_loggers_together_anew() -> None:
    """Forget the loggers that a serving bot has put together for good; others would write to its log still."""
    for module in list(sys.modules.values()):
        logger = getattr(module, "log", None)
        if isinstance(logger, BoundLoggerLazyProxy):
            vars(logger).pop("bind", None)


def pytest_asyncio_loop_factories() -> dict[str, type[SkippingLoop]]:
    """Run asynchronous tests in a loop that can skip what it would only wait for."""
    return {"skipping": SkippingLoop}
