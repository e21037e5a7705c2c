"""Requesting an absence: form, review, receipt; filed with Personio by the worker.

Rule: the conversation's state rides in the card; identity and rules are checked again at the last press; an id minted
into the card makes the filing idempotent.

The rooms: ``wish`` judges what was typed, ``verdict`` what Personio answered (both pure); ``gathering`` reads what a
card needs; ``conversation`` answers the presses, ``substitutes`` the type-ahead; ``filing`` does the durable work with
Personio, and ``receipt`` shows how it stands.
"""

from bot.features.request import conversation, filing, receipt, substitutes
from bot.router import Router

router = Router.merged((conversation.router, substitutes.router, filing.router, receipt.router))
