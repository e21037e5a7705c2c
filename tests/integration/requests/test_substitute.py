"""The substitute: who is offered, who is refused, and how a type's rule corrects itself."""

from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from sandbox.company import personas
from sandbox.personio.behaviour import Switches
from tests.integration.whos_out.test_in_teams import open_changed
from tests.support.own_absences import add, find, opened
from tests.support.stage import inputs, words

DAYS = {"first_day": "2026-12-01", "last_day": "2026-12-04"}


async def names(stage, query: str, **values) -> list[str]:
    answer = await stage.demo.teams.search(stage.user, stage.last(), "substitute", query, values)
    return [choice["title"] for choice in answer.choices]


async def test_colleagues_are_offered_by_any_part_of_their_name(stage):
    substitute = personas(stage.demo.company).substitute
    await stage.review(DAYS)
    for query in (substitute.first_name[:3], substitute.last_name[:4].upper(), substitute.name):
        assert substitute.name in await names(stage, query)


async def test_the_employee_and_those_who_left_are_never_offered(stage):
    await stage.review(DAYS)
    gone = [e for e in stage.demo.company.employees if e.status == "inactive"]
    for person in (stage.person, *gone):
        assert person.name not in await names(stage, person.name)


async def test_somebody_away_in_the_period_is_shown_as_such_and_cannot_be_picked(stage):
    away = next(
        a
        for a in stage.demo.company.absences
        if a.counts
        and a.last_day
        and not a.from_midday
        and not a.until_midday
        and a.start_time is None
        and a.employee_id != stage.person.id
        and stage.demo.company.by_id[a.employee_id].status == "active"
        and not is_elsewhere(stage, a)
    )
    person = stage.demo.company.by_id[away.employee_id]
    await stage.review({"first_day": away.first_day.isoformat(), "last_day": away.last_day.isoformat()})
    (row,) = [name for name in await names(stage, person.name) if person.name in name]
    assert row != person.name
    for picked in (str(person.id), f"away:{person.id}"):
        await stage.press("Aanvragen", {"substitute": picked}, check=False)
        assert person.name in stage.words()
        assert not stage.absences()


COVERS, MAYBE = "(vervangt dan al iemand)", "(misschien niet beschikbaar)"


async def test_who_waits_for_a_decision_may_not_be_available_and_can_be_picked(stage):
    cast = personas(stage.demo.company)
    add(stage, "2026-12-04", "2026-12-08", status="PENDING", whose=cast.substitute)
    add(stage, "2026-12-07", "2026-12-08", status="PENDING", whose=cast.approver)
    endless = next(e for e in stage.demo.company.employees if e.name == "Joost Veldkamp")
    add(stage, "2026-11-30", None, status="PENDING", whose=endless)
    add(stage, "2026-12-01", "2026-12-04", status="PENDING", whose=cast.admin, type_id=elsewhere(stage))
    await stage.review(DAYS)
    for waiting in (cast.substitute, endless):
        assert f"{waiting.name} {MAYBE}" in await names(stage, waiting.name)
    for other in (cast.approver, cast.admin):
        assert other.name in await names(stage, other.name), "not in these days; works elsewhere"
    await stage.press("Aanvragen", {"substitute": f"{cast.substitute.name} {MAYBE}"})
    (absence,) = stage.absences()[-1:]
    assert absence.substitute_id == cast.substitute.id


@pytest.mark.parametrize("made", ["here", "there"])
async def test_who_has_promised_to_cover_is_shown_and_told_so_in_the_own_review(open_stage, made):
    stage = await open_stage(switches=Switches(substitute_read="hidden" if made == "here" else "get_and_list"))
    cast = personas(stage.demo.company)
    substitute = stage.demo.teams.world.user(cast.substitute.email)
    if made == "here":
        await stage.review(DAYS)
        await stage.press("Aanvragen", {"substitute": str(cast.substitute.id)})
        await stage.review(DAYS, substitute)
        assert "toegezegd" not in stage.words(substitute), "asked is not promised"
        stage.demo.personio.accept(stage.absences()[0].id)
        stage.clock.advance(minutes=1)
        await stage.demo.teams.refresh(stage.user, stage.last())
    else:
        add(stage, "2026-12-01", "2026-12-04", status="PENDING", substitute_id=cast.substitute.id)
    approver = stage.demo.teams.world.user(cast.approver.email)
    await stage.review(DAYS, approver)
    answer = await stage.demo.teams.search(approver, stage.last(approver), "substitute", cast.substitute.last_name, {})
    assert [choice["value"] for choice in answer.choices if COVERS in choice["title"]] == [str(cast.substitute.id)]
    await stage.review({"first_day": "2026-12-04", "last_day": "2026-12-04"}, substitute)
    assert f"Je hebt toegezegd {cast.employee.name} te vervangen: " in stage.words(substitute)
    stage.demo.personio.world.company = replace(stage.demo.company, substitutes_stay=True)
    await stage.press("request.file", user=substitute, check=False)
    assert "vervangt" in stage.words(substitute), "Personio's 409, in a sentence"
    await stage.review({"first_day": "2026-12-08", "last_day": "2026-12-08"}, substitute)
    assert "toegezegd" not in stage.words(substitute)


