"""What is kept: accounts, requests, subscriptions, posts, jobs, audit, substitute rules, in SQLite or PostgreSQL.

The database holds ids, dates and states; no copy of Personio's people.
"""

from bot.core.records import StoreError
from bot.store.audit import AuditEntry
from bot.store.forgetting import NO_PERSON
from bot.store.read_only import open_store_to_read
from bot.store.store import Store, open_store

__all__ = ["NO_PERSON", "AuditEntry", "Store", "StoreError", "open_store", "open_store_to_read"]
