"""*Taal*: the language the bot writes to a person in.

Rule: a language that the person chose beats the one Teams reports; nothing chosen follows Teams.
"""

from __future__ import annotations

from dataclasses import replace

from bot.events import Pressed, Reply, Said, Show
from bot.router import Router
from bot.services import Refused, Turn
from cards import Card
from cards.actions import ChooseLanguage, OpenLanguage
from cards.i18n import LANGUAGES, Translator, best_language, translator
from cards.language import LanguageView, language_card

router = Router()


@router.said("language")
async def asked_for_language(turn: Turn, _event: Said) -> Reply:
    """Show the choice of languages."""
    return Show(_card(turn.account.language, turn.t))


@router.pressed(OpenLanguage)
async def pressed_language(turn: Turn, _action: OpenLanguage, _press: Pressed) -> Reply:
    """Show the choice of languages."""
    return Show(_card(turn.account.language, turn.t))


@router.pressed(ChooseLanguage)
async def chose_language(turn: Turn, action: ChooseLanguage, _press: Pressed) -> Reply:
    """Keep the choice and answer in it."""
    if not turn.account.object_id:
        raise Refused("identity.unknown")
    chosen = action.language if action.language in LANGUAGES else None
    await turn.services.store.save_account(replace(turn.account, language=chosen))
    effective = best_language(chosen, turn.account.locale, default=turn.services.default_language)
    return Show(_card(chosen, translator(effective)))


def _card(chosen: str | None, t: Translator) -> Card:
    return language_card(LanguageView(current=chosen, effective=t.language), t)
