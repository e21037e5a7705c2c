"""A scripted Personio: canned answers per call, and a record of what was asked.

Rule: the scripts are the vendor's own examples (samples/) or variations of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from personio_client import PersonioClient

SAMPLES = Path(__file__).parents[1] / "unit" / "personio_client" / "samples"
SECRET = "s3cr3t-of-the-credential"
Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


class Script:
    """Answers calls by method and path, in order; the last answer of a call stays."""

    def __init__(self) -> None:
        self.requests: list[httpx.Request] = []
        self.tokens = 0
        self._answers: dict[str, list[Answer]] = {}

    def on(self, call: str, *answers: Answer | dict | list | int) -> None:
        """Script ``"GET /v2/absence-types"``: a JSON body (200), a bare status, a response, an error to raise."""
        self._answers[call] = [self._answer(answer) for answer in answers]

    def asked(self, call: str) -> list[httpx.Request]:
        return [request for request in self.requests if f"{request.method} {request.url.path}" == call]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        call = f"{request.method} {request.url.path}"
        if call in self._answers:
            answers = self._answers[call]
            answer = answers.pop(0) if len(answers) > 1 else answers[0]
            if isinstance(answer, Exception):
                raise answer
            return (
                answer(request)
                if callable(answer)
                else httpx.Response(answer.status_code, headers=answer.headers, content=answer.content)
            )
        if call == "POST /v2/auth/token":
            self.tokens += 1
            return httpx.Response(200, json={"access_token": f"papi-{self.tokens}", "expires_in": 86400})
        return httpx.Response(404, json={"errors": [{"title": "Not Found"}]})

    def _answer(self, answer: Any) -> Answer:
        if isinstance(answer, dict | list):
            return httpx.Response(200, json=answer)
        return httpx.Response(answer) if isinstance(answer, int) else answer


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def client_of(script: Script) -> Callable[..., PersonioClient]:
    def make(**options: Any) -> PersonioClient:
        options = {"wait_scale": 0, "transport": httpx.MockTransport(script), **options}
        return PersonioClient("client-id", SECRET, **options)

    return make


@pytest.fixture
def client(client_of: Callable[..., PersonioClient]) -> PersonioClient:
    return client_of()


@pytest.fixture
def sample() -> Callable[[str], Any]:
    return lambda name: json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def secret() -> Iterator[str]:
    return SECRET
