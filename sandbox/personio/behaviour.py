"""What nobody outside knows for sure about Personio's API, one switch each.

The first value of a switch is its default and what we believe; the product must work with every value.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Literal, Self, get_args, get_type_hints

EXAMPLES: dict[str, Any] = {"extra_status": "IN_REVIEW", "burst": 3}  # of switches that take any value


@dataclass(slots=True)
class Switches:
    """One field per open question, default first. ``extra_status`` stands in for PENDING; ``burst`` is per second."""

    end_write: Literal["inclusive", "exclusive"] = "inclusive"
    half_end_read: Literal["next_midnight", "same_day_noon", "same_day_midnight"] = "next_midnight"
    null_type: Literal["full_day", "reject_400"] = "full_day"
    substitute_shape: Literal["id", "other_400", "other_ignored"] = "id"
    substitute_read: Literal["hidden", "get", "get_and_list"] = "hidden"
    substitute_patch: Literal["ignored", "rejected_422", "accepted"] = "ignored"
    error_titles: Literal["documented", "generic"] = "documented"
    extra_status: str | None = None
    rejected_listed: Literal["hidden", "listed"] = "hidden"
    open_end_filter: Literal["excluded", "included"] = "excluded"
    date_filter: Literal["overlap", "literal"] = "overlap"
    birthday_global_id: Literal["date_of_birth", "null"] = "date_of_birth"
    v1_alive: Literal["all", "no_employees", "no_balance", "none"] = "all"
    v1_accepts_v2_token: Literal[True, False] = True
    missing_scope: Literal[403, 401] = 403
    delete_approved: Literal["removed", "deletion_pending"] = "removed"
    patch_reapproval: Literal["pending", "unchanged"] = "pending"
    patch_comment: Literal["applied", "ignored"] = "applied"
    breakdown_off_days: Literal["zero", "omitted"] = "zero"
    breakdown_pending: Literal["filled", "empty"] = "filled"
    skip_skips_substitute: Literal[True, False] = True
    webhook_key: Literal["underscore", "hyphen"] = "underscore"
    webhook_body: Literal["created_object", "full"] = "created_object"
    v1_limit_over: Literal["clamp", "400"] = "clamp"
    updated_since_paging: Literal["paged", "ignored"] = "paged"
    next_link: Literal["absolute", "relative"] = "absolute"
    ms: Literal["plain", "millis"] = "plain"
    filter_z: Literal["accepted", "400"] = "accepted"
    single_get: Literal["bare", "wrapped"] = "bare"
    token_echo: Literal["on", "off"] = "on"  # noqa: S105  # a switch, not a secret
    retry_after: Literal["absent", "present"] = "absent"
    burst: int | None = None
    end_read: Literal["exclusive", "inclusive"] = "exclusive"
    calendar_fields: Literal["names", "short", "calendar_name_only"] = "names"
    v1_values: Literal["documented", "as_seen"] = "documented"  # forms of values that public clients of v1 cope with
    v1_type_rules: Literal["absent", "present"] = "absent"
    hours_over_days: Literal["rejected_422", "accepted"] = "rejected_422"
    timestamps: Literal["sent", "omitted"] = "sent"  # created_at and updated_at of a period

    @classmethod
    def defaults(cls) -> Self:
        return cls()

    @classmethod
    def matrix(cls) -> tuple[Self, ...]:
        """Return one set of switches per value that is not a default."""
        return tuple(replace(cls(), **{name: value}) for name in cls.names() for value in cls.choices(name)[1:])

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(field.name for field in fields(cls))

    @classmethod
    def choices(cls, name: str) -> tuple[Any, ...]:
        """Return the values of a switch, default first; an example where any value is allowed."""
        if name in EXAMPLES:
            return (None, EXAMPLES[name])
        return get_args(get_type_hints(cls)[name])

    def changed(self, **values: object) -> Self:
        """Return a copy with other values; raises ValueError for an unknown switch or value."""
        for name, value in values.items():
            if name not in self.names():
                raise ValueError(f"no switch {name}")
            kind = {"extra_status": str, "burst": int}.get(name)
            free = kind is not None and (value is None or type(value) is kind)
            if not free and not any(value == choice and type(value) is type(choice) for choice in self.choices(name)):
                raise ValueError(f"{name} takes {self.choices(name)}, not {value!r}")
        return replace(self, **values)  # type: ignore[arg-type]  # checked above

    def __str__(self) -> str:
        """Name what differs from the defaults: readable test ids."""
        different = (f"{name}={getattr(self, name)}" for name in self.names() if getattr(self, name) != DEFAULT[name])
        return ",".join(different) or "defaults"


DEFAULT: dict[str, Any] = {field.name: field.default for field in fields(Switches)}
