"""Settings: environment, `.env` and mounted files, and the rules that they keep."""

from bot.settings.settings import Settings

__all__ = ["Settings"]
