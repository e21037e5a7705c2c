from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import personio_client
from personio_client import (
    BadAnswer,
    NotAllowed,
    PersonioError,
    RateLimited,
    Refused,
    SubstituteRequired,
    Unavailable,
    errors,
)
from personio_client.responses import Operation, error_of_response, payload, read_json

CASES = json.loads((Path(__file__).parent / "samples" / "errors.json").read_text(encoding="utf-8"))


def operation_of(case: dict) -> Operation:
    method, path = case["operation"].split()
    return Operation(method, path, write=method != "GET" and "auth" not in path)


def body_of(case: dict) -> bytes:
    body = case["body"]
    return b"" if body is None else body.encode() if isinstance(body, str) else json.dumps(body).encode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_every_known_answer_becomes_its_error(case: dict) -> None:
    with pytest.raises(PersonioError) as caught:
        payload(operation_of(case), case["status"], {}, body_of(case))
    assert type(caught.value) is getattr(personio_client, case["kind"])
    assert caught.value.status == case["status"]
    assert caught.value.operation == case["operation"]
    assert caught.value.definite


def test_an_error_tells_the_trace_id_and_keeps_the_detail_out_of_its_message() -> None:
    case = next(case for case in CASES if case["case"] == "substitute required")
    error = error_of_response(operation_of(case), 422, {}, body_of(case))
    assert isinstance(error, SubstituteRequired)
    assert error.trace_id == "6311d371-0000-0000-0000-000000000001"
    assert error.detail == "A substitute is required for this absence type."
    assert str(error) == (
        "POST /v2/absence-periods: 422 Substitute required (trace 6311d371-0000-0000-0000-000000000001)"
    )


@pytest.mark.parametrize(
    ("status", "definite"),
    [(500, False), (503, False), (408, False), (302, False), (400, True), (409, True), (429, True)],
)
def test_a_write_is_definite_unless_nobody_knows(status: int, definite: bool) -> None:
    error = error_of_response(Operation("POST", "/v2/absence-periods", write=True), status, {}, b"")
    assert error.definite is definite


def test_a_good_answer_to_a_write_that_is_no_json_is_not_definite() -> None:
    with pytest.raises(BadAnswer) as caught:
        payload(Operation("POST", "/v2/absence-periods", write=True), 201, {}, b"<html>")
    assert not caught.value.definite


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("0", None),
        ("86400", 300.0),
        ("9" * 400, 300.0),
        ("", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("-1", None),
        ("²", None),
    ],
)
def test_retry_after_is_seconds_or_unknown(header: str, seconds: float | None) -> None:
    error = error_of_response(Operation("GET", "/v2/persons"), 429, {"retry-after": header}, b"")
    assert isinstance(error, RateLimited)
    assert error.retry_after == seconds


@pytest.mark.parametrize(
    ("method", "path", "right"),
    [
        ("GET", "/v2/absence-periods/{id}", "personio:absences:read"),
        ("POST", "/v2/absence-periods", "personio:absences:write"),
        ("GET", "/v2/persons", "personio:persons:read"),
        ("GET", "/v1/company/employees", "employees:read"),
        ("GET", "/v1/company/employees/{id}/absences/balance", "absences:read"),
        ("GET", "/v2/workplaces", None),
    ],
)
def test_a_refusal_names_the_right_that_is_likely_missing(method: str, path: str, right: str | None) -> None:
    error = error_of_response(Operation(method, path, write=method == "POST"), 403, {}, b"{}")
    assert isinstance(error, NotAllowed)
    assert error.right == right


@given(
    st.integers(100, 999), st.binary(max_size=60) | st.sampled_from([b"[]", b'{"errors":[1,{"title":2}]}', b"[" * 9999])
)
def test_any_answer_is_json_or_one_of_our_errors(status: int, body: bytes) -> None:
    for operation in (Operation("GET", "/v2/persons"), Operation("POST", "/v2/auth/token")):
        try:
            payload(operation, status, {}, body)
        except PersonioError:
            continue


@pytest.mark.parametrize("body", [b"NaN", b'{"value": Infinity}', b"", b"\xff", b"1" * 9999, b"[" * 9999])
def test_what_is_no_json_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValueError, match="not JSON"):
        read_json(body)


def test_an_error_can_be_copied_whole() -> None:
    error = Unavailable("x", operation="GET /", status=503, definite=False)
    assert copy.copy(error).__dict__ == error.__dict__


def test_the_tree_in_the_docstring_and_in_the_readme_is_the_tree() -> None:
    readme = (Path(errors.__file__).parent / "README.md").read_text(encoding="utf-8")

    def drawn(kind: type[PersonioError], depth: int = 0) -> list[tuple[int, str]]:
        own = [sub for sub in kind.__subclasses__() if sub.__module__ == errors.__name__]  # the bot has more of its own
        return [(depth, kind.__name__), *(line for sub in own for line in drawn(sub, depth + 1))]

    def read(text: str) -> list[tuple[int, str]]:
        block = text[text.index("PersonioError\n") :].split("\n\n", 1)[0].split("```", 1)[0]
        lines = [line.removeprefix("        ") for line in block.splitlines() if line.strip()]
        names = [line.lstrip("│├└─ ") for line in lines]
        return [((len(line) - len(name)) // 4, name.split()[0]) for line, name in zip(lines, names, strict=True)]

    tree = drawn(PersonioError)
    assert read(PersonioError.__doc__.split("::\n\n")[1]) == tree
    assert read(readme) == tree


def test_the_tree_sorts_by_what_a_caller_can_do() -> None:
    assert {kind.__name__ for kind in PersonioError.__subclasses__()} == {
        "Unavailable",
        "RateLimited",
        "NotAllowed",
        "NotFound",
        "Refused",
        "BadAnswer",
    }
    assert issubclass(SubstituteRequired, Refused)