def elsewhere(stage) -> str:
    return next(kind.id for kind in stage.demo.company.types if kind.category == "offsite_work")


def is_elsewhere(stage, absence) -> bool:
    return next(t for t in stage.demo.company.types if t.id == absence.type_id).category == "offsite_work"


@pytest.mark.parametrize("picked", ["self", "nobody"])
async def test_who_cannot_be_a_substitute_is_refused_with_a_sentence(stage, picked):
    await stage.review(DAYS)
    value = str(stage.person.id) if picked == "self" else "999999"
    await stage.press("Aanvragen", {"substitute": value}, check=False)
    assert not stage.absences()
    assert "request.file" in str(stage.card())


async def test_a_substitute_is_asked_first(stage):
    substitute = personas(stage.demo.company).substitute
    await stage.review(DAYS)
    await stage.press("Aanvragen", {"substitute": str(substitute.id)})
    (absence,) = stage.absences()
    assert (absence.substitute_id, absence.status) == (substitute.id, "SUBSTITUTE_REQUESTED")
    assert substitute.name in stage.words()
    stage.demo.personio.accept(absence.id)
    stage.clock.advance(minutes=1)
    await stage.demo.teams.refresh(stage.user, stage.last())
    assert "wacht op goedkeuring" in stage.words()


async def test_a_type_that_requires_one_teaches_the_form(stage):
    unpaid = stage.demo.company.type_named("Onbetaald verlof").id
    await stage.review({**DAYS, "type_id": unpaid})
    await stage.press("Aanvragen")
    assert not stage.absences()
    assert "Aanpassen" in stage.words()
    await stage.press("Aanpassen")
    await stage.press("request.review")
    await stage.press("Aanvragen", check=False)
    assert not stage.absences(), "asked before Personio is"
    await stage.press("Aanvragen", {"substitute": str(personas(stage.demo.company).substitute.id)})
    assert len(stage.absences()) == 1


async def test_a_type_that_takes_none_gets_the_name_in_the_comment_and_is_not_asked_again(stage):
    special = {**DAYS, "type_id": stage.demo.company.type_named("Bijzonder verlof").id}
    substitute = personas(stage.demo.company).substitute
    await stage.review(special)
    await stage.press("Aanvragen", {"substitute": str(substitute.id)})
    (absence,) = stage.absences()
    assert substitute.name in absence.comment
    assert "niet bevestigd" in stage.words()
    await stage.review({**special, "first_day": "2026-12-08", "last_day": "2026-12-08"})
    assert "substitute" not in inputs(stage.card())


async def test_the_title_of_a_choice_sent_back_is_taken_for_it(stage):
    substitute = personas(stage.demo.company).substitute
    await stage.say("afwezigheid aanvragen")
    await stage.press("request.review", {"type_id": "Vakantie", **DAYS}, check=False)
    await stage.press("Aanvragen", {"substitute": substitute.name}, check=False)
    [absence] = stage.absences()
    assert str(absence.substitute_id) == str(substitute.id)


@pytest.fixture
async def twins(open_stage):
    """Open a stage on which two colleagues are called Thijs Wolvenkamp, of Web and of Platform."""
    async with AsyncExitStack() as stack:
        yield await open_changed(stack, open_stage, twin=("Thijs Wolvenkamp", "Joost Veldkamp"))


async def test_two_colleagues_of_one_name_are_told_apart_and_asked_for(twins):
    stage = twins
    web = personas(stage.demo.company).substitute
    await stage.review({"first_day": "2026-12-14", "last_day": "2026-12-18"})
    assert sorted(await names(stage, "thijs")) == ["Thijs Wolvenkamp (Platform)", "Thijs Wolvenkamp (Web)"]
    await stage.press("Aanvragen", {"substitute": "Thijs Wolvenkamp"}, check=False)
    assert "Er zijn meer collega’s met deze naam." in stage.words()
    assert not stage.absences()
    await stage.press("Aanvragen", {"substitute": "Thijs Wolvenkamp (Platform)"}, check=False)
    [absence] = stage.absences()
    [by_name] = [each for each in stage.demo.company.employees if each.name == "Thijs Wolvenkamp" and each.id != web.id]
    assert str(absence.substitute_id) == str(by_name.id)
    assert "Vervanger: \nThijs Wolvenkamp (Platform)" in stage.words(), "the receipt says which"


