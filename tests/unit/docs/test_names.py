"""Settings, endpoints, metrics, files and headings that the pages name exist, and what exists is named."""

import re
from pathlib import Path

import pytest

from bot.core.command_phrases import command
from bot.settings.settings import Settings
from bot.web import personio_webhook
from cards.i18n import translator
from tests.support.pages import ALL, NAMES, PAGES, ROOT, TEXT, anchors

SETTINGS = {str(field.alias) for field in Settings.model_fields.values()}
OTHERS = {  # of the system, of PostgreSQL, of our own tests and constants
    "SECRETS_DIR", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "POSTGRES_PASSWORD", "TEST_DATABASE_URL", "APP_ID",
    "PERSONIO_CLIENTID",  # an example of a mistake
    "IDENTITY_PRINCIPAL_ID",
}  # fmt: skip
ROUTES = set(re.findall(r'"(/[a-z/]+)"', (ROOT / "bot/web/server.py").read_text())) | {personio_webhook.PATH}
CODE = "\n".join(path.read_text() for room in ("bot", "personio_client") for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_setting_is_on_the_settings_page_and_in_operations(name):
    assert re.search(rf"^\| [^|]*`{name}`", TEXT["docs/settings.md"], re.MULTILINE)
    assert f"`{name}`" in TEXT["docs/operations.md"]


def test_every_setting_that_a_page_names_exists():
    named = set(re.findall(r"`([A-Z][A-Z0-9]+_[A-Z0-9_]*[A-Z0-9])(?:=[^`]*)?`", ALL))
    named |= set(re.findall(r"`((?:MicrosoftApp|BotOpenId)\w+)`", ALL))
    constants = {name for name in named if re.search(rf"^{name}\b.* = ", CODE, re.MULTILINE)}
    assert named - SETTINGS - OTHERS - constants == set()


def test_every_endpoint_that_a_page_names_exists_and_operations_names_all():
    named = set(re.findall(r"(?<![\w/.*-])(/(?:api|webhooks|healthz|readyz|metrics)[a-z/]*)", ALL))
    assert named - ROUTES == set()
    assert {path for path in ROUTES if f"{path}`" not in TEXT["docs/operations.md"]} == set()


def test_every_metric_that_a_page_names_exists():
    for name in re.findall(
        r"`((?:bot|personio|teams|outbox|jobs?|digests?)_[a-z_]+_(?:total|seconds|bytes|jobs|info))`", ALL
    ):
        assert f'"{name.removesuffix("_total")}' in CODE, name


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_somewhere(page: Path):
    text = re.sub(r"```.*?```", "", page.read_text(), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text):
        path, _, heading = next(filter(None, target)).partition("#")
        if path.startswith(("http:", "https:", "mailto:")):
            continue
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), path
        if heading:
            assert heading in anchors(there), f"{path}#{heading}"


def test_both_guides_have_the_same_steps_and_the_same_commands():
    dutch, english = TEXT["docs/admin-guide.nl.md"], TEXT["docs/admin-guide.en.md"]
    assert len(re.findall(r"^## ", dutch, re.MULTILINE)) == len(re.findall(r"^## ", english, re.MULTILINE))
    for pattern in (r"```sh\n(.*?)```",):
        first, second = (
            [re.sub(r"\s*#.*", "", block) for block in re.findall(pattern, text, re.DOTALL)]
            for text in (dutch, english)
        )
        assert first == second
    codes = re.compile(r"`((?:personio|teams)\.[a-z_]+)`")
    assert set(codes.findall(dutch)) == set(codes.findall(english))


def test_no_page_names_an_address_of_a_registry_or_of_this_machine():
    assert not re.search(r"pypi\.org|registry\.npmjs|docker\.io|ghcr\.io|/wor[k]/|/tmp/", ALL)


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("nl", ("afwezigheid aanvragen", "mijn afwezigheden", "wie is er afwezig", "Wat zien collega’s van mij?")),
        ("en", ("request absence", "my absences", "who is out", "What do colleagues see about me?")),
    ],
)
def test_what_a_guide_says_to_the_bot_is_understood(language, typed):
    guide = TEXT[f"docs/admin-guide.{language}.md"]
    understood = {command(words) for words in typed}
    assert all(f"*{words}*" in guide for words in typed)
    assert None not in understood
    assert len(understood) == len(typed)
    t = translator(language)
    for key in ("button.finish", "button.add_row", "setup.show_type"):
        assert f"*{t(key)}*" in guide
