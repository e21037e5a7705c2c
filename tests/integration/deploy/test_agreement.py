"""What deploy/ says agrees with the code: settings, ports, paths, times."""

import re

import pytest
import yaml

from bot.bootstrap import ENDING
from tests.support.deployment_files import (
    BICEP,
    COMPOSE,
    DEPLOY,
    DOCKERFILE,
    EXAMPLE,
    MANIFESTS,
    OF_THE_IMAGE,
    OPEN,
    OURS,
    ROOT,
    ROUTES,
    SECRET,
    SETTINGS,
    container,
    env_of_image,
    lines_of,
    words_of,
)

PORT = SETTINGS["PORT"].default
METRICS = 9464
BOT = COMPOSE["services"]["bot"]
VERSION = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)[1]
POD = MANIFESTS["Deployment"]["spec"]["template"]["spec"]
BICEP_ENV = set(re.findall(r"^ {12}\{ name: '(\w+)', value", BICEP, re.MULTILINE))
BICEP_FILES = set(re.findall(r"path: '(\w+)' }", BICEP))


def test_every_setting_that_is_set_exists():
    plain = {
        *BOT["environment"],
        *lines_of(DEPLOY / "compose/.env.example"),
        *lines_of(DEPLOY / "kubernetes/example/settings.env"),
        *(each["name"] for each in container()["env"]),
        *BICEP_ENV,
        *(env_of_image() - OF_THE_IMAGE),
    }
    assert plain <= OURS
    assert {"MicrosoftAppId", "BOT_DOMAIN", "HOST", "SECRETS_DIR"} <= plain
    assert set(BOT["secrets"]) | BICEP_FILES <= OURS


def test_secrets_are_files_and_never_variables():
    variables = [
        BOT["environment"],
        lines_of(DEPLOY / "compose/.env.example"),
        lines_of(DEPLOY / "kubernetes/example/settings.env"),
        BICEP_ENV,
        env_of_image(),
        {each["name"] for each in container()["env"]},
    ]
    for each in variables:
        assert not SECRET & set(each)
    assert set(BOT["secrets"]) <= SECRET
    assert BICEP_FILES <= SECRET
    assert set(COMPOSE["secrets"]) == {*BOT["secrets"], *COMPOSE["services"]["database"]["secrets"]}
    assert "Secret" not in MANIFESTS


def test_the_folder_of_the_secrets_is_where_they_are_mounted():
    (there,) = (mount["mountPath"] for mount in container()["volumeMounts"])
    assert {"name": "SECRETS_DIR", "value": there} in container()["env"]
    assert BOT["environment"]["SECRETS_DIR"] == "/run/secrets"
    assert f"var secretsFolder = '{there}'" in BICEP


def test_all_agree_on_the_port():
    assert re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE) == [str(PORT)]
    assert BOT["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert {each["name"]: each["containerPort"] for each in container()["ports"]} == {"http": PORT, "metrics": METRICS}
    assert f"var port = {PORT}" in BICEP
    assert f"reverse_proxy 127.0.0.1:{PORT}" in (DEPLOY / "compose/Caddyfile").read_text()
    assert MANIFESTS["Service"]["spec"]["ports"][0]["targetPort"] == "http"


def test_probes_ask_what_the_server_answers():
    asked = {container()[f"{kind}Probe"]["httpGet"]["path"] for kind in ("startup", "liveness", "readiness")}
    asked |= set(re.findall(r"httpGet: \{ path: '([^']+)'", BICEP))
    assert asked == {"/healthz", "/readyz"} <= ROUTES
    assert container()["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert (
        container()["livenessProbe"]["httpGet"]["path"] == "/healthz"
    )  # a database that is away is no reason to restart


def test_prometheus_asks_on_the_port_that_only_it_reaches():
    asked = MANIFESTS["Deployment"]["spec"]["template"]["metadata"]["annotations"]
    assert asked["prometheus.io/path"] in ROUTES
    assert asked["prometheus.io/port"] == str(METRICS)
    assert {"name": "METRICS_PORT", "value": str(METRICS)} in container()["env"]
    assert f"{{ name: 'METRICS_PORT', value: '{METRICS}' }}" in BICEP
    open_to = {
        rule["from"][0]["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"]: rule["ports"]
        for rule in MANIFESTS["NetworkPolicy"]["spec"]["ingress"]
    }
    assert open_to == {"ingress-nginx": [{"port": "http"}], "monitoring": [{"port": "metrics"}]}


def test_only_the_two_doors_are_open_to_the_world():
    (rule,) = MANIFESTS["Ingress"]["spec"]["rules"]
    assert {path["path"] for path in rule["http"]["paths"]} == OPEN <= ROUTES
    assert {path["pathType"] for path in rule["http"]["paths"]} == {"Exact"}
    caddy = re.search(r"^\s*path (.+)$", (DEPLOY / "compose/Caddyfile").read_text(), re.MULTILINE)
    assert set(caddy[1].split()) == OPEN
    assert "/api/messages'" in BICEP


def test_who_is_asked_to_end_has_time_to_finish():
    preparing = 5
    assert "time.sleep(5)" in container()["lifecycle"]["preStop"]["exec"]["command"][-1]
    for grace in (
        POD["terminationGracePeriodSeconds"],
        int(BOT["stop_grace_period"].removesuffix("s")),
        int(re.search(r"terminationGracePeriodSeconds: (\d+)", BICEP)[1]),
    ):
        assert grace > ENDING + preparing


def test_an_upgrade_takes_nobody_away():
    spec = MANIFESTS["Deployment"]["spec"]
    assert spec["replicas"] >= 2
    assert spec["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert MANIFESTS["PodDisruptionBudget"]["spec"]["minAvailable"] == 1


def test_replicas_share_a_database():
    assert {"DATABASE_URL"} <= set(BOT["secrets"]) & BICEP_FILES
    assert "DATABASE_URL" not in env_of_image()  # a variable would win over the file


def test_every_image_has_a_version_and_ours_is_this_one():
    images = [service["image"] for service in COMPOSE["services"].values()] + [container()["image"]]
    assert f"personio-for-teams:{VERSION}" in images
    for image in images:
        name, _, tag = image.partition(":")
        assert tag
        assert tag != "latest"
        assert "personio" not in name or tag == VERSION
    assert EXAMPLE["images"] == [
        {"name": "personio-for-teams", "newName": "registry.example.com/personio-for-teams", "newTag": VERSION}
    ]
    assert "latest" not in DOCKERFILE


@pytest.mark.parametrize("path", sorted(DEPLOY.rglob("*.yaml")), ids=lambda path: str(path.relative_to(DEPLOY)))
def test_every_file_can_be_read_and_kustomize_leaves_none_out(path):
    assert list(yaml.safe_load_all(path.read_text()))
    if "kubernetes" in path.parts and path.name != "kustomization.yaml":
        assert path.name in yaml.safe_load((path.parent / "kustomization.yaml").read_text())["resources"]


def test_what_the_image_starts_is_the_command_line():
    assert words_of("ENTRYPOINT") == ["python", "-m", "app"]
    assert (ROOT / "app.py").exists()
    assert '"app.py"' in (ROOT / "pyproject.toml").read_text()  # in the wheel


def test_the_image_s_python_is_the_one_that_everything_is_checked_with():
    (python,) = re.findall(r"^ARG PYTHON=(.+)$", DOCKERFILE, re.MULTILINE)
    assert f'target-version = "py{python.replace(".", "")}"' in (ROOT / "pyproject.toml").read_text()
