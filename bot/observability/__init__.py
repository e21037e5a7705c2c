"""Metrics for Prometheus: is it healthy, is it on time, who is throttling us.

Nobody else imports prometheus_client; what is counted comes through :mod:`bot.core.telemetry`.
"""

from bot.observability.exposition import CONTENT_TYPE, Exposition
from bot.observability.metrics import Meters

__all__ = ["CONTENT_TYPE", "Exposition", "Meters"]
