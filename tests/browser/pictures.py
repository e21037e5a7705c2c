"""Make the README's pictures: ``.venv/bin/python -m tests.browser.pictures``.

Rule: the same product, people and day give the same pictures; on another machine only its fonts may differ.
"""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog
from playwright.async_api import Browser, expect

from tests.support.browser_bot import BrowserBot, open_house
from tests.support.browser_chat import Chat, chromium, looking

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDE, TALL = (1200, 780), (390, 872)  # so that what scrolled out ends between two lines


async def take(chat: Chat, name: str) -> None:
    """Save what the window shows, without pointer and focus."""
    await chat.page.mouse.move(0, 0)
    await chat.page.evaluate("document.activeElement.blur()")
    await chat.page.screenshot(path=IMAGES / name, animations="disabled")


@asynccontextmanager
async def window(
    browser: Browser, size: tuple[int, int], theme: str, person: str = "sanne", scale: float = 2, *, alive: bool = False
) -> AsyncIterator[Chat]:
    """Open a person's chat with a bot of its own."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            open_house(Path(folder), alive=alive) as built,
            looking(browser, built, person, size, theme, scale) as chat,
        ):
            yield chat


async def morning(built: BrowserBot, chat: Chat, theme: str) -> None:
    """Look at the daily update of the Dutch office."""
    await built.set_up()
    channel = built.demo.teams.world.teams[0].channels[1]
    await built.next_morning(channel)
    await chat.page.goto(f"{built.demo.teams.url}?as=sanne&chat={channel.id}&theme={theme}")
    await chat.sees("Vandaag afwezig")


async def four_steps(built: BrowserBot, chat: Chat) -> None:
    """Set up a channel, as far as the fourth step."""
    await built.install()
    await chat.say("instellen")
    for step in (1, 2):
        await chat.sees(f"Stap {step} van 4")
        await chat.press("Volgende stap")
    await chat.sees("Stap 3 van 4")
    await chat.field("Nederland").check()
    await chat.press("Volgende stap")
    await chat.sees("Stap 4 van 4")
    await chat.field("Kanaal").select_option(label="Nederland › Updates")
    for typed, unit in (("techn", "Techniek (afdeling)"), ("amst", "Amsterdam (kantoor)")):
        await chat.picker("Afdelingen, teams en kantoren").fill(typed)
        await chat.page.get_by_role("option", name=unit, exact=True).click()
    await chat.card.evaluate("card => card.scrollIntoView()")


async def fill(chat: Chat) -> None:
    """Fill the form: four days off before Sinterklaas."""
    await chat.ask("2026-12-01", "2026-12-04", comment="Skiën met de kinderen")


async def review(chat: Chat) -> None:
    """Go on to the review and choose who covers."""
    await fill(chat)
    await chat.press("Volgende stap")
    await chat.sees("Klopt dit?")
    await chat.pick("Vervanger", "thijs", "Thijs Wolvenkamp")


async def asked(browser: Browser, built: BrowserBot) -> None:
    """Have Sanne ask, with a substitute who accepts."""
    await built.demo.install()
    async with looking(browser, built, "sanne") as sanne:
        await sanne.request("2026-12-01", "2026-12-04", "Thijs Wolvenkamp")
    built.demo.personio.accept(built.absence().id)


async def absences(chat: Chat) -> None:
    """Look at one's own absences, a new one among them."""
    await chat.request("2026-12-01", "2026-12-04", comment="Skiën met de kinderen")
    await chat.say("mijn afwezigheden")
    await chat.sees("Nu en straks")
    await chat.card.evaluate("card => card.scrollIntoView()")


async def main() -> None:
    """Make all pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        async with window(browser, WIDE, "light") as chat:
            await review(chat)
            await take(chat, "request-desktop.png")
        async with window(browser, TALL, "light") as chat:
            await fill(chat)
            await take(chat, "form-phone-light.png")
        async with window(browser, TALL, "dark") as chat:
            await review(chat)
            await take(chat, "review-phone-dark.png")
            await chat.press("Aanvragen")
            await chat.sees("Je aanvraag wacht op je vervanger")
            await expect(chat.card).to_contain_text("Bewerkt")
            await take(chat, "receipt-phone-dark.png")
        async with window(browser, WIDE, "light", scale=1.25) as chat:
            await morning(chat.built, chat, "light")
            await take(chat, "digest-desktop.png")
        async with window(browser, TALL, "dark") as chat:
            await morning(chat.built, chat, "dark")
            await take(chat, "digest-phone-dark.png")
        async with window(browser, TALL, "light", "annelies", alive=True) as chat:
            await asked(browser, chat.built)
            await chat.sees("Sanne Hagenaar vraagt afwezigheid aan")
            await take(chat, "approver-phone.png")
        async with window(browser, TALL, "dark", alive=True) as chat:
            await absences(chat)
            await take(chat, "my-absences-phone-dark.png")
        async with window(browser, TALL, "light", "marieke") as chat:
            await four_steps(chat.built, chat)
            await take(chat, "setup-phone.png")


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    asyncio.run(main())
