from dataclasses import replace
from datetime import date

import pytest

from cards.actions import (
    AddRow,
    DeleteDigest,
    EditMapping,
    EditorRow,
    FinishSetup,
    ListDigests,
    OpenDigest,
    PauseDigest,
    PostDigest,
    PreviewDigest,
    RemoveRow,
    ResumeDigest,
    SetupChannels,
    SetupDraft,
    SetupPersonio,
    SetupTeams,
    read_action,
)
from cards.digest import AbsentLine, DigestView
from cards.examples import examples
from cards.problem import Problem
from cards.setup import (
    AttributeLine,
    ChannelOption,
    ConfirmView,
    MappingsView,
    PersonioStatusView,
    PreviewView,
    RowView,
    TeamOption,
    TeamsStatusView,
    TeamsView,
    channels_card,
    confirm_card,
    done_card,
    mappings_card,
    personio_status_card,
    preview_card,
    teams_card,
    teams_status_card,
)
from cards.setup.examples import _DRAFT as DRAFT
from cards.setup.examples import _MAPPING as MAPPING
from cards.setup.examples import _ROW as ROW

CHANNELS = (ChannelOption("19:general@thread.tacv2", "Algemeen", "Klantenservice"),)
OTHER = ROW.model_copy(update={"id": "other", "units": ("office:1", "team:2"), "show_type": "true"})
TWO = DRAFT.model_copy(update={"rows": (OTHER,)})
EDITOR = RowView(TWO, CHANNELS, [("department:281", "Klantenservice")], holidays=[("NL", "Nederland")])


def test_the_first_step_shows_ids_and_says_what_is_missing(nl, words):
    card = teams_status_card(TeamsStatusView("app-1", None, [], [Problem("setup.no_teams")]), nl)
    assert "app-1" in words(card)
    assert "niet ingesteld" in words(card)
    assert "De app staat nog in geen enkel team." in words(card)
    assert "Alles in orde" not in words(card)


def test_many_teams_are_counted(nl, words):
    card = teams_status_card(TeamsStatusView("a", "t", [f"Team {n}" for n in range(14)]), nl)
    assert "Team 9 en 4 andere" in words(card)


def test_the_second_step_says_which_attributes_to_tick_and_where(nl, words):
    lines = [
        AttributeLine("first_name", readable=True),
        AttributeLine("position", readable=False),
        AttributeLine("birthday", readable=False, where="tick.birthday"),
    ]
    shown = words(personio_status_card(PersonioStatusView(ok=True, attributes=lines), nl))
    assert shown.index("– functie") < shown.index("Vink dit aan in Personio") < shown.index("– geboortedatum")
    assert "PERSONIO_BIRTHDAY_ATTRIBUTE" in shown
    assert "Leesbaar: voornaam" in shown


def test_every_step_carries_everything_typed_so_far(nl, pressed):
    first = teams_status_card(TeamsStatusView("a", "t", (), draft=TWO), nl)
    assert pressed(first, "Volgende stap") == SetupPersonio.model_validate(TWO.model_dump())
    second = personio_status_card(PersonioStatusView(ok=True, draft=TWO), nl)
    assert pressed(second, "Volgende stap") == SetupTeams.model_validate(TWO.model_dump())
    third = teams_card(TeamsView([TeamOption("team-1", "A"), TeamOption("team-2", "B")], TWO), nl)
    assert pressed(third, "Volgende stap") == SetupChannels.model_validate(TWO.model_dump())
    fourth = channels_card(EDITOR, nl)
    pressed_there = pressed(fourth, "Voltooien", show_type="", post_empty="")
    assert pressed_there == FinishSetup.model_validate(TWO.model_dump())
    assert pressed_there.draft == TWO
    assert pressed_there.row == ROW


def test_unticked_teams_are_not_ticked_again(nl, pressed):
    card = teams_card(TeamsView([TeamOption("team-1", "A")], DRAFT), nl)
    assert pressed(card, "Volgende stap", teams="").teams == ()


