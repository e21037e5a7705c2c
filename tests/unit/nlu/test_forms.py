"""The form that opens, over HTTP. The clock says Monday 23 November 2026."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.teams import rate_limits
from tests.support.stage import open_stage  # noqa: F401 — a fixture
from tests.unit.nlu.forms import LANGUAGES, Row, form, rows, score

MIXED = """
morgen dokter 10:00 => 24nov 10:00- doctor
rdv médecin mercredi à 16h => 25nov 16:00- doctor
vanaf 13 uur overuren => - 13:00- over
morgen AM vrij => 24nov/am vac
tomorrow PM off => 24nov/pm vac
morgen 's ochtends vrij => 24nov/am vac
Freitag vormittags frei => 27nov/am vac
demain matin congé => 24nov/am vac
tomorrow arvo off => 24nov/pm vac
ik wil een paar dagen vrij => - vac
vom 1. bis einschl. 4. Feb => 01feb27..04feb27 -
tot en met 8 jan vrij vanaf kerst => 25dec..08jan27 vac
vrijdag vrij en de week erna ook => 27nov..04dec vac
1st week of Jan off => 04jan27..08jan27 vac
la semaine du 14 => 14dec..18dec -
Urlaub zwischen den Jahren => 28dec..31dec vac
first two weeks of august => 02aug27..13aug27 -
de week na kerst => 28dec..01jan27 -
ab 1.2. für 2 Monate => 01feb27..31mar27 -
3 dgn vrij vanaf ma => 30nov..02dec vac
RTT vendredi 4 matin => 04dec/am -
Freitag + Montag Brückentage => 27nov..30nov vac
taking a long weekend, back on Tuesday => - vac
ik heb overmorgen een begrafenis => 25nov -
Ich komme Dienstag erst um 11 => 24nov -11:00 -
vacs pr noel du 23 au 3 => 23dec..03jan27 vac
kan niet komen, koorts => 23nov sick
van dinsdagmiddag tot donderdag 's middags => 24nov/pm..26nov/am -
ben er donderdag niet bij => 26nov -
vrij\u200bdag vr\u00adij => 27nov vac
Ur\u00adlaub am Frei\u200btag => 27nov vac
vacaciones del 7 al 11 de diciembre => 07dec..11dec vac
ferie dal 7 all'11 dicembre => 07dec..11dec vac
férias de 7 a 11 de dezembro => 07dec..11dec vac
verlof in februari, van de 8e tot de 12e => 08feb27..12feb27 vac
Urlaub im Februar vom 8. bis zum 12. => 08feb27..12feb27 vac
leave in february from the 8th to the 12th => 08feb27..12feb27 vac
congés en février du 8 au 12 => 08feb27..12feb27 vac
vakantie eind mei, 24 t/m 28 => 24may27..28may27 vac
hoe was je vakantie? => none
fijne vakantie Lotte!! => none
I no longer need the days off in January => none
mijn kind is ziek => - care
vivement les vacances => none
overuren morgen van 6:00 tot 9:00 => 24nov 06:00-09:00 over
overuren morgen van 04:00 tot 6:00 => 24nov 04:00-06:00 over
dokter morgenochtend om 6:30 => 24nov 06:30- doctor
overuren van 22:00 vanavond tot 6:00 morgenochtend => 23nov..24nov 22:00-06:00 over
Überstunden morgen früh um 6 Uhr => 24nov 06:00- over
médecin demain à 6h du matin => 24nov 06:00- doctor
horas extra mañana de 6 a 8 de la mañana => 24nov 06:00-08:00 over
dentista domani alle 6 di mattina => 24nov 06:00- doctor
médico amanhã às 6 da manhã => 24nov 06:00- doctor
overtime friday 10pm until 6am => 27nov..28nov 22:00-06:00 over
overuren vrijdag 22 uur tot zaterdag 6 uur => 27nov..28nov 22:00-06:00 over
overuren vrijdag 2 tot 4 => 27nov 14:00-16:00 over
every friday in december off => 04dec vac
"""
LEAST_RIGHT, MOST_WRONG = 0.88, 0.05


@pytest.fixture(autouse=True)
def _unpaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lift Teams' limit of a chat: nobody opens a hundred forms in it, one right after the other."""
    for name in ("THREAD_BURST", "THREAD_RATE"):
        monkeypatch.setattr(rate_limits, name, 1_000_000)


async def test_sentences_of_every_kind_open_the_right_form(open_stage):  # noqa: F811 — the fixture
    stage = await open_stage()
    said = [Row(say, form(want)) for say, want in (line.split(" => ") for line in MIXED.strip().splitlines())]
    _, misses = await score(stage, said)
    assert misses == []


async def test_sentences_held_back_open_the_right_form(open_stage):  # noqa: F811 — the fixture
    stage = await open_stage()
    held_back = [row for language in LANGUAGES for row in rows(f"{language}_locked")[::4]]
    counts, _ = await score(stage, held_back)
    assert counts["right"] / len(held_back) >= LEAST_RIGHT
    assert counts["wrong"] / len(held_back) <= MOST_WRONG


async def test_a_type_that_costs_pay_is_not_offered_the_next_time(open_stage):  # noqa: F811 — the fixture
    stage = await open_stage()
    for name in ("Onbetaald verlof", "Thuiswerken"):
        kind = str(stage.demo.company.type_named(name).id)
        day = "2026-12-07" if name == "Thuiswerken" else "2026-12-14"
        await stage.review({"type_id": kind, "first_day": day, "last_day": day})
        await stage.press("request.file")
        stage.clock.now += timedelta(minutes=2)
        await stage.say("afwezigheid aanvragen")
        offered = str(stage.card())
        assert ("'value': '" + kind + "'" in offered.replace('"', "'")) or name == "Onbetaald verlof"
