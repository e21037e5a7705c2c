"""The pages in which people decide."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import httpx

from sandbox.company import personas
from sandbox.personio import PersonioSandbox

File = Callable[..., Awaitable[str]]
FORM = re.compile(
    r'action="([^"]+)"><input type="hidden" name="back" value="([^"]+)"><button class="\w+" aria-label="([^"]+)">([^<]+)'
)


async def test_the_substitute_finds_the_task_and_accepts(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, file: File
) -> None:
    who = personas(sandbox.company)
    new = await file(substitute={"id": str(who.substitute.id)})
    page = (await api.get(f"/?person={who.substitute.id}")).text
    assert "Taken van Thijs Wolvenkamp" in page
    action, back, label, text = next(form for form in FORM.findall(page) if new in form[0])
    assert (text, label) == ("Accepteren", "Accepteren: Sanne Hagenaar, ma 28 dec. 2026 t/m di 29 dec. 2026")
    answer = await api.post(action, data={"back": back})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/?person={who.substitute.id}")
    assert sandbox.absences[new].status == "PENDING"
    assert new not in (await api.get(back)).text


async def test_the_approver_finds_the_task_and_approves(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, file: File
) -> None:
    who = personas(sandbox.company)
    new = await file()
    assert new not in (await api.get(f"/?person={who.admin.id}")).text
    page = (await api.get(f"/?person={who.approver.id}")).text
    texts = {form[3]: form for form in FORM.findall(page) if new in form[0]}
    assert set(texts) == {"Goedkeuren", "Afwijzen"}
    await api.post(texts["Goedkeuren"][0], data={"back": texts["Goedkeuren"][1]})
    assert sandbox.absences[new].status == "APPROVED"


async def test_a_button_pressed_too_late_just_comes_back(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, file: File
) -> None:
    new = await file()
    sandbox.reject(new)
    answer = await api.post(f"/_sandbox/absences/{new}/approve", data={"back": "/"})
    assert (answer.status_code, sandbox.absences[new].status) == (303, "REJECTED")


async def test_a_button_never_leads_elsewhere(api: httpx.AsyncClient, file: File) -> None:
    new = await file()
    for back in ("//example.com", "/\\example.com", "https://example.com"):
        answer = await api.post(f"/_sandbox/absences/{new}/approve", data={"back": back})
        assert "Location" not in answer.headers


async def test_all_tasks_of_the_company_are_on_the_first_page(client: httpx.AsyncClient) -> None:
    page = (await client.get("/")).text
    assert {form[3] for form in FORM.findall(page)} == {
        "Accepteren",
        "Weigeren",
        "Goedkeuren",
        "Afwijzen",
        "Verwijdering goedkeuren",
        "Verwijdering weigeren",
    }
    assert '<html lang="nl">' in page
    assert "<script" not in page
    assert "http" not in page.replace('http-equiv="', "")


async def test_a_person_sees_own_absences(api: httpx.AsyncClient, sandbox: PersonioSandbox, file: File) -> None:
    new = await file()
    page = (await api.get(f"/people/{sandbox.company.persona_ids[0]}")).text
    assert f"/absences/{new}" in page
    assert "Wacht op goedkeuring" in page
    assert "Annelies Drijver" in page
    assert (await api.get("/people/1")).status_code == 404


async def test_an_absence_has_a_page_even_when_gone(
    api: httpx.AsyncClient, sandbox: PersonioSandbox, file: File
) -> None:
    new = await file(comment="<script>alert(1)</script>")
    page = (await api.get(f"/absences/{new}")).text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert "2 dagen" in page
    await api.delete(f"/v2/absence-periods/{new}")
    assert "bestaat niet meer" in (await api.get(f"/absences/{new}")).text
    assert (await api.get("/absences/nope")).status_code == 404


async def test_halves_hours_and_open_ends_are_told_in_words(api: httpx.AsyncClient, file: File) -> None:
    half = await file(first="2026-12-28T00:00:00", last="2026-12-28T00:00:00", halves=("SECOND_HALF", "SECOND_HALF"))
    hours = await file("Overuren opnemen", "2026-12-29T13:00:00", "2026-12-29T15:30:00", (None, None))
    ill = await file("Ziek", "2026-11-24T00:00:00", None)
    assert "ma 28 dec. 2026 (vanaf de middag)" in (await api.get(f"/absences/{half}")).text
    assert "0,5 dagen" in (await api.get(f"/absences/{half}")).text
    assert "di 29 dec. 2026, 13:00–15:30" in (await api.get(f"/absences/{hours}")).text
    assert "vanaf di 24 nov. 2026" in (await api.get(f"/absences/{ill}")).text
