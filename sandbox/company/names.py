"""Names to make up people from, and their e-mail addresses.

Common first names, made-up family names; every address ends in example.com.
"""

from __future__ import annotations

import unicodedata

FIRST: tuple[tuple[str, str], ...] = tuple(
    (name, gender)
    for gender, names in (
        (
            "FEMALE",
            "Anouk Birgit Carmen Dagmar Elin Fenna Greta Heleen Inés Jolien Katja Lotte Maëlle Nadia Odile Pilar",
        ),
        (
            "FEMALE",
            "Quirine Rianne Sofía Tessa Ursula Veerle Wendela Xandra Yvette Zita Amélie Bente Chiara Dunja Eline",
        ),
        (
            "MALE",
            "Alwin Bram Cédric Dirk Enzo Floris Guido Henrik Ivo Jelle Koen Luuk Mattia Niels Olaf Pascal Quinten",
        ),
        (
            "MALE",
            "Rafael Stijn Teun Ugo Vasco Wim Xavier Yannick Zeger André Björn Casper Diogo Emre Fábio Gerrit Hugo",
        ),
    )
    for name in names.split()
)
_HEADS = (
    "Achter",
    "Berken",
    "Donker",
    "Eiken",
    "Groene",
    "Hazel",
    "Koren",
    "Linden",
    "Noorder",
    "Olmen",
    "Rozen",
    "Zonne",
)
_TAILS = ("bosch", "dijk", "heuvel", "horst", "kamp", "laar", "meer", "poort", "rode", "sluis", "stra", "veld", "wijk")
LAST: tuple[str, ...] = tuple(head + tail for head in _HEADS for tail in _TAILS)


def email_of(first_name: str, last_name: str, number: int | None = None) -> str:
    """Return an address without accents; ``number`` makes it unique in a large company."""
    plain = unicodedata.normalize("NFKD", f"{first_name}.{last_name}").encode("ascii", "ignore").decode().lower()
    return f"{plain}{'' if number is None else number}@example.com"
