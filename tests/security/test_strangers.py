"""Who knocks too often without a token is told to wait; who that is, is not taken from what they say themselves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.core.throttle import FailedAuthThrottle
from bot.settings.settings import Settings


class Time:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_after_so_many_refusals_one_is_told_to_wait_and_for_how_long():
    time = Time()
    failed_auth = FailedAuthThrottle(now=time, often=6)
    assert [failed_auth.wait("203.0.113.9", []) for _ in range(8)] == [0] * 6 + [10, 10]
    time.now += 9.5
    assert failed_auth.wait("203.0.113.9", []) == 1
    time.now += 0.6
    assert [failed_auth.wait("203.0.113.9", []) for _ in range(2)] == [0, 10]
    time.now += 3600
    assert [failed_auth.wait("203.0.113.9", []) for _ in range(7)] == [0] * 6 + [10]


def test_one_address_uses_up_nothing_of_another():
    failed_auth = FailedAuthThrottle(now=Time(), often=1)
    assert failed_auth.wait("203.0.113.9", []) == 0
    assert failed_auth.wait("203.0.113.9", []) > 0
    assert failed_auth.wait("203.0.113.10", []) == 0


def test_all_addresses_of_one_ipv6_network_are_one_house():
    failed_auth = FailedAuthThrottle(now=Time(), often=1)
    assert failed_auth.wait("2001:db8:1:2::1", []) == 0
    assert failed_auth.wait("2001:db8:1:2:ffff::7", []) > 0
    assert failed_auth.wait("2001:db8:1:3::1", []) == 0


def test_however_many_addresses_knock_few_are_kept():
    failed_auth = FailedAuthThrottle(now=Time(), often=1, kept=100)
    for n in range(5_000):
        failed_auth.wait(f"10.0.{n // 256}.{n % 256}", [])
    assert len(failed_auth._left) == 100


@pytest.mark.parametrize(
    ("peer", "forwarded", "found"),
    [
        ("203.0.113.9", [], "203.0.113.9"),
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.9"),  # says so itself
        ("10.0.0.5", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.5", ["192.0.2.1, 198.51.100.1"], "198.51.100.1"),  # the rest is the stranger's own word
        ("10.0.0.5", ["192.0.2.1", "198.51.100.1"], "198.51.100.1"),
        ("10.0.0.5", ["198.51.100.1, 10.0.0.6"], "198.51.100.1"),  # two proxies in a row
        ("10.0.0.5", ["198.51.100.1:4711"], "198.51.100.1"),
        ("10.0.0.5", ["[2001:db8::1]:4711"], "2001:db8::1"),
        ("::ffff:10.0.0.5", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.5", ["unknown"], "10.0.0.5"),
        ("10.0.0.5", [""], "10.0.0.5"),
        ("10.0.0.5", [], "10.0.0.5"),
        (None, ["198.51.100.1"], "None"),
    ],
)
def test_the_header_is_believed_of_our_own_proxies_only(peer, forwarded, found):
    assert str(FailedAuthThrottle(["10.0.0.0/8"]).address(peer, forwarded)) == found


@given(st.lists(st.text(max_size=40), max_size=5), st.sampled_from(["10.0.0.5", "203.0.113.9", "", "x", None]))
def test_no_header_breaks_anything(forwarded, peer):
    failed_auth = FailedAuthThrottle(["10.0.0.0/8", "fd00::/8"])
    assert failed_auth.wait(peer, forwarded) == 0


@given(st.lists(st.text(alphabet="0123456789.,: ", max_size=30), max_size=5))
def test_who_is_no_proxy_of_ours_cannot_look_like_somebody_else(forwarded):
    assert str(FailedAuthThrottle(["10.0.0.0/8"]).address("203.0.113.9", forwarded)) == "203.0.113.9"


def test_a_setting_that_is_no_network_is_said_at_the_start():
    assert Settings(_env_file=None, trusted_proxies="10.0.0.0/8, fd00::/8, 192.0.2.7").trusted_proxies[2] == "192.0.2.7"
    with pytest.raises(ValidationError, match=r"for example 10\.0\.0\.0/8"):
        Settings(_env_file=None, trusted_proxies="our-proxy")
