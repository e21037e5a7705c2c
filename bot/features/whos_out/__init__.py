"""*Wie is er afwezig?*: who is away on some days, of the own team or of any unit by name.

Rule: the same facts as the daily update, and no reason either. Only somebody in Personio is answered; a channel is told
of its own units, and where it has none, of the asker's.
"""

from bot.features.whos_out.answer import router as _answers
from bot.features.whos_out.composing import router as _look_ups
from bot.router import Router

router = Router.merged((_answers, _look_ups))
