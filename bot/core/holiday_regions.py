"""Reads the country and the region that a holiday calendar in Personio means, from codes, abbreviations and names.

Personio gives a calendar's country and region by code or by name, in the account's language, or gives only
the calendar's own name (https://developer.personio.de/v1.0/reference/get_company-employees). What is not understood is
marked as unknown, never guessed: a calendar for the wrong country counts wrong days.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from bot.core.country_calendars import country_calendar

_LANGUAGES = ("en", "de", "nl", "fr", "es", "it", "pt", "sv")  # in which an account's calendars may be named
_SHORTEST_NAME = 4  # letters: shorter words inside a calendar's name mean other things as well
_CODED = re.compile(r"\b([A-Z]{2})\s?-\s?([A-Z0-9]{1,3})\b")  # DE-BY, as ISO 3166-2 writes it

# Usual names of countries that CLDR has under another spelling.
_COUNTRIES = {
    "great britain": "GB", "grossbritannien": "GB", "groot brittannie": "GB", "grande bretagne": "GB",
    "gran bretana": "GB", "gran bretagna": "GB", "gra bretanha": "GB", "holland": "NL", "the netherlands": "NL",
    "czech republic": "CZ", "tschechische republik": "CZ", "tsjechische republiek": "CZ", "republique tcheque": "CZ",
    "republica checa": "CZ", "repubblica ceca": "CZ", "turkey": "TR", "turkei": "TR", "turkije": "TR",
    "united states of america": "US", "vereinigte staaten von amerika": "US", "usa": "US",
}  # fmt: skip

# Names and abbreviations of regions that the library does not know: it has the native names, most with their codes.
_REGIONS = {
    "DE": {
        "BW": "bawu, bade wurttemberg, bade wurtemberg, baden wurtemberg",
        "BY": "bavaria, baviera, baviere, beieren, bay",
        "BE": "berlijn, berlino, berlim, bln",
        "BB": "brb, brandebourg, brandeburgo, brandemburgo, brandenburgo",
        "HB": "breme, brema, bre",
        "HH": "hambourg, hamburgo, amburgo, ham",
        "HE": "hesse, assia, hessia, hes",
        "MV": "meckpomm, mecklenburg western pomerania, mecklenburg west pomerania, mecklenburg vorpommeren, "
              "mecklembourg pomerania occidental, mecklembourg pomeranie occidentale, "
              "meclemburgo pomerania occidentale, "
              "mecklemburgo pomerania occidental, mecklemburgo pomerania anterior, meclenburgo pomerania ocidental",
        "NI": "nds, lower saxony, nedersaksen, basse saxe, baja sajonia, bassa sassonia, baixa saxonia",
        "NW": "nrw, north rhine westphalia, noordrijn westfalen, rhenanie du nord westphalie, "
              "renania del norte westfalia, "
              "renania settentrionale vestfalia, nordreno vestfalia, renania do norte vestfalia",
        "RP": "rlp, rhineland palatinate, rijnland palts, rhenanie palatinat, renania palatinado, renania palatinato",
        "SL": "sarre, sarland, saarlandia, sarland, saa",
        "SN": "sac, saxony, saksen, saxe, sajonia, sassonia, saxonia",
        "ST": "lsa, saxony anhalt, saksen anhalt, saxe anhalt, sajonia anhalt, sassonia anhalt, saxonia anhalt",
        "SH": "slesvig holsten, sleeswijk holstein",
        "TH": "thu, thuringia, thuringen, thuringe, turingia",
    },
    "AT": {
        "1": "bgl", "2": "carinthia, karinthie, carinthie, carintia, carinzia, ktn",
        "3": "lower austria, neder oostenrijk, basse autriche, baja austria, bassa austria, noe, niederosterreich",
        "4": "upper austria, opper oostenrijk, haute autriche, alta austria, ooe, oberosterreich",
        "5": "salisburgo, salzbourg, salzburgo, sbg", "6": "styria, stiermarken, styrie, estiria, stiria, stmk",
        "7": "tyrol, tirolo, tir", "8": "vbg", "9": "vienna, wenen, vienne, viena, vie",
    },
    "CH": {
        "AG": "argovia, argovie, argau",
        "BE": "berna",
        "BL": "baselland, basel land",
        "BS": "basel, basilea, bale ville",
        "FR": "friburgo, friburg",
        "GE": "geneva, genf, ginevra, ginebra, genebra",
        "GR": "grisons, graubunden, grigioni",
        "LU": "lucerne, lucerna", "NE": "neuenburg", "SG": "st gallen, st gall, san gallo, saint gall",
        "SH": "schaffhouse, sciaffusa", "SO": "soleure, soletta", "TG": "thurgovie, turgovia",
        "TI": "tessin", "VD": "waadt, vaud", "VS": "vallese", "ZG": "zoug, zugo", "ZH": "zurich, zurigo",
    },
    "ES": {
        "AN": "andalusia, andalusien, andalousie, andaluzia", "AR": "aragon, aragonien, aragona",
        "CL": "castile and leon, castilla y leon, kastilien leon", "CM": "castile la mancha, castilla la mancha",
        "CN": "canary islands, islas canarias, kanarische inseln, canarische eilanden, iles canaries, isole canarie, "
              "canarias",
        "CT": "catalonia, katalonien, catalonie, catalogne, catalogna, catalunha, catalunya",
        "GA": "galicien, galice, galizia, galiza",
        "IB": "balearic islands, balearen, baleares, iles baleares, isole baleari",
        "MD": "community of madrid, comunidad de madrid, madrid", "MC": "region de murcia", "NC": "navarre, navarra",
        "PV": "basque country, baskenland, pays basque, paesi baschi, pais basco, euskadi",
        "VC": "valencia, comunidad valenciana, comunitat valenciana",
    },
    "IT": {
        "RM": "rome, rom, roma",
        "MI": "milan, mailand, milaan",
        "TO": "turin, turijn, torino",
        "FI": "florence, florenz",
        "VE": "venice, venedig, venetie, venise",
        "NA": "naples, neapel, napels",
        "BZ": "bozen, south tyrol, sudtirol, alto adige",
    },
    "GB": {
        "ENG": "england, engeland, angleterre, inglaterra, inghilterra",
        "SCT": "scotland, schottland, schotland, ecosse, escocia, scozia",
        "WLS": "wales, pays de galles, gales, galles",
        "NIR": "northern ireland, nordirland, noord ierland, irlande du nord, irlanda del norte, irlanda del nord, "
              "irlanda do norte",
    },
    "FR": {"57": "alsace moselle", "6AE": "alsace, elsass, elzas, alsacia"},
    "PT": {"20": "acores, azores, azoren", "30": "madeira"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A place with its own holidays. ``code`` is ISO 3166-2 without the country, None for the whole country."""

    country: str
    code: str | None = None
    known: bool = True  # False: the country or the region's name was not understood

    @property
    def name(self) -> str:
        return f"{self.country}-{self.code}" if self.code else self.country


