"""Reading a request for an absence from somebody's own words, in seven languages.

It fills in a form and never files; what is unclear is pointed out, for the person to look at.
"""

from bot.core.nlu.absence_types import TypeName
from bot.core.nlu.parser import ParsedSentence, asks, parse_request, read_days

UNCLEAR = (
    "free_text.two_readings",
    "free_text.which_days",
    "free_text.loose_days",
    "free_text.past",
    "free_text.no_day",
    "free_text.no_end",
    "free_text.which_type",
    "free_text.which_half",
    "free_text.hours",
    "form.too_far",
)
"""Every message key that :attr:`ParsedSentence.unclear` may hold."""

__all__ = ["UNCLEAR", "ParsedSentence", "TypeName", "asks", "parse_request", "read_days"]
