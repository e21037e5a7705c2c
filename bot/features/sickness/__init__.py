"""*Ziek melden* and *Beter melden*: two taps each.

Rule: a report of sickness is a request like any other (:mod:`bot.requests`), only with less to fill in and perhaps
without an end; getting better sets that end.
"""

from bot.features.sickness import ending, note, recovering, reporting
from bot.router import Router

router = Router.merged((reporting.router, recovering.router, ending.router, note.router))
