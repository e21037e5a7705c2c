"""*Language*: the language the bot writes to a person in.

A language that the person chose beats the one Teams reports; nothing chosen follows Teams. It can be chosen in a
channel too, where somebody may land in a wrong one; it is the language of whom presses, and of nobody else.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.choices import in_every_language, value_of
from bot.core.events import Pressed, Reply, Said, Show, Tell
from bot.core.language_request import wished_language
from bot.services.context import Refusal, Turn
from bot.services.router import Router
from cards import Card
from cards.actions import ChooseLanguage, OpenLanguage
from cards.i18n import LANGUAGES, NAMES, Translator, best_language, translator
from cards.language import FOLLOWING, LanguageView, language_card

router = Router()


@router.said("language", anywhere=True)
async def asked_for_language(turn: Turn, event: Said) -> Reply:
    """Show the choice of languages; where one is asked for by name, choose it."""
    if wished := wished_language(event.text):
        return await _choose(turn, wished)
    return Show(_card(turn, turn.account.language, turn.t))


@router.pressed(OpenLanguage)
async def pressed_language(turn: Turn, _action: OpenLanguage, _press: Pressed) -> Reply:
    return Show(_card(turn, turn.account.language, turn.t))


@router.pressed(ChooseLanguage, anywhere=True)
async def chose_language(turn: Turn, action: ChooseLanguage, _press: Pressed) -> Reply:
    """Keep the choice and answer in it; a card that others see too stays as it is."""
    chosen = value_of(action.language, [*NAMES.items(), *in_every_language(FOLLOWING)])
    return await _choose(turn, chosen if chosen in LANGUAGES else None)


async def _choose(turn: Turn, chosen: str | None) -> Reply:
    if not turn.account.object_id:
        raise Refusal("identity.unknown")
    await turn.services.store.accounts.save(replace(turn.account, language=chosen))
    effective = best_language(chosen, turn.account.locale, default=turn.services.default_language)
    t = translator(effective)
    return Tell(t("language.now")) if _is_shared(turn) else Show(_card(turn, chosen, t))


def _card(turn: Turn, chosen: str | None, t: Translator) -> Card:
    return language_card(LanguageView(current=chosen, effective=t.language, is_shared=_is_shared(turn)), t)


def _is_shared(turn: Turn) -> bool:
    return turn.origin.conversation.scope != "personal"
