"""The life of a request after it was filed: followed in Personio, shown in its card.

Rule: the card says what Personio says, as far as it is known.
"""

from bot.features.life import showing
from bot.router import Router

router = Router.merged((showing.router,))
