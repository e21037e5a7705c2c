from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personio_client import BadAnswer, WebhookEvent, is_from_personio, parse_webhook


@pytest.mark.parametrize("key", ["absence_period", "absence-period"])
def test_both_spellings_of_the_payload_are_read(sample, key: str) -> None:
    delivery = sample("webhook_delivery")
    delivery["payload"] = {key: delivery["payload"]["absence_period"]}
    assert parse_webhook(json.dumps(delivery).encode()) == WebhookEvent(
        name="absence-period.created",
        absence_id="7d0c9b1e-0000-4000-8000-000000000010",
        company_id="42",
        occurred_at=dt.datetime(2026, 11, 22, 9, 15, 1, tzinfo=dt.UTC),
    )


def test_an_event_we_do_not_know_is_an_event() -> None:
    event = parse_webhook(b'{"event_name": "person.updated", "payload": {"person": {"id": 5005}}}')
    assert (event.name, event.person_id, event.absence_id) == ("person.updated", "5005", None)
    assert parse_webhook(b'{"event_name": "moon.landed"}').name == "moon.landed"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b"[" * 9999,
        b'{"event_name": ""}',
        b'{"event_name": "absence-period.created"}',
        b'{"event_name": "absence-period.created", "payload": {"absence_period": {"id": "../persons"}}}',
        b'{"event_name": "absence-period.created", "payload": {"absence_period": "x"}}',
    ],
)
def test_anything_else_is_a_bad_answer(body: bytes) -> None:
    with pytest.raises(BadAnswer):
        parse_webhook(body)


@given(st.binary(max_size=50) | st.from_regex(rb'\{"event_name": "[a-z.-]*", "payload": .*\}', fullmatch=True))
def test_garbage_is_read_or_refused_but_breaks_nothing(body: bytes) -> None:
    try:
        parse_webhook(body)
    except BadAnswer:
        return


def test_a_delivery_is_personios_if_it_brings_our_token() -> None:
    assert is_from_personio("tökén", "tökén")
    assert not is_from_personio("other", "token")
    assert not is_from_personio(None, "token")
    assert not is_from_personio(None, "")
    assert not is_from_personio("", "")
