"""Activities as a fuzzer sends them: valid ones, broken in every way JSON, HTTP and Teams allow.

Rule: a seed decides everything; the same number gives the same bytes.
"""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

Json = dict[str, Any]
Slot = tuple[Any, Any]  # a container and the key or index in it

VERBS = (
    "help.show", "request.open", "request.review", "request.edit", "request.file", "request.cancel", "request.refresh",
    "language.open", "language.choose", "request.approve", "REQUEST.FILE", "", "__class__", "request.file\u0000",
)  # fmt: skip
KEYS = ("person_id", "object_id", "employee_id", "tenant_id", "email", "__proto__", "msteams", "verb", "draft", "")
NUMBERS = {
    "@1e400@": "1e400",
    "@-1e400@": "-1e400",
    "@nan@": "NaN",
    "@inf@": "-Infinity",
    "@long@": "9" * 4_000,
    "@-0@": "-0.0",
}
STRINGS = (
    "", " ", "\u0000", "a\u0000b", "\x1b[31m\x07\x08", "\ud800", "\u202etxet\u202c", "\ufeff", "\u2028", "x" * 40_000,
    "🙂" * 3_000, "%00%0a../..", "../../v3/conversations", "'; DROP TABLE request; --", "<at>Personio</at>", "&#0;&lt;b&gt;",
    "[x](javascript:alert(1))", "{{1+1}}${x}%s%n{0}", "null", "true", "9999-99-99", "2026-02-30", "-2026-01-01", "٢٠٢٦-١٢-٠١",
    "25:61", "24:00:00", "away:5001", "Infinity", "00000000-0000-0000-0000-000000000000", "http://127.0.0.1:1/", "msteams",
)  # fmt: skip


@dataclass(frozen=True)
class Delivery:
    """One request: its body and headers, and where they say so, how it was broken."""

    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


def junk(chance: random.Random) -> Any:
    """Return any JSON value that nobody asked for; numbers that Python cannot write stand as markers."""
    deep: Any = chance.choice(["x", 1, None])
    for _ in range(chance.choice([1, 5, 60, 400])):
        deep = [deep] if chance.random() < 0.5 else {"a": deep}
    values = (
        None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 1.5, [], {}, [None], {"": None}, [{}] * 50, deep,
        {f"k{n}": n for n in range(200)}, chance.choice(STRINGS), chance.choice(STRINGS), chance.choice(list(NUMBERS)),
    )  # fmt: skip
    return copy.deepcopy(chance.choice(values))


def slots(value: Any) -> Iterator[Slot]:
    """Yield every place in a JSON value that can be changed."""
    entries = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    for key, inner in entries:
        yield value, key
        yield from slots(inner)


