"""A stand-in for Microsoft Teams: the connector the bot posts to, and a chat page that looks like Teams.

It knows the platform, never the product; what it says on the wire is what Teams says.
"""

from __future__ import annotations

from sandbox.teams.card_inputs import Unsendable
from sandbox.teams.conversations import Message
from sandbox.teams.people import Answer
from sandbox.teams.server import TeamsSandbox
from sandbox.teams.world import Channel, Command, Group, Team, User, World

__all__ = ["Answer", "Channel", "Command", "Group", "Message", "Team", "TeamsSandbox", "Unsendable", "User", "World"]
