"""One's own absences: listed, withdrawn, changed.

Whose an absence is, Personio says, at every press and again in the durable work; no card does. Withdrawals and
changes are operations: stored when they are confirmed, done by the worker, and told as Personio answered.

Modules: ``listing`` shows the list and one absence, ``sick_report`` the sickness that was reported; ``withdraw``
answers the presses and does the durable work with Personio, as ``change_form`` and ``change`` do; ``operation`` is how
it ends; ``lookup`` looks an absence up for its owner and judges what can be done with it.
"""

from bot.features.absences import change, change_form, listing, sick_report, withdraw
from bot.services.router import Router

router = Router.merged((listing.router, sick_report.router, withdraw.router, change_form.router, change.router))