@pytest.fixture
async def with_rules(open_stage, request):
    """Open a stage whose Personio still tells the rules of types, or where a file does; both once they are read."""
    if request.param == "older API":
        stage = await open_stage(switches=Switches(v1_type_rules="present"))
    else:
        stage = await open_stage(rules_file=request.getfixturevalue("rules_file"))
    await stage.bot.services.directory.warm_up()
    return stage


@pytest.fixture
def rules_file(tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_text(
        "types:\n- {name: Onbetaald verlof, substitute: required}\n"
        "- {name: Bijzonder verlof, half_days: false, substitute: none}\n- {name: Dienstreis, visible: false}\n"
        "- {name: Ziek, half_days: false}\n"
    )
    return path


@pytest.mark.parametrize("with_rules", ["older API", "file"], indirect=True)
async def test_rules_that_are_known_are_kept_from_the_start(with_rules):
    stage = with_rules
    kinds = {kind.name: kind.id for kind in stage.demo.company.types}
    await stage.review({**DAYS, "type_id": kinds["Onbetaald verlof"]})
    await stage.press("Aanvragen", check=False)
    assert not stage.absences(), "asked here, before Personio is"
    assert "vervanger" in stage.words().casefold()
    told = stage.bot.services.directory.older_types()[0].certificate is not None  # a certificate is no rule of a file
    await stage.review({**DAYS, "type_id": kinds["Ziek"]})
    assert ("Personio kan om een bewijsstuk vragen" in stage.words()) is told
    await stage.say("ziek melden")
    assert ("Personio kan om een doktersverklaring vragen" in stage.words()) is told
    await stage.say("afwezigheid aanvragen")
    await stage.press(
        "request.review", {**DAYS, "type_id": kinds["Bijzonder verlof"], "first_half": "half"}, check=False
    )
    assert "Bijzonder verlof kent geen halve dagen" in stage.words()
    assert not {"first_half", "last_half"} & inputs(stage.card()).keys()
    await stage.press("request.review", DAYS)
    assert "substitute" not in inputs(stage.card())
    await stage.press("Aanvragen")
    await stage.press("Wijzigen")
    assert not {"first_half", "last_half"} & inputs(stage.card()).keys()
    button = find(stage.card(), "absences.review")
    older = {**button, "data": {**button["data"], **DAYS, "first_half": "half"}}  # from a form that had the choice
    answer = await stage.demo.teams.people.execute(stage.user, stage.last(), older)
    assert "Bijzonder verlof kent geen halve dagen" in words(answer.card)


async def test_a_change_keeps_a_half_day_that_the_absence_has(open_stage, rules_file):
    stage = await open_stage(rules_file=rules_file)
    special = next(kind.id for kind in stage.demo.company.types if kind.name == "Bijzonder verlof")
    absence = add(stage, "2026-12-01", "2026-12-04", status="PENDING", type_id=special, from_midday=True)
    await opened(stage, absence)
    await stage.press("Wijzigen")
    assert inputs(stage.card())["first_half"] == "half"
    answer = await stage.press("Volgende stap", {"last_day": "2026-12-03"})
    assert "Wijziging opslaan" in words(answer.card)


async def test_a_type_that_the_company_hides_is_not_offered(open_stage, rules_file):
    stage = await open_stage(rules_file=rules_file)
    hidden = next(kind.id for kind in stage.demo.company.types if kind.name == "Dienstreis")
    await stage.say("afwezigheid aanvragen")
    assert "Dienstreis" not in str(stage.card())
    assert "Vakantie" in str(stage.card())
    await stage.press("request.review", {**DAYS, "type_id": hidden}, check=False)  # as an older card sends it
    assert "Dit type afwezigheid kun je niet meer kiezen" in stage.words()
    for said, first in (("dienstreis van 7 t/m 9 december", "2026-12-07"), ("dienstreis aanvragen", "")):
        await stage.say(said)
        assert "Dienstreis vraag je hier niet aan" in stage.words()
        assert "Hier kun je kiezen uit: Vakantie, " in stage.words()
        assert (inputs(stage.card()).get("type_id", ""), inputs(stage.card())["first_day"]) == ("", first)
    await stage.say("7 t/m 9 december vakantie")
    assert "vraag je hier niet aan" not in stage.words()


async def test_a_sickness_without_half_days_is_not_offered_for_an_afternoon(open_stage, rules_file):
    stage = await open_stage(rules_file=rules_file)
    await stage.say("ziek melden")
    assert "afternoon" not in str(stage.card())
    await stage.press("sick.report", {"first_day": "2026-11-23", "length": "afternoon"}, check=False)
    assert "Ziek kent geen halve dagen" in stage.words()
    assert not stage.absences()
