"""Whether a message asks for what somebody else has left, or for the list of their absences.

*saldo van Thijs*, *wie viel Urlaub hat Willemijn noch*, *Abwesenheiten von Thijs*; in every language at once. Words are
as :func:`bot.core.plain_words.bare_words` leaves them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from bot.core.filler_words import FILLER, word_set
from bot.core.plain_words import bare_words

_BALANCES: Final = word_set(
    "saldo tegoed verlofsaldo vakantiesaldo vakantietegoed verloftegoed balance allowance saldos balances solde soldes "
    "resturlaub urlaubskonto urlaubsanspruch urlaubssaldo resttage restferien compteur"
)
_HOW_MANY: Final = word_set(
    "hoeveel many much viel viele wieviel wieviele combien cuantos cuantas quanti quante quantos quantas resterende "
    "remaining restants restantes residue residui rimasti"
)
_UNITS: Final = word_set(
    "dagen vakantiedagen verlofdagen vakantie verlof uren days day vacation holiday holidays leave pto hours urlaub "
    "urlaubstage tage ferientage jours conges conge vacances dias vacaciones horas giorni ferie ore ferias"
)
_HAVING: Final = word_set(
    "heeft hebben has have hat haben ont tiene tienen ha hanno tem nog over left noch ubrig reste restent lui leur "
    "queda quedan restano restam rimangono sobram remaining resterende restants restantes residue residui rimasti"
)
_GONE: Final = word_set(
    "weg afwezig away out absent abwesend fehlt absente absents fuera ausente assente assenti fora ziek sick krank "
    "malade enfermo malato doente er terug back zuruck da in la"
)
"""Words with which it is asked how long somebody is away."""
_ABSENCES: Final = word_set(
    "afwezigheden afwezigheid verlof verloven vakantie vakanties vakantiedagen verlofdagen absences absence leave "
    "leaves vacation vacations holiday holidays pto abwesenheiten abwesenheit urlaub "
    "urlaube urlaubstage ferien fehlzeiten "
    "conges conge vacances ausencias ausencia vacaciones permisos assenze assenza ferie permessi ferias folgas"
)
_SOMEBODY: Final = word_set(
    "baas bazin leidinggevende chef cheffin manager collega collegas teamleider boss supervisor colleague colleagues "
    "coworker coworkers teammate teammates vorgesetzter vorgesetzte vorgesetzten chefin kollege kollegin kollegen "
    "kolleginnen responsable patron collegue collegues jefe jefa companero companera companeros capo responsabile "
    "collega colleghi chefe colega colegas team teams"
)
_OF: Final = word_set(
    "van of von vom de du des d del di della dei do da dos das s mijn onze my our mein meine meiner meines meinem "
    "unser unsere unseres mon ma mes notre nos mi mis nuestro nuestra mio mia miei il la i le o a os as meu minha "
    "meus el los las the bij for hat heeft has"
)


_LONGEST_NAME: Final = 4  # words


def asks_for_balance(words: Collection[str]) -> bool:
    """Tell whether words ask for what is left of somebody's days."""
    said = set(words)
    if said & _BALANCES:
        return True
    return bool(said & _HOW_MANY and said & _UNITS and said & _HAVING) and not said & _GONE


def asks_for_absences(words: Collection[str]) -> bool:
    """Tell whether words, without the names in them, ask for a list of absences and say nothing else."""
    said = set(words)
    return bool(said & _ABSENCES) and said <= _ABSENCES | _OF | FILLER


def of_somebody_by_role(words: Sequence[str]) -> bool:
    """Tell whether somebody is meant by what they are to the writer: *my boss absences*."""
    rest = set(words) - _SOMEBODY
    return bool(set(words) & _SOMEBODY) and (
        asks_for_absences(rest) or (bool(rest & _BALANCES) and rest <= _BALANCES | _OF | FILLER)
    )


def may_be_of_somebody(text: str) -> bool:
    """Tell whether a message may ask for the days or the absences of somebody else, so that names are worth a look."""
    words = bare_words(text).split()
    if asks_for_balance(words):
        return True
    others = len(set(words) - _ABSENCES - _OF - FILLER)
    return not _ABSENCES.isdisjoint(words) and 0 < others <= _LONGEST_NAME
