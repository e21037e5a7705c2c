"""Attacks on the token, the service URL and the tenant: all of them get 401 or 403, and nothing else."""

from __future__ import annotations

import asyncio
import base64
import json
import math
import time
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.teams import TeamsConfig
from tests.support.connector import Connector
from tests.support.issuer import APP_ID, ISSUER, Issuer
from tests.support.teams_bot import PUBLIC, TENANT, BrowserBot


async def status(built: BrowserBot, token: str, **changes: Any) -> int:
    return (await built.post(built.activity(**changes), headers={"Authorization": f"Bearer {token}"}))[0]


def unsigned(issuer: Issuer, service_url: str, header: dict[str, Any]) -> str:
    """Return the right claims under another header."""
    claims = issuer.token(service_url).split(".")[1]
    return f"{base64.urlsafe_b64encode(json.dumps(header).encode()).rstrip(b'=').decode()}.{claims}."


def hmac_signed(issuer: Issuer, service_url: str) -> str:
    """Sign with the public key as if it were a shared secret, which PyJWT itself refuses to do."""
    import hashlib
    import hmac

    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    head = part(json.dumps({"alg": "HS256", "typ": "JWT", "kid": issuer.key_id}).encode())
    signed = f"{head}.{issuer.token(service_url).split('.')[1]}"
    return f"{signed}.{part(hmac.new(issuer.public_pem, signed.encode(), hashlib.sha256).digest())}"


def resigned(issuer: Issuer, service_url: str, claim: str, value: Any, json_value: str | None = None) -> str:
    """Return a token signed over claims that PyJWT itself would not write."""
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": APP_ID, "nbf": now - 60, "exp": now + 3600, "serviceurl": service_url, claim: value}
    text = json.dumps(claims)
    if json_value is not None:
        text = text.replace(json.dumps(value), json_value)

    def part(value: bytes) -> str:
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()

    head = part(json.dumps({"alg": "RS256", "typ": "JWT", "kid": issuer.key_id}).encode())
    signed = f"{head}.{part(text.encode())}"
    return f"{signed}.{part(issuer.key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


async def test_a_right_token_comes_in(secured: BrowserBot) -> None:
    assert await secured.post() == (200, None)
    assert len(secured.events) == 1


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer \u00e9", "Bearer " + "a" * 20_000]
)
async def test_without_a_token_nobody_comes_in(secured: BrowserBot, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header}
    try:
        answer = await secured.post(headers=headers)
    except Exception as failure:  # the server's own limit on a header line
        assert "400" in str(failure)  # noqa: PT017
        return
    assert answer[0] in {400, 401}
    assert answer[1] is None
    assert secured.events == []


@pytest.mark.parametrize("token", ["garbage", "a.b.c", "..", "e30.e30.e30", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA"])
async def test_garbage_is_401_and_not_500(secured: BrowserBot, token: str) -> None:
    """Defect 5: the stock validator answers 500 to it."""
    assert await status(secured, token) == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-app"},
        {"aud": None},
        {"aud": ["00000000-0000-0000-0000-00000000b0b0", "another-app"]},
        {"exp": None},
        {"exp": "never"},
        {"exp": True},
        {"serviceurl": None},
        {"serviceurl": "https://smba.trafficmanager.net/other/"},
        {"serviceurl": 7},
        {"exp": time.time() - 3600},
        {"nbf": time.time() + 3600},
        {"nbf": "soon"},
        {"key_id": "nobody-knows"},
        {"key": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
        {"alg": "RS512"},
    ],
    ids="-".join,
)
async def test_a_wrong_token_is_401_without_details(secured: BrowserBot, wrong: dict[str, Any]) -> None:
    assert secured.issuer
    header = secured.issuer.bearer(secured.service_url, **wrong)
    assert await secured.post(headers={"Authorization": header}) == (401, None)
    assert secured.events == []


UNUSABLE = st.one_of(
    st.integers(min_value=10**13) | st.integers(max_value=-1),
    st.sampled_from([10**400, -(10**400), 1e308, math.inf, -math.inf, math.nan, -0.5]),
    st.text(max_size=5) | st.booleans() | st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=1),
)


