from __future__ import annotations

import inspect
import re
from pathlib import Path

import personio_client
from personio_client import PersonioClient

ROOM = Path(personio_client.__file__).parent
README = (ROOM / "README.md").read_text(encoding="utf-8")
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOM.glob("*.py")))
ROWS = re.findall(r"^\| (GET|POST|PATCH|DELETE) \| `(/v[12]/[^`]+)` \| (.+?) \|$", README, re.MULTILINE)


def test_the_public_names_are_these() -> None:
    assert personio_client.__all__ == sorted(personio_client.__all__)
    assert set(personio_client.__all__) == {
        *(
            "PersonioClient",
            "parse_webhook",
            "is_from_personio",
            "AbsencePeriod",
            "AbsenceType",
            "Attribute",
            "Balance",
        ),
        *("DayAmount", "HolidayCalendar", "NewAbsence", "Person", "TimeOffType", "Unit", "Webhook", "WebhookEvent"),
        *("WorkSchedule", "PersonioError", "Unavailable", "RateLimited", "NotAllowed", "BadCredentials", "NotFound"),
        *("Refused", "Conflict", "AbsenceConflict", "Substituting", "SubstituteInvalid", "Unprocessable"),
        *(
            "SubstituteRequired",
            "SubstituteNotAllowed",
            "BadAnswer",
            "DayPart",
            "Holiday",
            "holiday_range",
            "Exchange",
            "Observe",
            "limit_pauses",
            "pause_limit_left",
        ),
    }
    assert all(hasattr(personio_client, name) for name in personio_client.__all__)


def test_every_method_is_in_the_table_and_every_row_is_a_method() -> None:
    methods = {
        name for name, _ in inspect.getmembers(PersonioClient, inspect.iscoroutinefunction) if not name.startswith("_")
    } - {"aclose"}
    assert {ours.strip("`") for _, _, ours in ROWS} - {"by itself"} == methods


def test_every_endpoint_is_in_the_table_and_every_row_is_an_endpoint() -> None:
    called = set(re.findall(r'"(/v[12]/[a-z0-9{}/-]+)"', SOURCE))
    prefixes = {
        "/v2/absence",
        "/v1/company/employees/{id}/absences",
        "/v1/company/time-off",
    }  # of the rights, not endpoints
    assert {path for _, path, _ in ROWS} == called - prefixes


def test_the_example_compiles_and_uses_what_there_is() -> None:
    example = README.split("```python\n")[1].split("```")[0]
    compile(example, "README.md", "exec")
    assert len([line for line in example.splitlines() if line.strip()]) <= 25
    for name in re.findall(r"personio\.(\w+)\(", example):
        assert hasattr(PersonioClient, name)


def test_every_method_says_what_it_does() -> None:
    for name, method in inspect.getmembers(PersonioClient, inspect.isfunction):
        assert name.startswith("_") or method.__doc__, name
