"""Every word and button a person sees: view + translator -> Adaptive Card.

A card function takes a view (plain data, made by a feature) and a translator, and returns a
:class:`Card`. Nothing here knows Personio, Teams' wire, the database or the time of day.
"""

from cards.card import Card

__all__ = ["Card"]