@pytest.mark.parametrize("claim", ["exp", "nbf", "iat"])
def test_a_time_that_is_none_is_401_whatever_it_is(claim: str) -> None:
    with asyncio.Runner() as runner:
        issuer, connector = Issuer(), Connector()
        for server in (issuer, connector):
            runner.run(server.__aenter__())
        config = TeamsConfig(
            app_id=APP_ID, app_password="x", tenant_id=TENANT, openid_metadata=issuer.metadata_url,
            service_hosts=("127.0.0.1",), token_url=connector.token_url,
        )  # fmt: skip
        built = BrowserBot(config, service_url=connector.url, issuer=issuer)
        runner.run(built.__aenter__())

        @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(UNUSABLE)
        @example(10**400)
        def fuzz(value: Any) -> None:
            token = issuer.token(connector.url, **{claim: value})
            assert runner.run(status(built, token)) == 401

        try:
            fuzz()
            assert runner.run(status(built, issuer.token(connector.url, iat=int(time.time())))) == 200
        finally:
            for server in (built, connector, issuer):
                runner.run(server.__aexit__())


@pytest.mark.parametrize("claim", ["aud", "iss", "serviceurl", "nbf", "exp", "iat"])
@pytest.mark.parametrize("value", [10**400, math.inf, [1], {"a": 1}], ids=["huge", "inf", "list", "dict"])
async def test_a_claim_of_another_type_is_401(secured: BrowserBot, issuer: Issuer, claim: str, value: Any) -> None:
    assert await status(secured, resigned(issuer, secured.service_url, claim, value)) == 401


async def test_a_number_too_long_to_read_is_401(secured: BrowserBot, issuer: Issuer) -> None:
    assert await status(secured, resigned(issuer, secured.service_url, "exp", "LONG", json_value="9" * 5000)) == 401


async def test_tokens_of_another_cloud_s_issuer_come_in_where_it_is_set(connector: Connector, issuer: Issuer) -> None:
    config = TeamsConfig(
        app_id=APP_ID, app_password="x", tenant_id=TENANT, openid_metadata=issuer.metadata_url,
        token_issuer="https://api.botframework.us", service_hosts=("127.0.0.1",), token_url=connector.token_url,
    )  # fmt: skip
    async with BrowserBot(config, service_url=connector.url, issuer=issuer) as built:
        assert await status(built, issuer.token(connector.url, iss="https://api.botframework.us")) == 200
        assert await status(built, issuer.token(connector.url)) == 401  # the public cloud's is nobody here


async def test_unsigned_and_public_key_signed_tokens_are_refused(secured: BrowserBot, issuer: Issuer) -> None:
    url = secured.service_url
    assert await status(secured, unsigned(issuer, url, {"alg": "none", "kid": issuer.key_id})) == 401
    assert await status(secured, unsigned(issuer, url, {"alg": "RS256", "kid": issuer.key_id})) == 401
    assert await status(secured, unsigned(issuer, url, {"alg": "RS256"})) == 401
    assert await status(secured, unsigned(issuer, url, {"alg": ["RS256"], "kid": {"a": 1}})) == 401
    assert await status(secured, hmac_signed(issuer, url)) == 401
    assert await status(secured, jwt.encode({"aud": "x"}, "secret" * 8, algorithm="HS256")) == 401


async def test_ten_seconds_after_its_end_a_token_is_still_good(secured: BrowserBot, issuer: Issuer) -> None:
    assert await status(secured, issuer.token(secured.service_url, exp=time.time() - 10)) == 200


async def test_a_remembered_token_expires_too(secured: BrowserBot, issuer: Issuer) -> None:
    token = issuer.token(secured.service_url)
    assert await status(secured, token) == 200
    secured.ahead = timedelta(hours=2)
    assert await status(secured, token) == 401


async def test_a_remembered_token_does_not_vouch_for_another_activity(secured: BrowserBot, issuer: Issuer) -> None:
    token = issuer.token(secured.service_url)
    assert await status(secured, token) == 200
    assert await status(secured, token, serviceUrl=PUBLIC) == 401
    assert await status(secured, token, channelId="directline") == 401
    assert await status(secured, token, channelData={"tenant": {"id": "foreign"}}) == 403
    assert await status(secured, token, channelData={}, conversation={"id": "a:chat-1"}) == 403


@pytest.mark.parametrize(
    "url",
    ["https://evil.example/", "http://smba.trafficmanager.net/emea/", "https://smba.trafficmanager.net.evil.example/"],
)
async def test_a_signed_but_foreign_service_url_is_403(secured: BrowserBot, issuer: Issuer, url: str) -> None:
    assert await status(secured, issuer.token(url), serviceUrl=url) == 403


