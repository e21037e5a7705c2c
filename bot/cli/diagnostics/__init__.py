"""What can be wrong before users notice: one file for each thing that is looked at.

A check asks and tells, each with the way out; it files nothing, posts nothing, shows no secret and no name of a
person. One broken thing hides no other.
"""

from bot.cli.diagnostics.finding import Finding, Level
from bot.cli.diagnostics.runner import PATIENCE, inspect

__all__ = ["PATIENCE", "Finding", "Level", "inspect"]
