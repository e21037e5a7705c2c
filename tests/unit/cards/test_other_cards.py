from cards.actions import ChooseLanguage, OpenLanguage, OpenRequest
from cards.examples import example_problem
from cards.help import HelpView, help_card, welcome_card
from cards.i18n import NAMES, translator
from cards.language import LanguageView, language_card
from cards.notice import notice_card


def test_unknown_words_are_answered_with_what_can_be_done(nl, words, pressed):
    card = help_card(HelpView(unknown=True, is_channel=False), nl)
    assert words(card).startswith("Dat begreep ik niet helemaal, maar dit kan ik wel")
    assert "Afwezigheid aanvragen" in words(card)
    assert pressed(card, "Afwezigheid aanvragen") == OpenRequest()
    assert pressed(card, "Taal kiezen") == OpenLanguage()


def test_nothing_private_starts_in_a_channel(nl, elements):
    card = help_card(HelpView(unknown=True, is_channel=True), nl)
    assert not any(str(each.get("type", "")).startswith("Action.") for each in elements(card))


def test_the_welcome_says_what_it_is_good_for_and_how_to_begin(nl, words, pressed):
    card = welcome_card(nl)
    assert "wanneer je weer aan het werk gaat" in words(card)
    assert pressed(card, "Afwezigheid aanvragen") == OpenRequest()


def test_every_language_is_offered_under_its_own_name(t, inputs):
    card = language_card(LanguageView(current=None, effective=t.language), t)
    offered = {each["value"]: each["title"] for each in inputs(card)["language"]["choices"]}
    assert {code: offered[code] for code in NAMES} == NAMES
    assert offered["teams"] == t("language.as_teams")
    assert inputs(card)["language"]["style"] == "compact"


def test_the_chosen_language_is_selected_and_sent(pressed, inputs):
    t = translator("fr")
    card = language_card(LanguageView(current="fr", effective="fr"), t)
    assert inputs(card)["language"]["value"] == "fr"
    assert pressed(card, t("button.save"), language="nl") == ChooseLanguage(language="nl")


def test_following_teams_is_a_choice_that_is_no_language(nl, pressed):
    card = language_card(LanguageView(current=None, effective="nl"), nl)
    assert pressed(card, "Opslaan").language not in NAMES


def test_a_notice_can_be_tried_again(nl, pressed):
    card = notice_card(example_problem("personio.unreachable"), nl, retry=OpenRequest())
    assert pressed(card, "Opnieuw proberen") == OpenRequest()


def test_what_others_wrote_does_not_reach_the_lock_screen(nl, words):
    card = notice_card(example_problem("refused.detail"), nl)
    assert "two weeks in advance" in words(card)
    assert "two weeks in advance" not in card.summary