class Mutator:
    """Breaks activities. ``people``: (Teams id, object id, name) of those whose names are taken in vain."""

    def __init__(self, seed: int, activities: Sequence[Json], people: Sequence[tuple[str, str, str]]) -> None:
        self._chance = random.Random(seed)
        self._activities, self._people = activities, people
        self._number = 0

    def __iter__(self) -> Iterator[Delivery]:
        while True:
            yield self._next()

    def _next(self) -> Delivery:
        chance = self._chance
        self._number += 1
        activity = copy.deepcopy(chance.choice(self._activities))
        activity["id"] = f"f:{self._number}"
        if chance.random() < 0.7:
            self._freshen(activity)
        for _ in range(chance.choice([0, 1, 1, 1, 2, 2, 3, 6])):
            self._break(activity)
        text = json.dumps(activity, ensure_ascii=chance.random() < 0.9 or "\\ud8" in json.dumps(activity))
        for marker, number in NUMBERS.items():
            text = text.replace(f'"{marker}"', number)
        body = text.encode()
        return self._break_bytes(body) if chance.random() < 0.12 else Delivery(body)

    def _freshen(self, activity: Json) -> None:
        """Give a request an id and days of its own, so that it is not merely an old one repeated."""
        fresh = str(UUID(int=self._chance.getrandbits(128), version=4))
        first = date(2027, 1, 4) + timedelta(days=self._chance.randrange(600))
        days = {
            "first_day": first.isoformat(),
            "last_day": (first + timedelta(days=self._chance.randrange(3))).isoformat(),
        }
        for container, key in list(slots(activity)):
            if key == "request_id":
                container[key] = fresh
            elif key in days:
                container[key] = days[key]

    def _break(self, activity: Json) -> None:
        places = list(slots(activity))
        if not places:
            return
        # Deep places are many; the data of a card deserves more than its share.
        inner = [p for p in places if isinstance(p[0], dict) and {"verb", "request_id", "type_id"} & p[0].keys()]
        container, key = self._chance.choice(inner if inner and self._chance.random() < 0.5 else places)
        kinds: tuple[Callable[[Any, Any], None], ...] = (
            self._replace, self._replace, self._drop, self._nest, self._swap, self._rename, self._twist, self._add,
        )  # fmt: skip
        kind = self._chance.random()
        if kind < 0.1:
            self._reverb(activity)
        elif kind < 0.2:
            self._disguise(activity)
        else:
            self._chance.choice(kinds)(container, key)

    def _replace(self, container: Any, key: Any) -> None:
        container[key] = junk(self._chance)

    def _drop(self, container: Any, key: Any) -> None:
        del container[key]

    def _nest(self, container: Any, key: Any) -> None:
        value = container[key]
        container[key] = self._chance.choice([[value], {"value": value}, [value, value], {str(key): value}])

    def _swap(self, container: Any, key: Any) -> None:
        other = self._chance.choice(list(container if isinstance(container, dict) else range(len(container))))
        container[key], container[other] = container[other], container[key]

    def _rename(self, container: Any, key: Any) -> None:
        if isinstance(container, dict):
            container[self._chance.choice([key.upper(), f"{key} ", *KEYS])] = container.pop(key)

    def _twist(self, container: Any, key: Any) -> None:
        text = container[key] if isinstance(container[key], str) else json.dumps(container[key])
        cut = self._chance.randrange(len(text) + 1)
        twisted = (
            text[:cut],
            text.upper(),
            text + "\n",
            text[:cut] + self._chance.choice(STRINGS) + text[cut:],
            text * 9,
        )
        container[key] = self._chance.choice(twisted)

    def _add(self, container: Any, key: Any) -> None:
        if isinstance(container, dict):
            container[self._chance.choice(KEYS)] = junk(self._chance)
        else:
            container.extend([container[key]] * self._chance.choice([1, 100]))

    def _reverb(self, activity: Json) -> None:
        for container, key in list(slots(activity)):
            if key == "verb":
                container[key] = self._chance.choice(VERBS)

    def _disguise(self, activity: Json) -> None:
        """Take somebody else's id, object id or name; rarely all of them, which is what they really would send."""
        teams_id, object_id, name = self._chance.choice(self._people)
        forged = {"id": teams_id, "aadObjectId": object_id, "name": name}
        taken = self._chance.choice([("name",), ("id",), ("aadObjectId",), ("id", "aadObjectId", "name")])
        if isinstance(activity.get("from"), dict):
            activity["from"] |= {key: forged[key] for key in taken}

    def _break_bytes(self, body: bytes) -> Delivery:
        chance, cut = self._chance, self._chance.randrange(len(body))
        octets = {
            "Content-Type": chance.choice(
                ["text/plain", "application/octet-stream", "application/json; charset=utf-16"]
            )
        }
        return chance.choice(
            [
                Delivery(body[:cut]),
                Delivery(body[:cut] + b"\xff\xfe\xc0\x80" + body[cut:]),
                Delivery(b"\xef\xbb\xbf" + body),
                Delivery(body.decode().encode("utf-16")),
                Delivery(b""),
                Delivery(b"[" + body + b"]"),
                Delivery(
                    chance.choice([b"null", b"1", b'"x"', b"[]", b"{}", b"NaN", b'{"type":"invoke"}', b"[" * 50_000])
                ),
                Delivery(re.sub(rb'"type":', b'"type":"event","type":', body, count=1)),
                Delivery(re.sub(rb'"aadObjectId":', b'"aadObjectId":"x","aadObjectId":', body, count=1)),
                Delivery(body[:-1] + b',"pad":"' + b"x" * 300_000 + b'"}'),
                Delivery(body[:-1] + b',"pad":' + b'{"a":' * 3_000 + b"1" + b"}" * 3_000 + b"}"),
                Delivery(body, octets),
                Delivery(body, {"Content-Encoding": chance.choice(["gzip", "deflate", "br", "x"])}),
                Delivery(body, {"Authorization": chance.choice(["Bearer x", "Basic Og==", "Bearer " + "e" * 6_000])}),
            ]
        )