async def test_the_log_says_which_host_teams_itself_asked_for(
    secured: BrowserBot, built: BrowserBot, issuer: Issuer
) -> None:
    """What an operator in a sovereign cloud puts into TEAMS_SERVICE_HOSTS."""
    url = "https://smba.Example.cn/teams/tenant-id/"
    with capture_logs() as lines:
        assert await status(secured, issuer.token(url), serviceUrl=url) == 403
        assert (await built.post(built.activity(serviceUrl=url)))[0] == 403
    reasons = [line["reason"] for line in lines if line["event"] == "activity_refused"]
    assert reasons == ["service URL not allowed: smba.example.cn", "service URL not allowed"]


async def test_a_new_key_works_at_once(secured: BrowserBot, issuer: Issuer) -> None:
    """Defect 4: the stock validator knows no new key until its keys are a day old."""
    assert await status(secured, issuer.token(secured.service_url)) == 200
    issuer.rotate()
    assert await status(secured, issuer.token(secured.service_url)) == 200
    assert issuer.fetches == 2


async def test_a_new_key_works_two_hours_and_a_day_later(secured: BrowserBot, issuer: Issuer) -> None:
    """Defect 4."""
    for hours in (0, 2, 25):
        secured.ahead = timedelta(hours=hours)
        issuer.rotate()
        later = time.time() + hours * 3600
        assert await status(secured, issuer.token(secured.service_url, exp=later + 600, nbf=later)) == 200


async def test_many_unknown_keys_cause_few_fetches_and_harm_nobody(secured: BrowserBot, issuer: Issuer) -> None:
    for number in range(30):
        assert await status(secured, issuer.token(secured.service_url, key_id=f"made-up-{number}")) == 401
    assert issuer.fetches <= 4
    assert await status(secured, issuer.token(secured.service_url)) == 200


async def test_keys_are_kept_a_day(secured: BrowserBot, issuer: Issuer) -> None:
    for hours, fetches in ((0, 1), (23, 1), (25, 2)):
        secured.ahead = timedelta(hours=hours)
        later = time.time() + hours * 3600
        assert await status(secured, issuer.token(secured.service_url, exp=later + 600, nbf=later)) == 200
        assert issuer.fetches == fetches


async def test_while_the_key_server_is_down_nobody_comes_in_and_then_again(secured: BrowserBot, issuer: Issuer) -> None:
    issuer.down = True
    assert await status(secured, issuer.token(secured.service_url)) == 401
    issuer.down = False
    assert await status(secured, issuer.token(secured.service_url)) == 200


async def test_known_keys_serve_while_the_key_server_is_down(secured: BrowserBot, issuer: Issuer) -> None:
    assert await status(secured, issuer.token(secured.service_url)) == 200
    issuer.down = True
    secured.ahead = timedelta(hours=25)
    later = time.time() + 25 * 3600
    assert await status(secured, issuer.token(secured.service_url, exp=later + 600, nbf=later)) == 200


async def test_a_key_that_is_not_endorsed_for_teams_is_refused(secured: BrowserBot, issuer: Issuer) -> None:
    issuer.endorsements = ["directline"]
    assert await status(secured, issuer.token(secured.service_url)) == 401


async def test_a_key_without_endorsements_is_taken(secured: BrowserBot, issuer: Issuer) -> None:
    issuer.endorsements = None
    assert await status(secured, issuer.token(secured.service_url)) == 200


async def test_local_mode_takes_loopback_only_and_honours_the_tenant(built: BrowserBot) -> None:
    assert (await built.post())[0] == 200
    for url in (
        PUBLIC,
        "http://10.0.0.1/",
        "http://127.0.0.1.evil.example/",
        "http://localhost@evil.example/",
        None,
        7,
    ):
        assert (await built.post(built.activity(serviceUrl=url)))[0] == 403
    assert (await built.post(built.activity(channelData={"tenant": {"id": "foreign"}})))[0] == 403
    assert (await built.post(built.activity(channelData=None, conversation={"id": "a:1"})))[0] == 403
    assert len(built.events) == 1


async def test_with_an_app_id_loopback_is_served_only_where_it_is_listed(connector: Connector, issuer: Issuer) -> None:
    config = TeamsConfig(
        app_id=issuer.app_id,
        app_password="x",
        app_type="MultiTenant",
        tenant_id=TENANT,
        openid_metadata=issuer.metadata_url,
    )
    async with BrowserBot(config, service_url=connector.url, issuer=issuer) as built:
        assert (await built.post())[0] == 403


def test_a_registration_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="MicrosoftAppTenantId"):
        TeamsConfig(app_id="app")
    with pytest.raises(ValueError, match="app type"):
        TeamsConfig(app_type="Skill")
    assert "secret" not in repr(TeamsConfig(app_password="secret"))