@lru_cache(maxsize=512)
def region(country: str | None, state: str | None) -> Region:
    """Return the region that a country and a region mean, each given by code, abbreviation or name.

    ``known`` is False where either was not understood; ``country`` still is a code where that one was.
    """
    code = _country(country or "")
    if code is None:
        return Region((country or "").strip().upper(), known=False)
    name = _words(state or "").removeprefix(f"{code.casefold()} ")
    if not name:
        return Region(code)
    found = _regions(code).get(name)
    return Region(code, found, known=found is not None or _country_names().get(name) == code)


@lru_cache(maxsize=512)
def calendar_region(country: str | None, state: str | None, name: str) -> Region:
    """Return the region of a holiday calendar; its own ``name`` helps where country or region say too little.

    A region that is not understood falls back to its country; both are marked as not ``known``.
    """
    stated = region(country, state)
    if stated.known and (stated.code or (state or "").strip()):
        return stated
    named_region = _coded(name)
    if stated.known or _country(country or ""):
        within = named_region if named_region and named_region.country == stated.country else None
        code = within.code if within else _mentioned(name, _regions(stated.country))
        return Region(stated.country, code) if code else stated
    if named_region:
        return named_region
    if code := _mentioned(name, _country_names()) or _leading_code(name):
        within = region(code, state)
        return within if within.code else Region(code, _mentioned(name, _regions(code)), known=within.known)
    return _by_region_alone(state or "") or _by_region_alone(name) or stated


