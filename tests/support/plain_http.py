"""A client for plain HTTP with this machine."""

from __future__ import annotations

from typing import Any

import httpx


def plain_http(**options: Any) -> httpx.AsyncClient:
    """Return a client without certificate authorities: to read the usual hundred takes longer than most tests."""
    return httpx.AsyncClient(verify=False, **options)
