"""The daily update of a channel: who is away and when they are back, birthdays, anniversaries, new colleagues.

Rule: one card per subscription and local date, whatever happens; later facts edit it.

The rooms: ``tick`` claims what is due and finds what has changed; ``posting`` does the durable work with Teams,
``telling`` writes to the admin of an update that rests;
``preview`` tells what would be posted; ``reading`` and ``file`` (pure) turn YAML into subscriptions and back,
``configuration`` keeps them. Only an import or export loads YAML: who catches ``file.WrongFile`` imports it there.
"""

from bot.features.digests import posting, telling
from bot.features.digests.configuration import Taken, give_out, take_in
from bot.features.digests.posting import post_now
from bot.features.digests.preview import preview, preview_all
from bot.features.digests.tick import edits, run_due, tick
from bot.router import Router
from bot.updates import save

router = Router.merged((posting.router, telling.router))

__all__ = [
    "Taken",
    "edits",
    "give_out",
    "post_now",
    "preview",
    "preview_all",
    "router",
    "run_due",
    "save",
    "take_in",
    "tick",
]
