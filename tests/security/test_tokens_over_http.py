"""The bot with an app id, as on the internet: a right token comes in, nothing else does."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from sandbox.demo import TENANT
from tests.support.attacker import DAYS, Json, MessageEndpoint, Open, message_endpoint_of, watched
from tests.support.connector import Connector
from tests.support.issuer import APP_ID, Issuer
from tests.support.stage import Stage

pytestmark = pytest.mark.timeout(60)

HOUR = 3600
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = "https://smba.trafficmanager.net/emea/"


@dataclass
class Guarded:
    """A bot with an app id, its Teams, and who signs the tokens."""

    stage: Stage
    issuer: Issuer
    http_endpoint: MessageEndpoint

    @property
    def service_url(self) -> str:
        return self.stage.demo.teams.service_url

    def activity(self, **changes: Any) -> Json:
        """Return a press on *Help*: its answer comes with the response, so nothing has to be sent."""
        envelope = self.stage.demo.teams.envelope("invoke", self.stage.user)
        press = {"action": {"type": "Action.Execute", "verb": "help.show", "data": {}}, "trigger": "manual"}
        return envelope | {"name": "adaptiveCard/action", "value": press} | changes

    async def post(self, authorization: str | None, activity: Json | None = None) -> tuple[int, Any]:
        headers = {} if authorization is None else {"Authorization": authorization}
        return await self.http_endpoint.post(activity or self.activity(), headers)


@pytest.fixture
async def guarded(open_stage: Open) -> AsyncIterator[Guarded]:
    async with Issuer() as issuer, Connector() as connector:
        stage = await open_stage(
            app_id=APP_ID,
            app_password="a secret",
            tenant_id=TENANT,
            openid_metadata=issuer.metadata_url,
            service_hosts=("127.0.0.1",),
            token_url=connector.token_url,
        )
        stage.demo.teams.people.authorization = lambda activity: issuer.bearer(activity["serviceUrl"])
        stage.demo.teams.gate.token = lambda token: token == "ours"
        async with message_endpoint_of(stage.bot.url) as http_endpoint:
            yield Guarded(stage, issuer, http_endpoint)


async def test_a_request_is_filed_with_tokens_both_ways(guarded: Guarded) -> None:
    await guarded.stage.review(DAYS)
    await guarded.stage.press("Aanvragen")
    assert len(guarded.stage.absences()) == 1
    assert {call.status for call in guarded.stage.demo.teams.calls} <= {200, 201}
    assert guarded.issuer.fetches == 1


async def test_a_right_token_is_let_in(guarded: Guarded) -> None:
    status, body = await guarded.post(guarded.issuer.bearer(guarded.service_url))
    assert status == 200
    assert body["value"]["type"] == "AdaptiveCard"
    at_teams = guarded.activity(serviceUrl=PUBLIC)
    assert (await guarded.post(guarded.issuer.bearer(PUBLIC), at_teams))[0] == 200


def _unsigned(guarded: Guarded, header: Json) -> str:
    claims = guarded.issuer.token(guarded.service_url).split(".")[1]
    return f"{_b64(json.dumps(header).encode())}.{claims}."


def _hmac_with_public_key(guarded: Guarded) -> str:
    """Forge the classic confusion: the public key, which everybody has, taken for a shared secret."""
    claims = guarded.issuer.token(guarded.service_url).split(".")[1]
    signed = f"{_b64(json.dumps({'alg': 'HS256', 'kid': guarded.issuer.key_id}).encode())}.{claims}"
    return f"{signed}.{_b64(hmac.digest(guarded.issuer.public_pem, signed.encode(), hashlib.sha256))}"


def _changed_claims(guarded: Guarded) -> str:
    head, claims, signature = guarded.issuer.token(guarded.service_url).split(".")
    decoded = json.loads(base64.urlsafe_b64decode(claims + "=="))
    return f"{head}.{_b64(json.dumps(decoded | {'exp': decoded['exp'] + 1}).encode())}.{signature}"


def _own_key_in_the_header(guarded: Guarded) -> str:
    jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(STRANGER.public_key()))
    payload = jwt.decode(guarded.issuer.token(guarded.service_url), options={"verify_signature": False})
    header = {"kid": guarded.issuer.key_id, "jwk": jwk, "jku": "http://127.0.0.1:1/keys", "x5u": "http://127.0.0.1:1/"}
    return jwt.encode(payload, STRANGER, "RS256", headers=header)


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _made(**changes: Any) -> Callable[[Guarded], str]:
    return lambda guarded: guarded.issuer.token(guarded.service_url, **changes)


def _at(**seconds: int) -> Callable[[Guarded], str]:
    return _made(**{name: int(time.time()) + offset for name, offset in seconds.items()})


FORGED: dict[str, Callable[[Guarded], str]] = {
    "alg none": lambda g: _unsigned(g, {"alg": "none", "kid": g.issuer.key_id}),
    "alg None": lambda g: _unsigned(g, {"alg": "None", "kid": g.issuer.key_id}),
    "no alg": lambda g: _unsigned(g, {"kid": g.issuer.key_id}),
    "HS256 with the public key": _hmac_with_public_key,
    "changed claims": _changed_claims,
    "key in the header": _own_key_in_the_header,
    "wrong key": _made(key=STRANGER),
    "wrong key algorithm": _made(alg="RS512"),
    "wrong audience": _made(aud="00000000-0000-0000-0000-000000000001"),
    "a list of audiences": _made(aud=[APP_ID, "another"]),
    "wrong issuer": _made(iss="https://sts.windows.net/tenant/"),
    "issuer as a prefix": _made(iss="https://api.botframework.com.example.org"),
    "another service URL": _made(serviceurl="https://smba.trafficmanager.net/amer/"),
    "service URL with a suffix": lambda g: g.issuer.token(g.service_url + "x"),
    "service URL that is no text": _made(serviceurl={"a": 1}),
    "no exp": _made(exp=None),
    "no aud": _made(aud=None),
    "no iss": _made(iss=None),
    "no serviceurl": _made(serviceurl=None),
    "expired": _at(exp=-HOUR),
    "not yet valid": _at(nbf=HOUR),
    "endless": _made(exp=float("inf")),
    "exp that is no number": _made(exp=True),
    "unknown key id": _made(key_id="unknown"),
    "key id of another kind": _made(key_id="odd"),
    "garbage": lambda _: "a.b.c",
    "not three parts": lambda _: "e" * 500,
    "endless garbage": lambda _: "e" * 7_000,
}


async def test_a_forged_token_is_refused_without_a_reason(guarded: Guarded) -> None:
    with watched() as trouble:
        for name, forge in FORGED.items():
            assert await guarded.post(f"Bearer {forge(guarded)}") == (401, None), name
        assert trouble.found() == []


async def test_no_token_is_refused(guarded: Guarded) -> None:
    for header in (None, "", "Bearer", "Bearer ", "Basic Og==", "bearer\ttoken", "Negotiate abc"):
        assert await guarded.post(header) == (401, None), header


async def test_a_token_in_the_wrong_place_is_none(guarded: Guarded) -> None:
    token = guarded.issuer.token(guarded.service_url)
    assert await guarded.post(f"Basic {token}") == (401, None)
    assert (await guarded.http_endpoint.post(guarded.activity(token=token), {"X-Authorization": f"Bearer {token}"}))[
        0
    ] == 401


NOT_OURS = (
    "http://127.0.0.1:1.example.org/", "https://smba.trafficmanager.net.example.org/", "https://example.org/",
    "https://evil-smba.trafficmanager.net.attacker.example/", "http://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net@example.org/", "https://example.org/?smba.trafficmanager.net", "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]/", "http://0.0.0.0/", "", None, 7, {},
)  # fmt: skip


async def test_a_right_token_for_a_service_url_that_is_not_ours_is_refused(guarded: Guarded) -> None:
    for url in NOT_OURS:
        token = guarded.issuer.bearer(guarded.service_url, serviceurl="" if url is None else url)
        assert (await guarded.post(token, guarded.activity(serviceUrl=url)))[0] in {401, 403}, url


async def test_a_foreign_tenant_is_refused(guarded: Guarded) -> None:
    for tenant in ("00000000-0000-0000-0000-000000000009", "", None, [], {"id": TENANT}):
        activity = guarded.activity()
        activity["channelData"] = {"tenant": {"id": tenant}}
        activity["conversation"] |= {"tenantId": tenant}
        assert (await guarded.post(guarded.issuer.bearer(guarded.service_url), activity))[0] == 403, tenant


async def test_a_registration_for_many_tenants_still_serves_none_that_was_not_allowed(open_stage: Open) -> None:
    """Who administers a tenant of their own gives themselves any e-mail address, also one of our employees."""
    async with Issuer() as issuer:
        try:
            stage = await open_stage(
                app_id=APP_ID, app_type="MultiTenant", openid_metadata=issuer.metadata_url, service_hosts=("127.0.0.1",)
            )
        except ValueError:
            return  # not starting is a right answer, too
        async with message_endpoint_of(stage.bot.url) as http_endpoint:
            guarded = Guarded(stage, issuer, http_endpoint)
            foreign = guarded.activity(channelData={"tenant": {"id": "00000000-0000-0000-0000-000000000009"}})
            assert (await guarded.post(issuer.bearer(guarded.service_url), foreign))[0] in {401, 403}


async def test_another_channel_than_teams_is_refused(guarded: Guarded) -> None:
    for channel in ("webchat", "directline", "emulator", "", None):
        activity = guarded.activity(channelId=channel)
        assert (await guarded.post(guarded.issuer.bearer(guarded.service_url), activity))[0] == 401
    guarded.issuer.endorsements = ["webchat"]
    guarded.issuer.rotate()
    assert (await guarded.post(guarded.issuer.bearer(guarded.service_url)))[0] == 401


async def test_many_made_up_key_ids_cause_few_fetches(guarded: Guarded) -> None:
    tokens = [guarded.issuer.token(guarded.service_url, key=STRANGER, key_id=f"made-up-{n}") for n in range(60)]
    answers = await asyncio.gather(*(guarded.post(f"Bearer {token}") for token in tokens))
    assert {status for status, _ in answers} == {401}
    assert guarded.issuer.fetches <= 4
    assert (await guarded.post(guarded.issuer.bearer(guarded.service_url)))[0] == 200


async def test_while_the_key_server_is_down_nobody_new_comes_in(guarded: Guarded) -> None:
    guarded.issuer.down = True
    with watched() as trouble:
        assert await guarded.post(guarded.issuer.bearer(guarded.service_url)) == (401, None)
        guarded.issuer.down = False
        assert (await guarded.post(guarded.issuer.bearer(guarded.service_url)))[0] == 200
        assert trouble.found() == []


async def test_whoever_knew_a_key_still_comes_in_while_the_key_server_is_down(guarded: Guarded) -> None:
    assert (await guarded.post(guarded.issuer.bearer(guarded.service_url)))[0] == 200
    guarded.issuer.down = True
    assert (await guarded.post(guarded.issuer.bearer(guarded.service_url)))[0] == 200
    assert (await guarded.post(f"Bearer {_made(key=STRANGER)(guarded)}"))[0] == 401


async def test_refused_activities_leave_no_trace_in_teams_personio_or_database(guarded: Guarded) -> None:
    teams, message = guarded.stage.demo.teams, guarded.stage.demo.teams.envelope("message", guarded.stage.user)
    for forge in (_made(key=STRANGER), _made(aud="x"), _at(exp=-HOUR)):
        await guarded.post(f"Bearer {forge(guarded)}", message | {"text": "afwezigheid aanvragen"})
    assert teams.calls == []
    store = guarded.stage.bot.services.store
    assert await store.accounts.find(TENANT, guarded.stage.user.object_id) is None
