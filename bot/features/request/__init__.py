"""Requesting an absence: form, review, the press that files; filed with Personio by the worker.

Rule: the conversation's state rides in the card; identity and rules are checked again at the last press; an id minted
into the card makes the filing idempotent.

The rooms: ``opening`` opens the form, also from somebody's own words; ``conversation`` answers the presses on it,
``substitutes`` the type-ahead; ``filing`` does the durable work with Personio. What a wish, a receipt and Personio's
answers mean is in :mod:`bot.requests`.
"""

from bot.features.request import conversation, filing, opening, substitutes
from bot.router import Router

router = Router.merged((opening.router, conversation.router, substitutes.router, filing.router))
