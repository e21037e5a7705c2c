"""The sixty invented people of the demo company, as a table.

The first row of a team leads it, the first team of a department leads the department; nobody here exists.
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.company import catalog
from sandbox.company.model import Calendar, Schedule, Unit


@dataclass(frozen=True, slots=True)
class Row:
    """One person in the list of the invented company."""

    first_name: str
    last_name: str
    gender: str
    position: str
    team: str
    place: str
    schedule: str


PLACES: dict[str, tuple[Unit, Calendar]] = {
    "ams": (catalog.AMSTERDAM, catalog.NETHERLANDS),
    "muc": (catalog.MUNICH, catalog.BAVARIA),
    "lis": (catalog.LISBON, catalog.PORTUGAL),
    "bcn": (catalog.LISBON, catalog.CATALONIA),
}
HOURS: dict[str, Schedule] = {
    "full": catalog.FULL_TIME,
    "fri-off": catalog.FRIDAY_OFF,
    "mornings": catalog.MORNINGS,
    "mon-wed": catalog.MON_WED,
    "wed-off": catalog.WEDNESDAY_OFF,
    "german": catalog.GERMAN,
    "tue-sat": catalog.SATURDAY,
}
DEPARTMENTS: dict[str, tuple[int, dict[str, int]]] = {
    "Directie & HR": (281, {"HR": 51, "Facilitair": 52}),
    "Techniek": (282, {"Platform": 53, "Web": 54, "Data": 55}),
    "Verkoop": (283, {"Benelux": 56, "DACH": 57, "Iberia": 58}),
    "Klantenservice": (284, {"Eerstelijns": 59, "Implementatie": 60}),
    "Financiën": (285, {"Administratie": 61, "Controlling": 62}),
}
_TABLE = """
Marieke Hoogland F HR-manager HR ams full
Ruben Terpstra M HR-adviseur HR ams full
Klaartje Boonen F Recruiter HR ams mon-wed
Ottilie Brandmeier F Personalreferentin HR muc german
Wouter Sikkema M Hoofd facilitair Facilitair ams full
Zeynep Aldemir F Officemanager Facilitair ams mornings
Carlota Figueirinha F Gestora_de_escritório Facilitair lis full
Joost Veldkamp M Hoofd techniek Platform ams full
Femke Zijlstra F Platform_engineer Platform ams fri-off
Anton Greisinger M Systemingenieur Platform muc german
Duarte Mesquitela M Engenheiro_de_plataforma Platform lis full
Imane Bouchrit F Platform_engineer Platform ams full
Lennart Osterkamp M Platform_engineer Platform ams wed-off
Annelies Drijver F Teamleider_web Web ams full
Sanne Hagenaar F Frontend_developer Web ams full
Thijs Wolvenkamp M Frontend_developer Web ams full
Beatriz Carmelinho F Designer Web lis full
Pol Ferrerons M Desenvolupador Web bcn full
Nuria Castellvell F Dissenyadora Web bcn fri-off
Gijs Bontekoe M Backend_developer Web ams full
Hanneke Ruitenberg F Tester Web ams mornings
Korbinian Ederhofer M Teamleiter_Data Data muc german
Liselotte Vangrunder F Data_engineer Data muc german
Milan Stojkovik M Data-analist Data ams full
Inês Roldanito F Analista_de_dados Data lis full
Yara Deventer F Data_engineer Data ams wed-off
Bastiaan Kloosterhuis M Hoofd_verkoop Benelux ams full
Noor Elzinga F Accountmanager Benelux ams full
Sjoerd Haringsma M Accountmanager Benelux ams full
Elodie Warnimont F Accountmanager Benelux ams full
Fatima Ouadghiri F Verkoop_binnendienst Benelux ams mon-wed
Leopold Aschenwald M Vertriebsleiter DACH muc german
Theresa Mühlgassner F Account-Managerin DACH muc german
Valentin Kirchdorfer M Account-Manager DACH muc german
Ronja Silberhorn F Vertriebsassistentin DACH muc mornings
Gonçalo Pedrulhos M Diretor_comercial Iberia lis full
Matilde Serrabulho F Gestora_de_conta Iberia lis full
Arnau Puigverdell M Gestor_de_comptes Iberia bcn full
Leire Aranzubia F Gestora_de_cuentas Iberia bcn full
Petra Nieuwkamp F Hoofd_klantenservice Eerstelijns ams full
Daan Oosterlaken M Servicemedewerker Eerstelijns ams tue-sat
Merel Poelstra F Servicemedewerker Eerstelijns ams full
Ilse Wagenmaker F Servicemedewerker Eerstelijns ams mornings
Tiago Valverdinho M Apoio_ao_cliente Eerstelijns lis full
Filipa Cordovinha F Apoio_ao_cliente Eerstelijns lis full
Jasper Rozeboom M Servicemedewerker Eerstelijns ams full
Ludovica Brambillari F Servicemedewerker Eerstelijns ams full
Hinrich Dallmeyer M Leiter_Implementierung Implementatie muc german
Eefje Konijnenburg F Consultant Implementatie ams fri-off
Soraya Benhaddou F Consultant Implementatie ams full
Matthias Quellmalz M Berater Implementatie muc german
Rosalie Hemelsoet F Consultant Implementatie ams full
Willemijn Achterhof F Financieel_directeur Administratie ams full
Pieter-Jan Lammertink M Boekhouder Administratie ams full
Dorien Schaapveld F Salarisadministrateur Administratie ams wed-off
Joaquim Bragadinho M Contabilista Administratie lis full
Katharina Zirngiebl F Leiterin_Controlling Controlling muc german
Jana Kellermoser F Controllerin Controlling muc german
Emiel Vanwijnsberg M Controller Controlling ams full
Aafke Tuinstra F Controller Controlling ams mon-wed
Kees Overmars M Magazijnmedewerker Facilitair ams full
Oskar Lindqvarn M Frontend_developer Web ams full
Babette Kruyswijck F Accountmanager Benelux ams full
"""


def _row(line: str) -> Row:
    first, last, gender, *position, team, place, schedule = line.split()
    return Row(first, last, gender, " ".join(position).replace("_", " "), team, place, schedule)


ROSTER: tuple[Row, ...] = tuple(map(_row, _TABLE.strip().splitlines()))
EMPLOYEE, SUBSTITUTE, APPROVER, ADMIN = "Sanne Hagenaar", "Thijs Wolvenkamp", "Annelies Drijver", "Marieke Hoogland"
TERMINATED, NOT_STARTED, INACTIVE = "Kees Overmars", "Oskar Lindqvarn", "Babette Kruyswijck"
