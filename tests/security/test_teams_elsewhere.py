"""A connector that sends us elsewhere does not get our token there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.messaging import SendError
from bot.teams.config import TeamsConfig
from bot.teams.connector import Outbound, Timeouts
from tests.support.connector import Answer, Connector


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_of_teams_is_not_followed(status):
    outbound = Outbound(TeamsConfig(), lambda: datetime.now(UTC), patience=Timeouts(first_wait=0.0))
    async with Connector() as here, Connector() as elsewhere:
        here.answers.append(Answer(status, headers={"Location": elsewhere.url}))
        with pytest.raises(SendError):
            await outbound.call("POST", here.url, "v3", "conversations", tenant_id="tenant", body={}, repeat=False)
        assert len(here.calls) == 1
        assert elsewhere.calls == []
    await outbound.close()
