"""Microsoft Teams: activities in, messages out.

Rule: the fence. Nothing else imports botbuilder, and no type of it and no raw activity leaves this package.
"""

from bot.teams.config import SERVICE_HOSTS, TeamsConfig
from bot.teams.door import Teams
from bot.teams.outbound import Patience

__all__ = ["SERVICE_HOSTS", "Patience", "Teams", "TeamsConfig"]
