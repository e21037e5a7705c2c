"""*Setup*: an admin sets up, in Teams and in four steps, which channel is told what each morning.

Every press is judged anew: who presses, and whether channel, units, time and zone exist. The draft rides in the
card; nothing is kept before *Finish*.

Modules: ``access`` says who may; ``options`` asks Teams for teams and channels and Personio for units; ``wizard`` shows
the four steps, ``editor`` makes the card of the last one and judges its row; ``subscriptions`` changes what there is,
``preview`` shows what would be posted; ``search`` answers the type-aheads.
"""

from bot.features.setup import preview, search, subscriptions, wizard
from bot.services.router import Router

router = Router.merged((wizard.router, subscriptions.router, preview.router, search.router))
