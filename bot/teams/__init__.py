"""Microsoft Teams: activities in, messages out.

Nothing else imports botbuilder, and no type of it and no raw activity leaves this package.
"""

from bot.teams.channel import Teams
from bot.teams.config import SERVICE_HOSTS, TeamsConfig
from bot.teams.connector import Timeouts
from bot.teams.endpoint import Endpoint

__all__ = ["SERVICE_HOSTS", "Endpoint", "Teams", "TeamsConfig", "Timeouts"]
