"""What can be wrong before users notice: one file for each area that is checked.

A check reports what it finds, each with the way to mend it. It requests no absence, posts nothing, and shows no
secret and no person's name. One fault hides no other.
"""

from bot.cli.diagnostics.finding import Finding, Level
from bot.cli.diagnostics.runner import PATIENCE, inspect

__all__ = ["PATIENCE", "Finding", "Level", "inspect"]
