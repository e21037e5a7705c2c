"""The substitute and the approver: told in Teams when it is their turn, reminded gently, shown what became of it.

They answer in Personio, because its API takes no answer; a card here never says it can. Each is written to once
per turn: a lost message is made up for by the reminder and by Personio's own task, a doubled one by nothing.
"""

from bot.features.approvals import actions, notify, sync
from bot.services.router import Router

router = Router.merged((sync.router, notify.router, actions.router))
