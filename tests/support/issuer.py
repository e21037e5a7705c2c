"""A stand-in for the token issuer of the Bot Framework: metadata, keys and tokens, on loopback.

Rule: tokens are right unless a test says what is wrong with them.

    async with Issuer() as issuer:
        TeamsConfig(app_id=APP_ID, openid_metadata=issuer.metadata_url, ...)
        headers = {"Authorization": issuer.bearer(service_url=...)}
"""

from __future__ import annotations

import json
import time
from typing import Any

import jwt
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

APP_ID = "00000000-0000-0000-0000-00000000b0b0"
ISSUER = "https://api.botframework.com"


class Issuer:
    """Serves keys; ``fetches`` counts how often. ``down`` makes it answer 503. ``endorsements`` may be None."""

    def __init__(self, app_id: str = APP_ID) -> None:
        self.app_id = app_id
        self.fetches = 0
        self.down = False
        self.endorsements: list[str] | None = ["msteams"]
        self._number = 0
        self.rotate()
        app = web.Application()
        app.router.add_get("/v1/.well-known/openidconfiguration", self._metadata)
        app.router.add_get("/v1/.well-known/keys", self._keys)
        self._server = TestServer(app, host="127.0.0.1")

    async def __aenter__(self) -> Issuer:
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._server.close()

    @property
    def metadata_url(self) -> str:
        return str(self._server.make_url("/v1/.well-known/openidconfiguration"))

    @property
    def public_pem(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def rotate(self) -> None:
        """Sign with a new key from now on; the old one is no more."""
        self._number += 1
        self.key_id = f"key-{self._number}"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def token(
        self, service_url: str, *, key: Any = None, key_id: str | None = None, alg: str = "RS256", **claims: Any
    ) -> str:
        """Return a token for ``service_url``. ``claims`` replace the right ones; one that is None is left out."""
        now = int(time.time())
        right = {
            "iss": ISSUER,
            "aud": self.app_id,
            "nbf": now - 60,
            "exp": now + 3600,
            "serviceurl": service_url,
        }
        payload = {name: value for name, value in {**right, **claims}.items() if value is not None}
        return jwt.encode(payload, key or self.key, algorithm=alg, headers={"kid": key_id or self.key_id})

    def bearer(self, service_url: str, **changes: Any) -> str:
        """Return the Authorization header of such a token."""
        return f"Bearer {self.token(service_url, **changes)}"

    async def _metadata(self, request: web.Request) -> web.Response:
        self.fetches += 1
        if self.down:
            return web.Response(status=503, text="<html>down</html>")
        keys = str(self._server.make_url("/v1/.well-known/keys"))
        return web.json_response(
            {"issuer": ISSUER, "jwks_uri": keys, "id_token_signing_alg_values_supported": ["RS256"]}
        )

    async def _keys(self, request: web.Request) -> web.Response:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        entry = {**public, "kid": self.key_id, "use": "sig"}
        if self.endorsements is not None:
            entry["endorsements"] = self.endorsements
        return web.json_response({"keys": [entry, {"kty": "oct", "kid": "odd", "k": "AA"}, "nonsense"]})
