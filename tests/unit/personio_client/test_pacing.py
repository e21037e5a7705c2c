from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from personio_client.rate_limit import Pacer

PERIODS = "/v2/absence-periods"


def headers(rate: int = 10, burst: int = 10, remaining: int = 10) -> dict[str, str]:
    return {
        "x-ratelimit-replenish-rate": str(rate),
        "x-ratelimit-burst-capacity": str(burst),
        "x-ratelimit-requested-tokens": "1",
        "x-ratelimit-remaining": str(remaining),
    }


def test_most_of_a_burst_goes_out_at_once_and_the_rest_at_a_little_below_the_rate() -> None:
    pacer = Pacer()
    waits = [pacer.reserve(PERIODS, 0.0) for _ in range(11)]
    assert waits[:8] == [0.0] * 8
    assert [round(wait, 3) for wait in waits[8:]] == [0.111, 0.222, 0.333]


def test_paths_have_buckets_of_their_own() -> None:
    pacer = Pacer()
    for _ in range(10):
        pacer.reserve(PERIODS, 0.0)
    assert pacer.reserve(PERIODS, 0.0) > 0
    assert pacer.reserve("/v2/absence-types", 0.0) == 0


def test_the_servers_figures_win() -> None:
    pacer = Pacer()
    pacer.reserve(PERIODS, 0.0)
    pacer.learn(PERIODS, headers(rate=2, burst=4, remaining=0), 200, 0.0)
    assert round(pacer.reserve(PERIODS, 0.0), 3) == round(1 / (2 * 0.9), 3)


def test_a_429_empties_the_bucket() -> None:
    pacer = Pacer()
    pacer.learn(PERIODS, {}, 429, 0.0)
    assert pacer.reserve(PERIODS, 0.0) > 0


def test_an_empty_bucket_fills_up_with_time_but_not_over_its_burst() -> None:
    pacer = Pacer()
    pacer.learn(PERIODS, {}, 429, 0.0)
    waits = [pacer.reserve(PERIODS, 1000.0) for _ in range(9)]
    assert waits[:8] == [0.0] * 8
    assert waits[8] > 0


def test_headers_that_are_no_figures_are_ignored() -> None:
    pacer = Pacer()
    for value in ("", "-1", "1e9", "nan", "²", "99999999999", "0"):
        pacer.learn(PERIODS, {"x-ratelimit-replenish-rate": value, "x-ratelimit-burst-capacity": value}, 200, 0.0)
    assert [pacer.reserve(PERIODS, 0.0) for _ in range(8)] == [0.0] * 8


def test_what_bunches_up_on_its_way_finds_tokens_all_the_same() -> None:
    """A tenth of a second of jitter, right after a burst: the worst moment."""
    pacer = Pacer()
    pacer.learn(PERIODS, headers(10, 10, 10), 200, 0.0)
    arrivals = [pacer.reserve(PERIODS, 0.0) + (0.1 if n % 2 else 0.0) for n in range(60)]
    tokens, at = 10.0, 0.0
    for arrival in sorted(arrivals):
        tokens = min(10.0, tokens + (arrival - at) * 10) - 1
        at = arrival
        assert tokens >= 0


@given(st.integers(1, 30), st.integers(1, 30), st.lists(st.floats(0, 0.5), min_size=1, max_size=120))
def test_a_token_bucket_of_the_servers_never_runs_dry(rate: int, burst: int, gaps: list[float]) -> None:
    pacer = Pacer()
    pacer.learn(PERIODS, headers(rate, burst, burst), 200, 0.0)
    tokens, at, now = float(burst), 0.0, 0.0
    for gap in gaps:
        now += gap
        sent = now + pacer.reserve(PERIODS, now)
        tokens = min(burst, tokens + (sent - at) * rate) - 1
        at = sent
        assert tokens >= -1e-6
