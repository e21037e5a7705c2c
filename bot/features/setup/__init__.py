"""*Instellen*: an admin sets up, in Teams and in four steps, which channel is told what each morning.

Rule: every press is judged anew: who presses, and whether channel, units, time and zone exist. The draft rides in the
card; nothing is kept before *Voltooien*.

The rooms: ``access`` says who may; ``places`` asks Teams for teams and channels, ``units`` and ``wish`` judge a row;
``status`` shows steps 1 and 2, ``steps`` 3 and 4, whose card is made by ``editor``; ``mappings`` changes what there is,
``preview`` shows what would be posted; ``searches`` answers the type-aheads.
"""

from bot.features.setup import mappings, preview, searches, status, steps
from bot.router import Router

router = Router.merged((status.router, steps.router, mappings.router, preview.router, searches.router))
