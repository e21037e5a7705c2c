"""Fixtures for all rooms."""

import logging
from collections.abc import Iterator

import pytest
import structlog
from hypothesis import HealthCheck, settings

from tests.support.databases import database_url, postgres

__all__ = ["database_url", "postgres"]

# A busy machine is slow, not wrong: no example has to end in a time, and drawing one may take long.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


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
    if set_up:
        structlog.configure(**configuration)
    else:
        structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)
