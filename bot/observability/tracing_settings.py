"""Which of OpenTelemetry's own variables say something that its libraries cannot use.

A variable is named and its value never shown, since headers hold tokens. What the bot reads itself is the
address of the collector; the libraries read the rest by themselves.
https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

ENDPOINT: Final = "OTEL_EXPORTER_OTLP_ENDPOINT"
_PAIR: Final = re.compile(r"[^=,\s]+\s*=[^,]*")
_SAMPLERS: Final = {
    f"{parent}{name}" for parent in ("", "parentbased_") for name in ("always_on", "always_off", "traceidratio")
}


def tracing_faults(endpoint: str | None, variables: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Return (variable, what is wrong) for each fault of the tracing settings.

    Without an endpoint there are no traces, so only a misplaced one is reported.
    """
    if not endpoint:
        if variables.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"):
            yield "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", f"has no effect: the bot reads {ENDPOINT}"
        return
    if not _is_address(endpoint):
        yield ENDPOINT, "is no address that begins with http:// or https://"
    for name, value in sorted(variables.items()):
        if name.startswith("OTEL_") and value.strip() and (why := _why(name, value.strip())):
            yield name, why


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises where it is none
        host = (parts.hostname or "").encode("idna")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(host) and text.isprintable() and " " not in text


def _why(name: str, value: str) -> str | None:
    """Return what is wrong with one of the other variables, None where nothing is known to be."""
    for pattern, is_right, what in _RULES:
        if pattern.fullmatch(name):
            return None if is_right(value) else what
    return None


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", text))


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _is_whole(least: int) -> Callable[[str], bool]:
    return lambda text: bool(re.fullmatch("[0-9]{1,18}", text)) and int(text) >= least


def _are_pairs(text: str) -> bool:
    return all(_PAIR.fullmatch(each.strip()) for each in text.split(",") if each.strip())


_EXPORTER: Final = r"OTEL_EXPORTER_OTLP_(?:TRACES_)?"
_RULES: Final[tuple[tuple[re.Pattern[str], Callable[[str], bool], str], ...]] = tuple(
    (re.compile(pattern), is_right, what)
    for pattern, is_right, what in (
        (r"OTEL_BSP_\w+", _is_whole(1), "must be a whole number from 1 upwards"),
        (r"OTEL_\w*_LIMIT", _is_whole(0), "must be a whole number from 0 upwards"),
        (rf"{_EXPORTER}HEADERS|OTEL_RESOURCE_ATTRIBUTES", _are_pairs, "must be name=value, with commas in between"),
        (rf"{_EXPORTER}TIMEOUT", lambda text: _is_number(text) and float(text) > 0, "must be a number above 0"),
        (
            rf"{_EXPORTER}COMPRESSION",
            lambda text: text.lower() in {"none", "gzip", "deflate"},
            "must be none, gzip or deflate",
        ),
        (
            rf"{_EXPORTER}PROTOCOL",
            lambda text: text == "http/protobuf",
            "must be http/protobuf, the only one that the bot speaks",
        ),
        (rf"{_EXPORTER}(?:CERTIFICATE|CLIENT_KEY|CLIENT_CERTIFICATE)", _is_file, "names no file"),
        (
            "OTEL_TRACES_SAMPLER",
            lambda text: text.lower() in _SAMPLERS,
            f"must be one of {', '.join(sorted(_SAMPLERS))}",
        ),
        (
            "OTEL_TRACES_SAMPLER_ARG",
            lambda text: _is_number(text) and float(text) <= 1,
            "must be a number from 0 to 1",
        ),
    )
)