@pytest.mark.parametrize(
    ("title", "kind"),
    [("Voltooien", FinishSetup), ("Nog een kanaal toevoegen", AddRow), ("Voorbeeld", PreviewDigest)],
)
def test_the_editor_sends_what_is_typed_now_and_nothing_older(nl, pressed, title, kind):
    typed = {"channel": "19:x", "topics": "birthdays", "units": "", "days": "mon,tue", "time": "08:30"}
    action = pressed(channels_card(EDITOR, nl), title, show_type="true", **typed)
    assert type(action) is kind
    assert (action.id, action.teams, action.rows) == (ROW.id, DRAFT.teams, (OTHER,))
    assert action.row.model_dump(exclude={"id", "post_empty", "weekly", "warned"}) == {
        "channel": "19:x",
        "language": "nl",
        "time": "08:30",
        "timezone": "Europe/Amsterdam",
        "topics": ("birthdays",),
        "units": (),
        "days": ("mon", "tue"),
        "show_type": "true",
        "holidays": "NL",
    }


def test_nothing_in_the_editor_blocks_going_back(nl, inputs, pressed):
    card = channels_card(EDITOR, nl)
    assert not any("isRequired" in each for each in inputs(card).values())
    assert type(pressed(card, "Terug", channel="")) is SetupTeams


def test_a_finished_row_can_be_changed_and_taken_out(nl, words, pressed):
    card = channels_card(EDITOR, nl)
    assert "Klantenservice › Algemeen" in words(card)
    edit, remove = pressed(card, "Aanpassen"), pressed(card, "Weghalen")
    assert (type(edit), edit.row_id, edit.rows) == (EditMapping, "other", (OTHER,))
    assert (type(remove), remove.row_id, remove.id) == (RemoveRow, "other", ROW.id)


def test_the_editor_of_an_existing_update_saves_and_leads_back_to_the_list(nl, pressed):
    card = channels_card(RowView(DRAFT, CHANNELS, existing=True), nl)
    assert type(pressed(card, "Opslaan")) is FinishSetup
    assert pressed(card, "Terug") == ListDigests()
    assert card.summary == "Update aanpassen"


def test_many_channels_are_searched_with_the_teams_picked(nl, inputs):
    many = [ChannelOption(f"19:{n}", f"Kanaal {n}", "A") for n in range(100)]
    found = inputs(channels_card(RowView(DRAFT.model_copy(update={"channel": "19:7"}), many), nl))
    assert found["channel"]["choices.data"]["dataset"] == "channels"
    assert found["channel"]["choices"] == [{"title": "A › Kanaal 7", "value": "19:7"}]
    assert found["teams"]["value"] == "team-1,team-2"
    assert found["units"]["choices.data"]["dataset"] == "units"
    assert found["units"]["isMultiSelect"] is True


def test_a_time_that_cannot_be_read_is_left_empty(nl, inputs):
    card = channels_card(RowView(DRAFT.model_copy(update={"time": "9 uur"}), CHANNELS), nl)
    assert "value" not in inputs(card)["time"]


def test_an_update_can_be_changed_paused_previewed_posted_and_deleted(nl, pressed):
    card = mappings_card(MappingsView([MAPPING]), nl)
    about = {"subscription_id": MAPPING.id}
    assert pressed(card, "Aanpassen") == EditMapping(row_id=MAPPING.id)
    assert pressed(card, "Voorbeeld") == PreviewDigest.model_validate(about)
    assert pressed(card, "Pauzeren") == PauseDigest.model_validate(about)
    assert pressed(card, "Nu plaatsen") == PostDigest.model_validate(about)
    assert pressed(card, "Verwijderen") == DeleteDigest.model_validate(about)
    assert pressed(card, "Nieuwe update") == SetupTeams()


