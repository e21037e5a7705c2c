"""Whether a message is a question: by its mark, or because its verb or a word that asks comes first; in every language.

*is Thijs ziek* is one as much as *is Thijs ziek?*; many write no mark in a chat.
"""

from __future__ import annotations

from typing import Final

from bot.core.filler_words import BEFORE_A_QUESTION, word_set
from bot.core.plain_words import bare_words

_ASKING: Final = word_set(
    "is zijn was waren wordt worden heeft hebben werkt werken komt komen blijft zit zitten zal zullen "
    "waar wanneer waarom wie hoe wat welke hoelang "
    "are were will does did has have isn aren won doesn hasn where when why who how what which s "
    "ist sind war waren hat haben arbeitet arbeiten kommt kommen bleibt bleiben wo wann warum wer wieso was "
    "est sont etait sera seront travaille travaillent ou quand pourquoi qui combien "
    "esta estan estara trabaja trabajan vuelve tiene tienen donde cuando quien cuanto "
    "c ci sta stanno lavora lavorano dove dov quando perche chi quanto "
    "estao trabalha trabalham onde porque quem"
)
_NOT_BARE: Final = ("è ", "é ")  # Italian and Portuguese for "is"; without its accent it is "and"


def is_asked(text: str) -> bool:
    """Tell whether a message is a question."""
    if "?" in text or text.lstrip(" ¿").casefold().startswith(_NOT_BARE):
        return True
    return next((word in _ASKING for word in bare_words(text).split() if word not in BEFORE_A_QUESTION), False)
