"""Personio for Microsoft Teams: the bot.

Two doors lead in: people through :mod:`bot.teams`, time through :mod:`bot.worker`. Both lead to
:mod:`bot.features`. See the map in README.md.
"""
