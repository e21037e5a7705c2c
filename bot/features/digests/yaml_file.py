"""Subscriptions as a YAML file: text to subscriptions and back.

A wrong file changes nothing, and all that is wrong with it is told, a sentence each. Scalars stay as they were typed:
``NO`` is a country, not false, and ``10:30`` is a time, not 630.
"""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import time
from typing import Annotated, Any, Literal, get_args

import yaml  # type: ignore[import-untyped]  # ships no types
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.core.holiday_regions import region
from bot.core.schedule import time_zones
from bot.core.subscriptions import WORKDAYS, Subscription, UnitRef, Weekday
from cards.digest_topics import USUAL_TOPICS, TopicName
from cards.i18n import LANGUAGES

MAX_TEXT = 1_000_000  # characters
_MOST_NODES = 100_000  # aliases can make a short text endless
_DEEPEST = 10
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class UnreadableYaml(Exception):
    """The text is no YAML of ours; one sentence, with the line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the list: its keys and values, and the line it begins on."""

    line: int
    values: Any


def entries(text: str) -> list[Entry]:
    """Return the items of a YAML list. Raises Unreadable."""
    if len(text) > MAX_TEXT:
        raise UnreadableYaml(f"The file is longer than {MAX_TEXT:,} characters.")
    try:
        root = _composed(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableYaml(f"Line {mark.line + 1 if mark else 1} is not YAML: {error.problem}.") from error
    except yaml.YAMLError as error:  # characters that YAML forbids
        raise UnreadableYaml(f"The file is not YAML: {str(error).splitlines()[0]}.") from error
    except RecursionError as error:
        raise UnreadableYaml("The file is nested too deeply.") from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise UnreadableYaml("The file must be a list of subscriptions: each one begins with a dash.")
    reader = _Reader()
    return [Entry(node.start_mark.line + 1, reader.value(node, 0)) for node in root.value]


def _composed(text: str) -> Any:
    """Return the root node, None of an empty text. Raises YAMLError.

    libyaml, where the package was built with it, is ten times as fast; PyYAML's own parser names the right line.
    """
    if fast := getattr(yaml, "CSafeLoader", None):
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=fast)
    return yaml.compose(text, Loader=yaml.SafeLoader)


