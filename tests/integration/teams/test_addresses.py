"""Which addresses get our token, and how ids become part of them."""

from __future__ import annotations

import pytest

from bot.core.addresses import address, may_fetch, may_serve, segment
from bot.core.messaging import SendError
from bot.teams.config import SERVICE_HOSTS


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://SMBA.trafficmanager.net/emea/11111111-2222/",
        "https://smba.infra.gcc.teams.microsoft.com",
        "https://directline.botframework.com/",
    ],
)
def test_teams_itself_is_served(url: str) -> None:
    assert may_serve(url, local=False, hosts=SERVICE_HOSTS)
    assert not may_serve(url, local=True, hosts=SERVICE_HOSTS)


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/",
        "https://evilsmba.trafficmanager.net/",
        "https://evil.smba.trafficmanager.net/",
        "https://a.b.smba.trafficmanager.net/emea/",
        "https://eviltteams.microsoft.com/",
        "https://evilbotframework.com/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://evil.example/?smba.trafficmanager.net",
        "https://evil.example#.smba.trafficmanager.net",
        "https://smba.trafficmanager.net /",
        "https://smba.trafficmanager.net./",
        "https://smba.trafficmanager.net\n.evil.example/",
        "file:///etc/passwd",
        "//smba.trafficmanager.net/",
        "",
        None,
        7,
        ["https://smba.trafficmanager.net/"],
        "https://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
    ],
)
def test_nobody_else_is(url: object) -> None:
    assert not may_serve(url, local=False, hosts=SERVICE_HOSTS)


@pytest.mark.parametrize(
    ("listed", "host", "served"),
    [
        ("teams.example.us", "teams.example.us", True),
        ("Teams.Example.US", "teams.example.us", True),
        ("teams.example.us", "evil.teams.example.us", False),
        (".teams.example.us", "teams.example.us", True),
        (".teams.example.us", "emea.teams.example.us", True),
        (".teams.example.us", "evilteams.example.us", False),
    ],
)
def test_subdomains_count_only_where_a_dot_is_in_front(listed: str, host: str, served: bool) -> None:
    assert may_serve(f"https://{host}/path/", local=False, hosts=(listed,)) is served


@pytest.mark.parametrize(
    ("url", "served"),
    [
        ("http://127.0.0.1:3979/emea/", True),
        ("http://127.9.9.9/", True),
        ("http://[::1]:80/", True),
        ("http://localhost:1/", True),
        ("http://127.0.0.1.evil.example/", False),
        ("http://0.0.0.0/", False),
        ("http://10.0.0.1/", False),
        ("http://127.1/", False),
        ("http://user@localhost/", False),
    ],
)
def test_local_mode_serves_this_machine_only(url: str, served: bool) -> None:
    assert may_serve(url, local=True, hosts=()) is served


def test_keys_come_over_https_or_from_this_machine() -> None:
    assert may_fetch("https://login.botframework.com/v1/.well-known/openidconfiguration")
    assert may_fetch("http://127.0.0.1:8080/keys")
    assert not may_fetch("http://login.botframework.com/")
    assert not may_fetch("file:///keys")


def test_an_id_is_one_segment_and_the_service_url_stays_verbatim() -> None:
    path = address(
        "https://smba.trafficmanager.net/emea/", "conversations", segment("19:a@b/c;messageid=1"), "activities"
    )
    assert path == "https://smba.trafficmanager.net/emea/v3/conversations/19%3Aa%40b%2Fc%3Bmessageid%3D1/activities"


@pytest.mark.parametrize("identifier", ["", ".", "..", "\ud800"])
def test_an_id_that_would_leave_its_place_is_refused(identifier: str) -> None:
    with pytest.raises(SendError):
        segment(identifier)
