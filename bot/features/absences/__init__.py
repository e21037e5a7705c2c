"""One's own absences: listed, withdrawn, changed.

Rule: whose an absence is, Personio says, at every press and again in the durable work; no card does. Withdrawals and
changes are errands: stored when they are confirmed, done by the worker, and told as Personio answered.

The rooms: ``listing`` shows the list and one absence; ``withdrawing`` and ``changing`` answer the presses; ``deleting``
and ``patching`` do the durable work with Personio; ``errand`` is what is kept of it meanwhile and what its card says;
``reading`` looks an absence up for its owner, ``standing`` and ``rows`` (pure) judge what can be done and in which
order it is shown, ``problems`` what Personio answered.
"""

from bot.features.absences.changing import router as changing
from bot.features.absences.deleting import router as deleting
from bot.features.absences.errand import router as errand
from bot.features.absences.listing import router as listing
from bot.features.absences.patching import router as patching
from bot.features.absences.withdrawing import router as withdrawing
from bot.router import Router

router = Router.merged((listing, withdrawing, deleting, changing, patching, errand))
