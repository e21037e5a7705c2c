"""Whether Teams takes what the bot sends.

What the newest call says, kept until another one says otherwise; for the operator, so no word of a conversation.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from bot.core.messaging import Blocked, Gone, NotAllowed, SendError, TooLarge

log = structlog.get_logger(__name__)


class Standing:
    """Whether Teams or Entra accepts the bot's credential. ``refusal``: why not; None as long as it is accepted."""

    def __init__(self) -> None:
        self.refusal: str | None = None

    @contextmanager
    def noted(self) -> Iterator[None]:
        """Within this context, note whether a call shows that the credential is accepted or refused."""
        try:
            yield
        except SendError as error:
            self.failed(error)
            raise
        self.taken()

    def taken(self) -> None:
        if self.refusal is not None:
            log.info("teams.credential_taken")
        self.refusal = None

    def failed(self, error: SendError) -> None:
        """Note what a call's failure says about the credential: nothing, where there was no answer about it."""
        if isinstance(error, NotAllowed) and error.of_the_bot:
            if self.refusal is None:
                log.error("teams.credential_refused", code=error.code, status=error.status)
            self.refusal = str(error)[:100]
        elif isinstance(error, Blocked | Gone | TooLarge | NotAllowed):
            self.taken()
