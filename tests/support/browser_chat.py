"""The web chat as its reader uses it: words, labels and buttons.

Rule: finds things only by what is seen or read out; waits, never sleeps; the browser talks to this machine only.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, Route, async_playwright, expect

from sandbox.teams import Channel
from tests.support.browser_bot import BrowserBot
from tests.support.stage import MONDAY

CHROMIUM = shutil.which("chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # the same pixels on every machine, as far as its fonts allow
]
ELSEWHERE = re.compile(r"^(?!http://127\.0\.0\.1[:/])")
DESKTOP, PHONE, NARROW = (1280, 860), (390, 844), (320, 700)
JOURNEY = [pytest.mark.e2e, pytest.mark.timeout(120), pytest.mark.asyncio(loop_scope="session")]


class Chat:
    """Somebody's chat with the bot, in a browser of its own."""

    def __init__(self, built: BrowserBot, page: Page) -> None:
        self.built, self.page = built, page
        self.person, self.theme = "", "light"
        self.log = page.get_by_role("log", name="Berichten")
        self.sent: list[str] = []  # what the page asked the server
        self.faults: list[str] = []  # what must not happen: errors in the page, requests to elsewhere

    @property
    def card(self) -> Locator:
        """The newest message."""
        return self.messages.last

    @property
    def messages(self) -> Locator:
        """Everything said here, oldest first."""
        return self.log.locator("[data-message]")

    @property
    def presses(self) -> int:
        """How often a button reached the server."""
        return sum(url.endswith("/chat/press") for url in self.sent)

    async def open(self, person: str, theme: str = "light") -> None:
        """Look at the chat as this person."""
        self.person, self.theme = person, theme
        await self.page.goto(f"{self.built.demo.teams.url}?as={person}&chat=personio&theme={theme}")
        await expect(self.page.locator("[data-ready]")).to_be_visible()

    async def wear(self, theme: str) -> None:
        """Change the colours of what is on screen: ``light``, ``dark`` or ``contrast``."""
        self.theme = theme
        await self.page.get_by_role("button", name="Thema").click()
        name = {"light": "Licht", "dark": "Donker", "contrast": "Hoog contrast"}[theme]
        await self.page.get_by_role("menuitemradio", name=name).click()

    async def visit(self, channel: Channel) -> None:
        """Look at a channel, as the same person."""
        await self.page.goto(f"{self.built.demo.teams.url}?as={self.person}&chat={channel.id}&theme={self.theme}")
        await expect(self.page.locator("[data-ready]")).to_be_visible()

    async def say(self, words: str) -> None:
        """Write a message."""
        await self.page.get_by_label("Bericht", exact=True).fill(words)
        await self.page.keyboard.press("Enter")

    def button(self, title: str) -> Locator:
        """Return a button of the newest card."""
        return self.card.get_by_role("button", name=title, exact=True)

    def row(self, number: int = 0) -> Locator:
        """Return the button that opens an absence of *mijn afwezigheden*, the soonest first."""
        return self.card.get_by_role("button", name=re.compile("^Bekijken: ")).nth(number)

    async def press(self, title: str) -> None:
        """Press a button of the newest card."""
        await self.button(title).click()

    def field(self, label: str) -> Locator:
        """Return an input of the newest card."""
        return self.card.get_by_label(label).and_(self.card.locator("input, select, textarea"))

    def picker(self, label: str) -> Locator:
        """Return an input that is filled by typing and choosing."""
        return self.card.get_by_role("combobox", name=label)

    async def pick(self, label: str, typed: str, option: str) -> None:
        """Type into a picker and choose."""
        await self.picker(label).fill(typed)
        await self.page.get_by_role("option", name=option, exact=True).click()
        await expect(self.picker(label)).to_have_value(option)

    async def ask(self, first: str, last: str | None = None, kind: str | None = None, comment: str = "") -> None:
        """Open the form and fill it; days as ``YYYY-MM-DD``."""
        await self.say("afwezigheid aanvragen")
        await self.sees("Afwezigheid aanvragen")
        if kind:
            await self.pick("Type afwezigheid", kind[:4], kind)
        await self.field("Eerste dag").fill(first)
        await self.field("Laatste dag").fill(last or first)
        await self.field("Opmerking").fill(comment)

    async def review(self, *args: Any, **kwargs: Any) -> None:
        """Open the form, fill it and go on to the review."""
        await self.ask(*args, **kwargs)
        await self.press("Volgende stap")
        await self.sees("Klopt dit?")

    async def sees(self, *texts: str) -> None:
        """Wait until the newest card shows all of this."""
        for text in texts:
            await expect(self.card).to_contain_text(text, use_inner_text=True)

    async def request(self, first: str, last: str | None = None, substitute: str = "", **kwargs: Any) -> Locator:
        """Ask for absence, and return the message with the receipt."""
        await self.review(first, last, **kwargs)
        if substitute:
            await self.pick("Vervanger", substitute[:4], substitute)
        await self.press("Aanvragen")
        await self.sees("Je aanvraag wacht op")
        return self.messages.nth(await self.messages.count() - 1)

    async def decide(self, name: str, answer: str) -> None:
        """Follow the newest card to Personio and answer there, by the start of what the button says."""
        async with self.page.expect_popup() as opened:
            await self.card.get_by_role("link", name=re.compile("(Beslissen|Bekijken) in Personio")).click()
        personio = await opened.value
        await personio.get_by_role("link", name=name, exact=True).click()
        await personio.get_by_role("button", name=answer).click()
        await expect(personio.get_by_role("button", name=answer)).to_have_count(0)
        await personio.close()

    async def come_back(self) -> None:
        """Open the chat again a minute later: Teams lets cards that come into view ask how they stand."""
        self.built.clock.advance(minutes=1)
        await self.page.reload()
        await expect(self.page.locator("[data-ready]")).to_be_visible()


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start the system's Chromium."""
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def looking(
    browser: Browser,
    built: BrowserBot,
    person: str,
    size: tuple[int, int] = DESKTOP,
    theme: str = "light",
    scale: float = 1,
) -> AsyncIterator[Chat]:
    """Open the chat in a window of this size; raises AssertionError at the end for errors in the page."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )
    try:
        page = await context.new_page()
        chat = Chat(built, page)

        async def refuse(route: Route) -> None:
            chat.faults.append(f"asked for {route.request.url}")
            await route.abort()

        await context.route(ELSEWHERE, refuse)
        await page.clock.set_fixed_time(MONDAY)
        page.on("request", lambda request: chat.sent.append(request.url))
        page.on("pageerror", lambda error: chat.faults.append(str(error)))
        await chat.open(person, theme)
        yield chat
        assert chat.faults == []
    finally:
        await context.close()
