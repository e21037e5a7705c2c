"""Fixtures for all rooms."""

from hypothesis import HealthCheck, settings

from tests.databases import database_url, postgres

__all__ = ["database_url", "postgres"]

# A busy machine is slow, not wrong: no example has to end in a time, and drawing one may take long.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
