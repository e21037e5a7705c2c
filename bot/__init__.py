"""Personio for Microsoft Teams: the bot.

Activities come in through :mod:`bot.teams`, durable and scheduled work through :mod:`bot.worker`; both call the
handlers in :mod:`bot.features`. See docs/architecture.md.
"""