def _country(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country given by code or name; None where the library has none."""
    name = text.strip()
    if not name:
        return None
    code = name.upper() if len(name) <= 3 else _country_names().get(_words(name))
    calendar = _calendar(code) if code else None
    if calendar is None and (code := _country_names().get(_words(name))):
        calendar = _calendar(code)
    return None if calendar is None else str(calendar.country)


def _calendar(code: str) -> Any:
    """Return the library's empty calendar of a country code; None for an unknown one."""
    try:  # asking for the list of countries instead would load every one of them
        return country_calendar(code)
    except NotImplementedError:
        return None


@cache
def _country_names() -> Mapping[str, str]:
    """Return the code of each country by its name in the languages that an account may have."""
    from babel import Locale  # lazy: only for calendars without a code

    names: dict[str, str] = {}
    for language in _LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha():  # the others are continents
                names.setdefault(_words(name), code)
    return names | _COUNTRIES


@cache
def _regions(country: str) -> Mapping[str, str]:
    """Return the codes of a country's regions by code, abbreviation and name, each as :func:`_words` writes it."""
    calendar = _calendar(country)
    if calendar is None:
        return {}
    aliases: Mapping[str, str] = getattr(calendar, "subdivisions_aliases", {})
    by_name = {_words(alias): code for alias, code in aliases.items()}
    for code, names in _REGIONS.get(country, {}).items():
        by_name |= {name.strip(): code for name in names.split(",")}
    return by_name | {_words(code): code for code in calendar.subdivisions}


def _by_region_alone(text: str) -> Region | None:
    """Return the region that a text mentions, where only one of the listed countries has one of that name."""
    places = {(country, code) for country in _REGIONS for code in [_mentioned(text, _regions(country))] if code}
    return Region(*places.pop()) if len(places) == 1 else None


def _coded(text: str) -> Region | None:
    """Return the region whose ISO 3166-2 code stands in a text: *Feiertage DE-BY*."""
    for country, code in _CODED.findall(text):
        found = region(country, code)
        if found.known:
            return found
    return None


def _leading_code(text: str) -> str | None:
    """Return the country code that a calendar's name consists of or begins with: *NL*, *UK Bank holidays*.

    None for the code of a German region: *SH* is more likely Schleswig-Holstein than Saint Helena, and not surely so.
    """
    first = text.split(maxsplit=1)[0] if text.split() else ""
    alone = first.isupper() and len(first) == 2 and _words(first) not in _regions("DE")
    return _country(first) if alone else None


def _mentioned(text: str, names: Mapping[str, str]) -> str | None:
    """Return the code of the longest of these names that stands in a text as whole words; None without one."""
    return next((names[phrase] for phrase in _phrases(_words(text).split()) if phrase in names), None)


def _phrases(words: list[str]) -> Iterator[str]:
    """Yield every run of neighbouring words, the longest first; single short words are left out."""
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            phrase = " ".join(words[start : start + length])
            if len(phrase) >= _SHORTEST_NAME or phrase in _SAFE_ABBREVIATIONS:
                yield phrase


def _words(text: str) -> str:
    """Return a text in lower case without accents and punctuation, its words apart by one space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.split(r"[^a-z0-9]+", plain)).strip()


_SAFE_ABBREVIATIONS: frozenset[str] = frozenset({"nrw", "rlp", "usa"})  # short words that mean nothing else


def office_countries(offices: Iterable[tuple[str, Region]]) -> dict[str, str]:
    """Return the country of each office, from the calendars of those who work there.

    ``offices``: office id and region, of a known country, of each person. An office whose people have calendars of
    several countries has none here.
    """
    seen: dict[str, set[str]] = {}
    for office, place in offices:
        seen.setdefault(office, set()).add(place.country)
    return {office: countries.pop() for office, countries in seen.items() if len(countries) == 1}
