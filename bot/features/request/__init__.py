"""Requesting an absence: form, review, the press that files; filed with Personio by the worker.

Rule: the conversation's state rides in the card; identity and rules are checked again at the last press; an id minted
into the card makes the filing idempotent.

The rooms: ``conversation`` answers the presses, ``substitutes`` the type-ahead; ``filing`` does the durable work with
Personio. What a wish and a receipt are, and what Personio's answers mean, is in :mod:`bot.requests`.
"""

from bot.features.request import conversation, filing, substitutes
from bot.router import Router

router = Router.merged((conversation.router, substitutes.router, filing.router))
