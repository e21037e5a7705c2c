"""The JSON that Teams gets."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import to_json


def json_body(body: dict[str, Any]) -> bytes:
    """Return a body as JSON, with nothing between its parts."""
    try:
        return to_json(body)  # a third of json's time, for every card that is posted or answered with
    except ValueError:  # half of a surrogate pair, in what a client sent us: JSON can say it, UTF-8 cannot
        return json.dumps(body, separators=(",", ":")).encode()
