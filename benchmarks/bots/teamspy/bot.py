"""The same card for every message and press, on Microsoft's Teams SDK for Python (teams.py) 2.1.

Rule: what the SDK's documentation shows; loopback only and without an access log, which only makes it faster.
"""

import asyncio
import json
import os
from pathlib import Path

import uvicorn  # type: ignore[import-not-found]  # lives in .benchenv/teamspy
from fastapi import FastAPI  # type: ignore[import-not-found]
from microsoft_teams.api import (
    AdaptiveCardActionCardResponse,
    AdaptiveCardInvokeActivity,
    AdaptiveCardInvokeResponse,
    MessageActivity,
)
from microsoft_teams.apps import ActivityContext, App, FastAPIAdapter
from microsoft_teams.cards import AdaptiveCard

PORT = int(os.environ["PORT"])
CARD = AdaptiveCard.model_validate(json.loads((Path(__file__).parent.parent / "card.json").read_text(encoding="utf-8")))


def serve(app: FastAPI) -> uvicorn.Server:
    return uvicorn.Server(uvicorn.Config(app=app, host="127.0.0.1", port=PORT, log_level="warning", access_log=False))


APP = App(
    dangerously_allow_unauthenticated_requests=True,  # its local mode
    http_server_adapter=FastAPIAdapter(server_factory=serve),
)


@APP.on_message  # type: ignore[untyped-decorator]  # its types live in .benchenv
async def on_message(context: ActivityContext[MessageActivity]) -> None:
    await context.send(CARD)


@APP.on_card_action_execute()  # type: ignore[untyped-decorator]  # its types live in .benchenv
async def on_press(_context: ActivityContext[AdaptiveCardInvokeActivity]) -> AdaptiveCardInvokeResponse:
    return AdaptiveCardActionCardResponse(value=CARD)


if __name__ == "__main__":
    asyncio.run(APP.start(PORT))