class _Reader:
    """Turns nodes into values, and counts them."""

    def __init__(self) -> None:
        self._seen = 0

    def value(self, node: Any, depth: int) -> Any:
        line = node.start_mark.line + 1
        self._seen += 1
        if self._seen > _MOST_NODES or depth > _DEEPEST:
            raise UnreadableYaml(f"Line {line} is nested too deeply, or repeats too much.")
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, depth + 1) for item in node.value]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        if node.style is None and node.value in _NULLS:  # quoted, it is a text
            return None
        return str(node.value)

    def _mapping(self, node: Any, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            if name in found:
                raise UnreadableYaml(f"Line {key.start_mark.line + 1} says {name} a second time.")
            found[name] = self.value(value, depth + 1)
        return found


_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_PLAIN = {  # what pydantic calls it -> what an operator reads
    "missing": "is missing",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "list_type": "must be a list",
    "tuple_type": "must be a list",
    "string_type": "must be a text",
    "string_too_long": "is too long",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "model_type": "must have keys and values",
    "model_attributes_type": "must have keys and values",
}


class WrongFile(Exception):
    """The file cannot be taken; ``problems`` are sentences, one for each thing to mend."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def _time(value: Any) -> time:
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError('must be a time such as "09:00"')
    return time(int(match[1]), int(match[2]))


def _zone(value: str) -> str:
    if value not in time_zones():
        raise ValueError("must be a time zone such as Europe/Amsterdam")
    return value


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
    return value


def _holidays(value: str | None) -> str | None:
    if value is None:
        return None
    country, _, state = value.upper().partition("-")
    if not region(country, state or None).known:
        raise ValueError("must be a country, or a country and its region, such as NL or DE-BY")
    return value.upper()


def _once(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _lower(value: Any) -> Any:
    return [item.casefold() if isinstance(item, str) else item for item in value] if isinstance(value, list) else value


Text = Annotated[str, Field(min_length=1, max_length=500)]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,64}$")]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class _Unit(_Record):
    kind: Literal["department", "team", "office"]
    name: Text | None = None
    id: Text | None = None

    @property
    def named(self) -> bool:
        return bool(self.name or self.id)


def _units(units: list[_Unit]) -> list[_Unit]:
    if not all(unit.named for unit in units):
        raise ValueError("each need a name or an id")
    return units


class _Entry(_Record):
    """One subscription as written. Field by field the admin's words: ``events`` are our topics."""

    id: Id | None = None
    tenant_id: Text | None = None
    team_id: Text
    channel_id: Text
    service_url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = None
    language: Annotated[str, AfterValidator(_language)] = "en"
    time: Annotated[Any, BeforeValidator(_time)] = time(9)
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    events: Annotated[tuple[TopicName, ...], BeforeValidator(_lower), AfterValidator(_once)] = USUAL_TOPICS
    units: Annotated[list[_Unit], AfterValidator(_units)] = Field(default_factory=list)
    show_absence_type: bool = False
    days: Annotated[tuple[Weekday, ...], BeforeValidator(_lower), AfterValidator(_once), Field(min_length=1)] = WORKDAYS
    holidays: Annotated[str | None, AfterValidator(_holidays)] = None
    empty: Literal["skip", "post"] = "skip"
    weekly_outlook: bool = False
    paused: Literal["admin", "channel_gone", "bot_removed", "not_allowed"] | None = None


def read_yaml(
    text: str, *, tenant_id: str, only_tenant: bool = False, may_serve: Callable[[str], bool] | None = None
) -> list[Subscription]:
    """Return what the file asks for; ``tenant_id`` is of those that name none. Raises WrongFile.

    ``only_tenant``: another tenant is refused. ``may_serve`` says whether the bot may call a service URL; without it
    each may be kept.
    """
    try:
        found = entries(text)
    except UnreadableYaml as error:
        raise WrongFile([str(error)]) from error
    problems: list[str] = []
    subscriptions: dict[str, Subscription] = {}
    for number, entry in enumerate(found, 1):
        where = f"Entry {number} (line {entry.line})"
        try:
            written = _entry(entry)
        except ValidationError as error:
            problems += [f"{where}: {_sentence(each)}" for each in error.errors(include_url=False)]
            continue
        except TypeError as error:
            problems.append(f"{where}: {error}")
            continue
        foreign = list(_foreign(written, tenant_id if only_tenant else None, may_serve))
        problems += [f"{where}: {sentence}" for sentence in foreign]
        subscription = _subscription(written, tenant_id, subscriptions)
        if subscription.id in subscriptions:
            problems.append(f"{where}: id {subscription.id} is taken by an entry above.")
        subscriptions[subscription.id] = subscription
    if problems:
        raise WrongFile(problems)
    return list(subscriptions.values())


def _entry(entry: Entry) -> _Entry:
    if not isinstance(entry.values, dict):
        raise TypeError("it must have keys and values, such as team_id: ...")
    # A key without a value is as good as none.
    return _Entry.model_validate({key: value for key, value in entry.values.items() if value is not None})


def _foreign(written: _Entry, tenant_id: str | None, may_serve: Callable[[str], bool] | None) -> Iterator[str]:
    """Say what in an entry the bot could never use."""
    if tenant_id and written.tenant_id and written.tenant_id.casefold() != tenant_id.casefold():
        yield "tenant_id is not the tenant of this bot (MicrosoftAppTenantId); leave it out."
    if may_serve and written.service_url and not may_serve(written.service_url):
        yield "service_url is no address of Teams that this bot may call; leave it out, or see TEAMS_SERVICE_HOSTS."


def _subscription(written: _Entry, tenant_id: str, taken: dict[str, Subscription]) -> Subscription:
    return Subscription(
        id=written.id or _new_id(written, taken),
        tenant_id=_tenant(written.tenant_id, tenant_id),
        team_id=written.team_id,
        channel_id=written.channel_id,
        service_url=written.service_url,
        language=written.language,
        time=written.time,
        timezone=written.timezone,
        topics=written.events,
        units=tuple(UnitRef(unit.kind, unit.name, unit.id) for unit in written.units),
        show_absence_type=written.show_absence_type,
        days=tuple(day for day in get_args(Weekday) if day in written.days),
        holidays=written.holidays,
        empty=written.empty,
        weekly_outlook=written.weekly_outlook,
        paused=written.paused,
    )


def _tenant(written: str | None, ours: str) -> str:
    """Return the tenant of an entry, spelled as in the settings where it is the same."""
    return ours if written is None or written.casefold() == ours.casefold() else written


def _new_id(written: _Entry, taken: dict[str, Subscription]) -> str:
    """Return an id that the same entry gets again: of team, channel and time, counted where they repeat."""
    where = f"{written.team_id}\n{written.channel_id}\n{written.time:%H:%M}"
    stem = hashlib.sha256(where.encode()).hexdigest()[:12]
    return next(name for n in range(1, len(taken) + 2) if (name := f"{stem}-{n}" if n > 1 else stem) not in taken)


def _sentence(error: Any) -> str:
    """Say in words what pydantic found."""
    path = [part for part in error["loc"] if not isinstance(part, int)]
    key = ".".join(map(str, path)) or "the entry"
    if error["loc"] and isinstance(error["loc"][-1], int):
        key = f"{key}, item {error['loc'][-1] + 1},"
    expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(path[-1]), [*_Entry.model_fields, *_Unit.model_fields], n=1)
        return f"{key} is not a known key{f'; is it {near[0]}' if near else ''}."
    if error["type"] == "value_error":
        return f"{key} {error['ctx']['error']}."
    if error["type"] == "literal_error":
        return f"{key} must be {expected}."
    return f"{key} {_PLAIN.get(error['type'], 'cannot be read')}."


def write(subscriptions: Sequence[Subscription], *, tenant_id: str) -> str:
    """Return the subscriptions as the YAML of a file that can be imported.

    A subscription's tenant is only named where it is not ``tenant_id``.
    """
    return str(
        yaml.safe_dump([_written(each, tenant_id) for each in subscriptions], sort_keys=False, allow_unicode=True)
    )


def _written(each: Subscription, tenant_id: str) -> dict[str, Any]:
    units = [{k: v for k, v in (("kind", u.kind), ("name", u.name), ("id", u.id)) if v} for u in each.units]
    values = {
        "id": each.id,
        "tenant_id": each.tenant_id if each.tenant_id != tenant_id else None,
        "team_id": each.team_id,
        "channel_id": each.channel_id,
        "service_url": each.service_url,
        "language": each.language,
        "time": f"{each.time:%H:%M}",
        "timezone": each.timezone,
        "events": list(each.topics),
        "units": units,
        "show_absence_type": each.show_absence_type,
        "days": list(each.days),
        "holidays": each.holidays,
        "empty": each.empty,
        "weekly_outlook": each.weekly_outlook or None,
        "paused": each.paused,
    }
    return {key: value for key, value in values.items() if value is not None}
