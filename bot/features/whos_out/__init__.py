"""*Who is out?*: who is away on some days, of the own team or of any unit by name.

The same facts as the daily update, and no reason either. Only somebody in Personio is answered; a channel is told
of its own units, and where it has none, of the asker's.
"""

from bot.features.whos_out.handlers import router

__all__ = ["router"]
