"""An import refuses what the bot could never send to."""

import pytest

TENANT = "aaaaaaaa-2222-3333-4444-555555555555"
REGISTERED = {"MicrosoftAppId": "1b4e28ba-2fa1-41d2-883f-0016d3cca427", "MicrosoftAppTenantId": TENANT}
ENTRY = "- team_id: 19:t\n  channel_id: 19:c\n"


@pytest.fixture
def environment(monkeypatch):
    def settings(values: dict[str, str]) -> None:
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return settings


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (ENTRY.encode("utf-16"), "is not UTF-8 text"),  # as PowerShell's > writes what export says
        (ENTRY.encode("utf-16-le"), "Error: "),
        (b"\xff", "is not UTF-8 text"),
        (b"\xef\xbb\xbf" + ENTRY.encode(), "1 added"),
    ],
)
def test_a_file_of_windows_is_read_or_told(shell, tmp_path, written, said):
    (tmp_path / "updates.yaml").write_bytes(written)
    told = shell.run("digests", "import", "updates.yaml")
    assert said in told.output
    assert told.exit_code == (0 if "added" in said else 1)
    assert told.exception is None or isinstance(told.exception, SystemExit)


@pytest.mark.parametrize(
    ("values", "url"),
    [
        (REGISTERED, "https://evil.example/emea/"),
        (REGISTERED, "https://evil.smba.trafficmanager.net/emea/"),
        (REGISTERED, "http://smba.trafficmanager.net/emea/"),
        (REGISTERED, "https://smba.trafficmanager.net@evil.example/"),
        (REGISTERED, "http://127.0.0.1:3979/"),
        ({}, "https://evil.example/emea/"),
        ({}, "http://10.0.0.1/"),
    ],
)
def test_a_service_url_that_may_not_be_called_is_refused_by_its_line(shell, environment, values, url):
    environment(values)
    told = shell.run(
        "digests", "import", "-", typed=f"# ours\n{ENTRY}\n{ENTRY.replace('19:c', '19:d')}  service_url: {url}\n"
    )
    assert told.exit_code == 1
    assert "Entry 2 (line 5): service_url is no address of Teams that this bot may call" in told.output
    assert shell.with_store(lambda store: store.subscriptions.all()) == []


@pytest.mark.parametrize(
    ("values", "url"),
    [
        (REGISTERED, "https://smba.trafficmanager.net/emea/"),
        ({**REGISTERED, "TEAMS_SERVICE_HOSTS": "teams.example.us"}, "https://teams.example.us/gov/"),
        ({}, "http://127.0.0.1:3979/emea/"),
        ({}, "https://smba.trafficmanager.net/emea/"),  # a file made before the registration
    ],
)
def test_a_service_url_that_may_be_called_is_taken(shell, environment, values, url):
    environment(values)
    assert shell.run("digests", "import", "-", typed=f"{ENTRY}  service_url: {url}\n").exit_code == 0
    [kept] = shell.with_store(lambda store: store.subscriptions.all())
    assert kept.service_url == url


def test_another_tenant_than_the_bot_s_is_refused(shell, environment):
    environment(REGISTERED)
    told = shell.run("digests", "import", "-", typed=f"{ENTRY}  tenant_id: 99999999-2222-3333-4444-555555555555\n")
    assert told.exit_code == 1
    assert (
        "Entry 1 (line 1): tenant_id is not the tenant of this bot (MicrosoftAppTenantId); leave it out." in told.output
    )
    assert shell.run("digests", "import", "-", typed=f"{ENTRY}  tenant_id: {TENANT.upper()}\n").exit_code == 0
    [kept] = shell.with_store(lambda store: store.subscriptions.all())
    assert kept.tenant_id == TENANT  # spelled as in the settings
