"""Metrics for Prometheus: is it healthy, is it on time, who is throttling us.

Rule: nobody else imports prometheus_client; what is counted comes through :mod:`bot.watch`.
"""

from bot.metrics.gauges import CONTENT_TYPE, Exposition
from bot.metrics.meters import Meters

__all__ = ["CONTENT_TYPE", "Exposition", "Meters"]
