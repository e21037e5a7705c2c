import dataclasses
import re
from pathlib import Path

import pytest

import manifest
from manifest import AppSettings, WrongSetting, build_zip
from manifest.settings import ENVIRONMENT

WRONG = [
    ("app_id", "my-bot", "MicrosoftAppId must be the GUID that Entra shows as Application (client) ID."),
    ("app_id", "00000000-0000-0000-0000-000000000000", "MicrosoftAppId must be the GUID"),
    ("app_id", " 1b4e28ba-2fa1-41d2-883f-0016d3cca427", "MicrosoftAppId must not have spaces around it"),
    ("bot_domain", "https://bot.example.com", "BOT_DOMAIN must be the host name alone, such as bot.example.com"),
    ("bot_domain", "bot.example.com:3978", "BOT_DOMAIN must be the host name alone"),
    ("bot_domain", "bot.example.com/api/messages", "BOT_DOMAIN must be the host name alone"),
    ("bot_domain", "*.example.com", "BOT_DOMAIN must name one host: a wildcard would trust hosts that are not yours."),
    ("bot_domain", "localhost", "BOT_DOMAIN must be a whole host name"),
    ("bot_domain", "203.0.113.7", "BOT_DOMAIN must be a whole host name"),
    ("bot_domain", "bot_1.example.com", "BOT_DOMAIN must be a whole host name"),
    (
        "bot_domain",
        "bot.corp.local",
        "BOT_DOMAIN must be a public host name: this one exists in your own network only.",
    ),
    ("developer_name", "X" * 33, "APP_DEVELOPER_NAME must be your organisation's name in at most 32 characters."),
    ("developer_name", "${COMPANY}", "APP_DEVELOPER_NAME must be your organisation's name"),
    ("developer_name", "Voorbeeld\nB.V.", "APP_DEVELOPER_NAME must not have spaces around it nor line breaks in it."),
    ("website_url", "http://www.example.com", "APP_WEBSITE_URL must begin with https://."),
    ("website_url", "www.example.com", "APP_WEBSITE_URL must begin with https://."),
    ("website_url", "https://user:secret@www.example.com", "APP_WEBSITE_URL must be the address of a page"),
    ("privacy_url", "https://", "APP_PRIVACY_URL must be the address of a page"),
    ("privacy_url", "https://intranet/privacy", "APP_PRIVACY_URL must be the address of a page"),
    ("privacy_url", "https://[::1", "APP_PRIVACY_URL must be the address of a page"),
    ("terms_url", "https://www.example.com/our terms", "APP_TERMS_URL must be the address of a page"),
    ("terms_url", "https://www.example.com/" + "x" * 2048, "APP_TERMS_URL must have at most 2048 characters."),
    ("version", "1.0", "APP_VERSION must be three numbers such as 1.0.1"),
    ("version", "1.01.0", "APP_VERSION must be three numbers"),
    ("version", "v1.0.0", "APP_VERSION must be three numbers"),
    ("version", "1.0.0-beta", "APP_VERSION must be three numbers"),
    ("version", "1.0.٣", "APP_VERSION must be three numbers"),
]


@pytest.mark.parametrize(("field", "value", "sentence"), WRONG)
def test_a_wrong_setting_is_refused_with_one_sentence(field, value, sentence, settings):
    with pytest.raises(WrongSetting) as refused:
        build_zip(dataclasses.replace(settings, **{field: value}))
    said = str(refused.value)
    assert said.startswith(sentence)
    assert one_sentence(said)


@pytest.mark.parametrize("field", ENVIRONMENT)
def test_a_secret_in_the_wrong_place_is_not_repeated(field, settings):
    with pytest.raises(WrongSetting) as refused:
        build_zip(dataclasses.replace(settings, **{field: "hush~8Q-hush:hush@hush/hush-hush-hush"}))
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("field", ENVIRONMENT)
def test_a_missing_setting_is_named(field, settings):
    with pytest.raises(WrongSetting) as refused:
        build_zip(dataclasses.replace(settings, **{field: ""}))
    assert str(refused.value) == f"Set {ENVIRONMENT[field]}: the app package cannot do without."


def test_all_that_is_missing_is_named_at_once():
    with pytest.raises(WrongSetting) as refused:
        build_zip(AppSettings(app_id="1b4e28ba-2fa1-41d2-883f-0016d3cca427", developer_name="X"))
    assert str(refused.value) == (
        "Set BOT_DOMAIN, APP_WEBSITE_URL, APP_PRIVACY_URL and APP_TERMS_URL: the app package cannot do without."
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("app_id", "1B4E28BA-2FA1-41D2-883F-0016D3CCA427"),
        ("bot_domain", "Bot.Example.COM"),
        ("bot_domain", "personio-bot.westeurope.azurecontainerapps.io"),
        ("bot_domain", "xn--bcher-kva.example"),
        ("developer_name", "Müller & Söhne GmbH"),
        ("website_url", "https://www.example.com:8443/teams/?a=b#c"),
        ("version", "10.20.30"),
    ],
)
def test_a_right_setting_is_taken(field, value, settings):
    assert build_zip(dataclasses.replace(settings, **{field: value}))


def test_the_readme_lists_every_setting():
    readme = (Path(manifest.__file__).parent / "README.md").read_text()
    assert set(re.findall(r"`((?:[A-Z]+_[A-Z_]+)|MicrosoftAppId)`", readme)) == set(ENVIRONMENT.values())


def one_sentence(text):
    return text.endswith(".") and not re.search(r"\.\s", text) and "\n" not in text
