"""``python -m cards.gallery``: every card in every language on one page, as JSON, and as pictures.

For looking at, never imported by the product; shows exactly what cards.examples makes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import click

from cards.examples import examples
from cards.i18n import LANGUAGES, translator

_MODULES = Path("sandbox/teams/node_modules")
_BROWSER = "/usr/bin/chromium"
_LOOKS = (("light", "desktop"), ("dark", "desktop"), ("light", "phone"))
_QUIET = (  # a browser that talks to nobody
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def all_cards() -> dict[str, dict[str, dict[str, Any]]]:
    return {language: {name: make(translator(language)).content for name, make in examples()} for language in LANGUAGES}


def gallery_page(cards: dict[str, dict[str, dict[str, Any]]], modules: Path) -> str:
    """Return the gallery as one self-contained page. Raises OSError where the npm packages are not in ``modules``."""
    configs = modules / "adaptivecards-designer/lib/hostConfigs"
    hosts = {theme: json.loads((configs / f"microsoft-teams-{theme}.json").read_text()) for theme in ("light", "dark")}
    parts = {
        "adaptivecards": (modules / "adaptivecards/dist/adaptivecards.min.js").read_text(),
        "markdown-it": (modules / "markdown-it/dist/markdown-it.min.js").read_text(),
        "cards": json.dumps(cards).replace("</", "<\\/"),
        "hosts": json.dumps(hosts).replace("</", "<\\/"),
    }
    template = Path(__file__).with_name("gallery.html").read_text()
    return re.sub(r"/\*([a-z-]+)\*/", lambda found: parts[found[1]], template)


def pictures(address: str, out: Path, languages: tuple[str, ...]) -> Iterator[Path]:
    """Take a picture of the whole page for each language and look; yield its path. Needs playwright and a Chromium."""
    from playwright.sync_api import sync_playwright  # only here: the page needs no browser to be written

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_BROWSER, args=list(_QUIET))
        for language, (theme, width) in product(languages, _LOOKS):
            tab = browser.new_page(viewport={"width": 1640 if width == "desktop" else 1060, "height": 900})
            tab.goto(f"{address}#language={language}&theme={theme}&width={width}")
            path = out / f"{language}-{theme}-{width}.png"
            tab.screenshot(path=path, full_page=True)
            tab.close()
            yield path
        browser.close()


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=Path("gallery"), show_default=True)
@click.option("--modules", type=click.Path(path_type=Path), default=_MODULES, show_default=True, help="npm packages.")
@click.option("--png", is_flag=True, help="Take pictures too: light, dark and phone.")
@click.option("--language", "languages", type=click.Choice(LANGUAGES), multiple=True, default=LANGUAGES)
def main(out: Path, modules: Path, png: bool, languages: tuple[str, ...]) -> None:
    """Write index.html and one JSON file per card and language."""
    cards = all_cards()
    for language, named in cards.items():
        folder = out / language
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in named.items():
            path = folder / f"{name.replace(' ', '-')}.json"
            path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n")
    index = out / "index.html"
    index.write_text(gallery_page(cards, modules))
    click.echo(index)
    for path in pictures(index.resolve().as_uri(), out, languages) if png else ():
        click.echo(path)


if __name__ == "__main__":
    main()
