"""Words of a question that do not change its answer; a question with any other word is not answered as if without it.

Words are as bot.core.plain_words.bare_words leaves them, of every language at once.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from bot.core.filler_words import FILLER, word_set
from bot.core.others_question import presence_words
from bot.core.plain_words import bare_words
from bot.features.whos_out.dates import AND, DAYS, MONTHS, NEXT, UNTIL_WORDS, WEEK_WORDS, WEEKS, months, weekdays
from cards.i18n import LANGUAGES, phrases

_NUMBER: Final = re.compile(r"\d+(?:ste|de|e|st|nd|rd|th|er|o)?")
_SMALL: Final = word_set(
    "er is zijn was waren wordt worden ben bent zal zullen bij in van op om voor met naar uit aan het of dan ook "
    "nog wel eigenlijk allemaal team teams afdeling groep mensen collega collegas s iemand dag week ons onze are "
    "be will at from for our people colleagues colleague anyone anybody everyone everybody department group on "
    "this that day he she we us re there ll ist sind war wird werden bei im von vom aus am zum und unser unserem "
    "unsere mit abteilung kollegen kolleginnen kollege tag woche gerade jemand alle es auf diesem dieser est sont "
    "sera seront ete dans chez de du au aux et ce cette notre nos equipe service collegues collegue quelqu jour "
    "semaine que qu en n pas y a t elle ils elles esta estan estara estaran ha hay del al nuestro nuestra equipo "
    "departamento companeros alguien dia semana este e sono sara saranno c nel nella nello nei nelle alla dal "
    "della dello dei nostro nostra squadra reparto colleghi qualcuno giorno settimana questa questo da estao "
    "di dai dagli dalle dei degli negli sugli quelli quelle tutti tutto tutte ancora gia sempre adesso proprio "
    "forse magari "
    "dem den vom aus won isn aren wasn t won vais estar "
    "denn doch mal eben halt freilich des gens personas pessoas persone gente people leute mensen "
    "toevallig gewoon misschien soms wellicht trouwens ergens steeds alweer straks allebei beide alle nou even zo "
    "perhaps maybe actually happen chance by both still yet already currently anyhow usual normally has have had been "
    "zufallig vielleicht eventuell eigentlich schon beide uberhaupt normalerweise noch so wohl etwa immer "
    "hasard eventuellement encore toujours deja actuellement bien tous toutes tout deux meme "
    "todavia aun ya quizas acaso ahora ambos los las todos todas casualidad "
    "ainda ja talvez por acaso ambos os as todos todas atualmente vai vao ir "
    "tussen between zwischen entre tra fra "
    "estarao na no nas do das dos em ao nossa nosso equipa colegas alguem ca"
)
_HALVES: Final = word_set(
    "vanochtend vanmorgen vanmiddag vanavond ochtend middag ochtends middags morning afternoon tonight today s "
    "vormittag nachmittag mittag abend fruh vormittags nachmittags matin apres midi soir matinee journee tarde "
    "mananas mattina mattino pomeriggio sera stamattina stasera manha"
)
COMPANY: Final = word_set(
    "bedrijf hele company whole entire firma unternehmen ganze ganzen entreprise toute empresa toda azienda tutta "
    "organisatie organisation organization"
)
"""The whole company."""
OWN_KIND: Final = {
    "department": word_set("afdeling department abteilung departement departamento reparto dipartimento"),
    "office": word_set("kantoor vestiging office standort buro bureau site oficina sede ufficio escritorio"),
}
"""One's own unit of a kind: *op mijn afdeling*."""


def not_understood(rest: str) -> list[str]:
    """Return the words that are neither filler nor a day nor part of the command's own phrases."""
    return [word for word in rest.split() if not understood(word)]


def understood(word: str) -> bool:
    """Tell whether a word does not change a question's answer, or is part of a day."""
    if word in _known() or _NUMBER.fullmatch(word):
        return True
    return any(word.startswith(day) for day in _begun())


def as_written(text: str, words: list[str]) -> str:
    wanted = set(words)
    return " ".join(each.strip("?!.,;:()\"'¿¡“”«»") for each in text.split() if wanted & set(bare_words(each).split()))


@cache
def _known() -> frozenset[str]:
    calendar = {word for _, names in (*DAYS, *WEEKS, *MONTHS) for each in names.split("|") for word in each.split()}
    named = {word for each in LANGUAGES for word in months(each)} | {"feira"}
    named |= set(f"{UNTIL_WORDS}|{AND}|{NEXT}|{WEEK_WORDS}".replace("|", " ").split())
    kinds = frozenset().union(COMPANY, *OWN_KIND.values())
    return frozenset().union(FILLER, _SMALL, _HALVES, reason_words(), presence_words(), calendar, named, kinds)


@cache
def _begun() -> tuple[str, ...]:
    """Return what compounds begin with: *vrijdagmiddag*, *morgenochtend*."""
    return tuple({name.strip() for name in weekdays()} | {"morgen", "overmorgen", "heute", "ubermorgen"})


@cache
def reason_words() -> frozenset[str]:
    return frozenset(bare_words(phrase) for _, phrase in phrases("why"))


def asks_why(text: str) -> bool:
    """Tell whether a question is about why somebody is away, which is not told."""
    return not reason_words().isdisjoint(bare_words(text).split())
