"""The daily update of a channel: who is away and when they are back, birthdays, anniversaries, new colleagues.

One card per subscription and local date, whatever happens; later facts edit it.

Modules: ``scheduler`` claims what is due and finds what has changed; ``posting`` does the durable work with Teams,
``telling`` writes to the admin of an update that rests;
``preview`` tells what would be posted; ``yaml_file`` (pure) turns YAML into subscriptions and back,
``configuration`` keeps them. Only an import or export loads YAML: who catches ``yaml_file.WrongFile`` imports it there.
"""

from bot.features.digests import posting, telling
from bot.features.digests.configuration import ImportResult, export_yaml, import_yaml
from bot.features.digests.posting import post_now
from bot.features.digests.preview import preview_all, preview_update
from bot.features.digests.scheduler import edits, run_due_jobs, tick
from bot.services.digests import store_subscription
from bot.services.router import Router

router = Router.merged((posting.router, telling.router))

__all__ = [
    "ImportResult",
    "edits",
    "export_yaml",
    "import_yaml",
    "post_now",
    "preview_all",
    "preview_update",
    "router",
    "run_due_jobs",
    "store_subscription",
    "tick",
]
