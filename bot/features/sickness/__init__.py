"""*Report sick* and *Report recovery*: two taps each.

A report of sickness is a request like any other (:mod:`bot.services.requests`), only with less to fill in and
perhaps
without an end; getting better sets that end.
"""

from bot.features.sickness import end, note_reminder, recovery, report
from bot.services.router import Router

router = Router.merged((report.router, recovery.router, end.router, note_reminder.router))