def test_a_paused_update_says_why_and_can_be_resumed(nl, words, pressed):
    card = mappings_card(MappingsView([replace(MAPPING, paused="channel_gone")]), nl)
    assert "Gepauzeerd: dit kanaal bestaat niet meer" in words(card)
    assert "Volgende update" not in words(card)
    assert pressed(card, "Hervatten") == ResumeDigest(subscription_id=MAPPING.id)
    assert "Gepauzeerd" in words(mappings_card(MappingsView([replace(MAPPING, paused="tired")]), nl))


def test_an_update_is_described_in_plain_words(nl, words):
    shown = words(mappings_card(MappingsView([MAPPING]), nl)).splitlines()
    assert shown[1:7] == [
        "Klantenservice › Algemeen",
        "09:00 (Europe/Amsterdam), maandag t/m vrijdag, Nederlands",
        "Afwezigen, Verjaardagen, Jubilea, Nieuwe medewerkers",
        "Klantenservice, Utrecht",
        "Met weekoverzicht · Niet op feestdagen van Nederland",
        "Volgende update: dinsdag 24 november 2026",
    ]
    some = replace(MAPPING, days=("fri", "mon"), units=())
    assert "maandag, vrijdag, Nederlands" in words(mappings_card(MappingsView([some]), nl))
    assert "Het hele bedrijf" in words(mappings_card(MappingsView([some]), nl))


def test_what_is_switched_on_is_said_in_every_summary(nl, words):
    said = "Met weekoverzicht · Ook op dagen zonder nieuws · Met de reden van afwezigheid, ook bij ziekte"
    on = replace(MAPPING, show_type=True, post_empty=True)
    switches = {"show_type": "true", "post_empty": "true"}
    in_the_editor = DRAFT.model_copy(update=switches)
    finished = DRAFT.model_copy(update={"rows": (ROW.model_copy(update=switches),)})
    cards = [done_card([on], nl), mappings_card(MappingsView([on]), nl), confirm_card(ConfirmView("post", on), nl)]
    cards += [channels_card(RowView(draft, CHANNELS), nl) for draft in (in_the_editor, finished)]
    assert [words(card).count(said) for card in cards] == [1] * 5
    for card in (done_card([MAPPING], nl), channels_card(RowView(DRAFT, CHANNELS), nl)):
        assert "Met de reden van" not in words(card)
        assert "Ook op dagen" not in words(card)


def test_no_two_buttons_of_a_card_sound_the_same(nl):
    for name, make in examples():
        if name.startswith(("setup", "update")):
            said = titles(make(nl).content)
            assert len(said) == len(set(said)), name


def titles(node):
    """Return the titles of a card's buttons, without those for old clients."""
    if isinstance(node, list):
        return [title for each in node for title in titles(each)]
    if not isinstance(node, dict):
        return []
    own = [node["title"]] if str(node.get("type")).startswith("Action.") and "title" in node else []
    return own + [title for key, each in node.items() if key not in ("fallback", "data") for title in titles(each)]


def test_a_long_list_of_updates_has_pages(nl, pressed):
    many = [replace(MAPPING, id=str(n)) for n in range(12)]
    card = mappings_card(MappingsView(many, start=12, total=40), nl)
    assert pressed(card, "Beheren: Algemeen, 09:00 (1)") == OpenDigest(subscription_id="0")
    assert pressed(card, "Volgende") == ListDigests(start="24")
    assert pressed(card, "Vorige") == ListDigests(start="0")


@pytest.mark.parametrize(
    ("what", "title", "kind"), [("delete", "Verwijderen", DeleteDigest), ("post", "Nu plaatsen", PostDigest)]
)
def test_what_cannot_be_undone_is_confirmed(nl, pressed, what, title, kind):
    card = confirm_card(ConfirmView(what, MAPPING), nl)
    assert pressed(card, title) == kind(subscription_id=MAPPING.id, sure="yes")
    assert pressed(card, "Terug") == OpenDigest(subscription_id=MAPPING.id)


