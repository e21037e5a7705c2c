"""Import and export of subscriptions as a file.

All of a file is imported, or nothing. A subscription whose schedule did not change keeps the time at which it is due,
so that an import just after nine does not lose the update of nine.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.services.digests import changed_next_at
from bot.store.subscriptions import SubscriptionRepository


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, in numbers."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0


async def import_yaml(
    subscriptions: SubscriptionRepository,
    text: str,
    *,
    tenant_id: str,
    now: datetime,
    replace: bool = False,
    only_tenant: bool = False,
    may_serve: Callable[[str], bool] | None = None,
) -> ImportResult:
    """Keep what the file asks for; with ``replace``, forget what it does not name. Raises WrongFile.

    ``only_tenant`` and ``may_serve``: see :func:`bot.features.digests.yaml_file.read_yaml`.
    """
    from bot.features.digests.yaml_file import read_yaml  # lazy: a bot that serves needs no YAML (1 MB)

    wanted = read_yaml(text, tenant_id=tenant_id, only_tenant=only_tenant, may_serve=may_serve)
    known = {each.id: each for each in await subscriptions.all()}
    changed = [each for each in wanted if each.id in known and known[each.id] != each]
    added = [each for each in wanted if each.id not in known]
    gone = known.keys() - {each.id for each in wanted} if replace else set()
    due = [(each, changed_next_at(each, known.get(each.id), now=now)) for each in (*added, *changed)]
    if due or gone:
        await subscriptions.replace(due, delete=sorted(gone))
    return ImportResult(len(added), len(changed), len(wanted) - len(added) - len(changed), len(gone))


async def export_yaml(subscriptions: SubscriptionRepository, *, tenant_id: str) -> str:
    """Return the file that :func:`import_yaml` reads back."""
    from bot.features.digests.yaml_file import write  # lazy: see import_yaml

    return write(await subscriptions.all(), tenant_id=tenant_id)
