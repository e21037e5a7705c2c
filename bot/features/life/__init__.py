"""The life of a request after it was filed: followed in Personio, shown in its card, told to its owner.

Rule: the card says what Personio says, as far as it is known.
"""

from bot.features.life import following, polling, showing, telling
from bot.features.life.polling import EVERY, ask_poll
from bot.router import Router

__all__ = ["EVERY", "ask_poll", "router"]

router = Router.merged((following.router, showing.router, telling.router, polling.router))