def test_done_says_when_the_channel_hears_first(nl, words):
    card = done_card([MAPPING], nl)
    assert "Klaar! Je updates zijn actief" in words(card)
    assert "Volgende update: dinsdag 24 november 2026" in words(card)


def test_a_preview_says_that_nothing_was_posted_and_leads_back_to_the_editor(nl, words, pressed):
    day = date(2026, 11, 23)
    card = preview_card(PreviewView(day, "A › B", DigestView(day), draft=TWO), nl)
    assert "er is nog niets geplaatst" in words(card)
    assert "Geen afwezigheid bekend voor vandaag" in words(card)
    assert pressed(card, "Terug").draft == TWO
    again = pressed(card, "Deze dag bekijken", day="2026-12-25")
    assert (again.day, again.draft, again.subscription_id) == ("2026-12-25", TWO, None)


def test_a_preview_of_an_existing_update_leads_back_to_it(nl, words, pressed):
    card = preview_card(PreviewView(date(2026, 11, 22), "A › B", None, "non_working_day", "s1"), nl)
    assert "geen werkdag van dit kanaal" in words(card)
    assert pressed(card, "Deze dag bekijken").subscription_id == "s1"
    assert pressed(card, "Terug") == OpenDigest(subscription_id="s1")


def test_names_from_teams_are_never_markdown(nl, elements):
    evil = "[klik](https://evil.example)"
    cards = [
        teams_status_card(TeamsStatusView(evil, evil, [evil]), nl),
        mappings_card(MappingsView([replace(MAPPING, channel=evil, team=evil, units=[evil])]), nl),
        preview_card(PreviewView(date(2026, 11, 22), evil, DigestView(date(2026, 11, 22), [evil])), nl),
    ]
    blocks = [each["text"] for card in cards for each in elements(card) if each.get("type") == "TextBlock"]
    assert not any("evil" in text for text in blocks)


@pytest.mark.parametrize("rows", ["[", "[" * 9000, "7", '"x"', '[{"id": {"a": 1}}]', "[1]", '{"a": 1}', 7, None, [[]]])
def test_rows_that_cannot_be_read_harm_nothing(rows):
    action = read_action({"verb": "setup.finish", "rows": rows})
    assert action is None or all(isinstance(row, EditorRow) and row.id is None for row in action.rows)


def test_what_is_ticked_is_read_from_text_and_from_lists():
    read = SetupDraft.model_validate
    assert read({"topics": "absences, birthdays,,absences"}).topics == ("absences", "birthdays")
    assert read({"topics": ["absences", 7, None, "absences"]}).topics == ("absences",)
    assert read({"topics": {"a": 1}}).topics == ()
    assert len(read({"units": ",".join(map(str, range(5000)))}).units) == 100


def test_who_sets_up_is_never_read_from_data():
    assert set(FinishSetup.model_fields) == {*EditorRow.model_fields, "verb", "teams", "rows"}


def test_whatever_rides_along_a_card_stays_small(nl, flaws):
    rows = tuple(OTHER.model_copy(update={"id": f"{n:036}", "units": ("department:1234567",) * 30}) for n in range(5))
    teams = tuple(f"19:{n:032x}@thread.tacv2" for n in range(80))
    packed = DRAFT.model_copy(update={"rows": rows, "teams": teams})
    crowd = [AbsentLine(str(n), f"Maria van Oosterhout {n}", back_on=date(2026, 11, 30)) for n in range(500)]
    day = date(2026, 11, 23)
    cards = [
        teams_status_card(TeamsStatusView("a", "t", ["Team " * 20] * 300, draft=packed), nl),
        personio_status_card(PersonioStatusView(ok=True, draft=packed), nl),
        teams_card(TeamsView([TeamOption(each, "Team " * 20) for each in teams], packed), nl),
        channels_card(RowView(packed, CHANNELS), nl),
        preview_card(PreviewView(day, "A › B", DigestView(day, absent=crowd), draft=packed), nl),
    ]
    assert [flaws(card, budget=25_000) for card in cards] == [[]] * 5
