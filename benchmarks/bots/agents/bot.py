"""The same card for every message and press, on the Microsoft 365 Agents SDK 1.9 (aiohttp hosting, no Teams extension).

Rule: what the SDK's documentation shows; the typing indicator and warnings are off, which only makes it faster.
"""

import json
import logging
import os
from pathlib import Path
from typing import Any

from aiohttp import web
from microsoft_agents.activity import Activity, AdaptiveCardInvokeResponse, Attachment  # type: ignore[import-not-found]  # lives in .benchenv/agents
from microsoft_agents.authentication.msal import MsalConnectionManager  # type: ignore[import-not-found]
from microsoft_agents.hosting.aiohttp import CloudAdapter, jwt_authorization_middleware, start_agent_process  # type: ignore[import-not-found]
from microsoft_agents.hosting.core import (  # type: ignore[import-not-found]
    AgentApplication,
    AgentAuthConfiguration,
    MemoryStorage,
    TurnContext,
    TurnState,
)

CARD: dict[str, Any] = json.loads((Path(__file__).parent.parent / "card.json").read_text(encoding="utf-8"))
CARD_TYPE = "application/vnd.microsoft.card.adaptive"

logging.getLogger("microsoft_agents").setLevel(logging.ERROR)  # warns of the missing app id at every turn

ANONYMOUS = AgentAuthConfiguration(anonymous_allowed=True)
CONNECTIONS = MsalConnectionManager(connections_configurations={"SERVICE_CONNECTION": ANONYMOUS})
ADAPTER = CloudAdapter(connection_manager=CONNECTIONS)
AGENT = AgentApplication[TurnState](storage=MemoryStorage(), connection_manager=CONNECTIONS, start_typing_timer=False)


@AGENT.activity("message")  # type: ignore[untyped-decorator]  # its types live in .benchenv
async def on_message(context: TurnContext, _state: TurnState) -> None:
    card = Attachment(content_type=CARD_TYPE, content=CARD)
    await context.send_activity(Activity(type="message", attachments=[card]))


@AGENT.adaptive_card.action_execute("echo")  # type: ignore[untyped-decorator]  # its types live in .benchenv
async def on_press(_context: TurnContext, _state: TurnState, _data: Any) -> AdaptiveCardInvokeResponse:
    return AdaptiveCardInvokeResponse(status_code=200, type=CARD_TYPE, value=CARD)


async def messages(request: web.Request) -> web.StreamResponse:
    answer: web.StreamResponse = await start_agent_process(request, AGENT, ADAPTER)
    return answer


if __name__ == "__main__":
    app = web.Application(middlewares=[jwt_authorization_middleware])
    app["agent_configuration"] = ANONYMOUS
    app.router.add_post("/api/messages", messages)
    web.run_app(app, host="127.0.0.1", port=int(os.environ["PORT"]), print=None)
