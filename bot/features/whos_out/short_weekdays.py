"""Days of the week in their short forms, of the asker's language: *ma of di*, *Mo-Mi*, *on Wed*.

Many of them are other words too (*di* is Italian for *of*), so they are read only where a day may stand: beside another
one, after a word such as *on*, or at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

_SHORT_FORMS: Final = {
    "nl": "ma=maandag di=dinsdag wo=woensdag do=donderdag vr=vrijdag za=zaterdag zo=zondag",
    "de": "mo=Montag di=Dienstag mi=Mittwoch do=Donnerstag fr=Freitag sa=Samstag so=Sonntag",
    "en": "mon=Monday tue=Tuesday tues=Tuesday wed=Wednesday thu=Thursday thur=Thursday thurs=Thursday fri=Friday "
    "sat=Saturday sun=Sunday",
    "fr": "lun=lundi mar=mardi mer=mercredi jeu=jeudi ven=vendredi sam=samedi dim=dimanche",
    "es": "lun=lunes mar=martes mié=miércoles mie=miércoles jue=jueves vie=viernes sáb=sábado sab=sábado dom=domingo",
    "it": "lun=lunedì mar=martedì mer=mercoledì gio=giovedì ven=venerdì sab=sabato dom=domenica",
    "pt": "seg=segunda-feira ter=terça-feira qua=quarta-feira qui=quinta-feira sex=sexta-feira sáb=sábado sab=sábado "
    "dom=domingo",
}
_SHORT: Final = {language: dict(each.split("=") for each in forms.split()) for language, forms in _SHORT_FORMS.items()}
_JOINING: Final = "en|of|t/m|tot|tm|und|oder|bis|and|or|to|until|till|through|et|ou|au|y|o|u|al|a|e|ou|à"
_ON: Final = (
    "op|am|on|volgende|komende|deze|next|this|nächsten|kommenden|en|of|t/m|tot|und|oder|bis|and|or|until|till|et|ou"
)
_UNSURE_AT_END: Final = frozenset({"zo", "so"})
"""What is another word at the end too: *is Thijs er zo?*"""


def with_full_weekdays(text: str, language: str) -> str:
    """Return a question with the days of the week written out."""
    short = _SHORT.get(language, {})
    if not short:
        return text
    for pattern in _patterns(language):
        text = pattern.sub(lambda found: _written_out(found, short), text)
    return text


def _written_out(found: re.Match[str], short: Mapping[str, str]) -> str:
    start = found.start("day") - found.start()
    return found[0][:start] + short[found["day"].casefold()] + found[0][start + len(found["day"]) :]


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    short = _SHORT[language]
    days, full = "|".join(short), "|".join(short.values())
    sure = "|".join(day for day in short if day not in _UNSURE_AT_END)
    joined = rf"(?:\s*[-–/,+&]\s*|\s+(?:{_JOINING})\s+)"
    written = (
        rf"\b(?P<day>{days})\b\.?(?={joined}(?:{days}|{full})\b)",
        rf"(?<=\s)(?P<day>{sure})\b\.?(?=\s*[?!]*\s*$)",
        rf"(?<![^\W_])(?:{_ON})\s(?P<day>{sure})\b(?!')",
        rf"\b(?:{full}){joined}(?P<day>{days})\b",
    )
    return tuple(re.compile(each, re.IGNORECASE) for each in written)
