"""The same card for every message, on stock botbuilder 4.17.1 and its own HTTP entry point.

Rule: only what the SDK's documentation shows; no workaround, because the workarounds are what is being measured.
"""

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from aiohttp import web
from botbuilder.core import CardFactory, MessageFactory, TurnContext
from botbuilder.core.teams import TeamsActivityHandler
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import AdaptiveCardInvokeResponse

CARD: dict[str, Any] = json.loads((Path(__file__).parent.parent / "card.json").read_text(encoding="utf-8"))


class Echo(TeamsActivityHandler):  # type: ignore[misc]  # the SDK has no types
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(MessageFactory.attachment(CardFactory.adaptive_card(CARD)))

    async def on_adaptive_card_invoke(self, turn_context: TurnContext, invoke_value: Any) -> AdaptiveCardInvokeResponse:  # noqa: ARG002  # the SDK's signature
        return AdaptiveCardInvokeResponse(status_code=200, type="application/vnd.microsoft.card.adaptive", value=CARD)


# Without an app id the SDK takes activities without a token and sends without one.
ADAPTER = CloudAdapter(ConfigurationBotFrameworkAuthentication(SimpleNamespace(APP_ID="", APP_PASSWORD="")))
BOT = Echo()


async def messages(request: web.Request) -> web.StreamResponse:
    answer: web.StreamResponse = await ADAPTER.process(request, BOT)
    return answer


if __name__ == "__main__":
    app = web.Application()
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
