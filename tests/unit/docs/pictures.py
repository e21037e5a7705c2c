"""Make the admin guide's pictures: ``.venv/bin/python -m tests.unit.docs.pictures``.

Rule: the steps of *instellen* as the demo's admin sees them, one card a picture, in the guide's two languages.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from pathlib import Path

import structlog
from playwright.async_api import Browser, expect

from bot.core.records import Account
from cards.i18n import translator
from sandbox.demo import TENANT
from tests.support.browser_bot import open_house
from tests.support.browser_chat import Chat, chromium, looking

IMAGES = Path(__file__).parents[3] / "docs" / "images"
SIZE = (760, 2000)  # so high that the longest card is seen whole


async def take(chat: Chat, name: str) -> None:
    """Save the newest card, without pointer and focus."""
    await chat.page.mouse.move(0, 0)
    await chat.page.evaluate("document.activeElement.blur()")
    await chat.card.locator(".card-frame").screenshot(path=IMAGES / name, animations="disabled")


async def steps(browser: Browser, language: str) -> None:
    """Go through the four steps and take each."""
    t = translator(language)
    with tempfile.TemporaryDirectory() as folder:
        async with open_house(Path(folder)) as built:
            (admin,) = (user for user in built.demo.teams.world.users if user.email == built.people.admin.email)
            await built.services.store.accounts.add(Account(TENANT, admin.object_id, language=language))
            await built.install()
            async with looking(browser, built, "marieke", SIZE, "light", 1) as chat:
                await chat.say("instellen")
                for step in (1, 2, 3, 4):
                    await chat.sees(t("setup.step", step=step))
                    if step == 3:
                        await chat.field("Nederland").check()
                    if step == 4:
                        await chat.card.get_by_label(t("setup.channel"), exact=True).select_option(
                            label="Nederland › Updates"
                        )
                        await chat.picker(t("setup.units")).fill("amst")
                        await chat.page.get_by_role("option", name="Amsterdam").first.click()
                        await expect(chat.picker(t("setup.units"))).to_have_value("")
                    await take(chat, f"setup-{step}-{language}.png")
                    if step < 4:
                        await chat.press(t("button.next"))


async def main() -> None:
    """Make all pictures."""
    async with chromium() as browser:
        for language in ("nl", "en"):
            await steps(browser, language)


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    asyncio.run(main())
