"""Requesting an absence, and the life of a request: filed, followed in Personio, shown in its card, told to its owner.

The conversation's state rides in the card; identity and rules are checked again at the last press; an id minted
into the card makes the filing idempotent. The card says what Personio says, as far as it is known.
"""

from bot.features.requests import decision_message, form, receipt, submit, substitutes, sync
from bot.features.requests.sync import EVERY, ask_poll
from bot.services.router import Router

__all__ = ["EVERY", "ask_poll", "router"]

router = Router.merged(
    (form.router, substitutes.router, submit.router, sync.router, receipt.router, decision_message.router)
)
