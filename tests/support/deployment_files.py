"""The files of ``deploy/`` and the Dockerfile, read once for all tests of this room."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from bot.settings.settings import Settings
from bot.web import personio_webhook

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (ROOT / "Dockerfile").read_text()
BICEP = (DEPLOY / "azure/main.bicep").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose/compose.yaml").read_text())
MANIFESTS: dict[str, Any] = {
    document["kind"]: document
    for path in sorted((DEPLOY / "kubernetes").glob("*/*.yaml"))
    if path.name != "kustomization.yaml"
    for document in yaml.safe_load_all(path.read_text())
}
EXAMPLE: dict[str, Any] = yaml.safe_load((DEPLOY / "kubernetes/example/kustomization.yaml").read_text())

SETTINGS = {str(field.alias): field for field in Settings.model_fields.values()}
SECRET = {name for name, field in SETTINGS.items() if "SecretStr" in str(field.annotation)} | {"DATABASE_URL"}
OF_THE_IMAGE = {"PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONSAFEPATH"}
OURS = set(SETTINGS) | {"SECRETS_DIR"}

OPEN = {"/api/messages", personio_webhook.PATH}  # to the world
ROUTES = set(re.findall(r'"(/[a-z/]+)"', (ROOT / "bot/web/server.py").read_text())) | {personio_webhook.PATH}


def lines_of(path: Path) -> dict[str, str]:
    """Return the settings of an env file."""
    lines = (line for line in path.read_text().splitlines() if line and not line.startswith("#"))
    return {name: value for name, _, value in (line.partition("=") for line in lines)}


def env_of_image() -> set[str]:
    """Return what the Dockerfile's last stage sets."""
    (block,) = re.findall(r"^ENV (HOST=(?:.*\\\n)*.*)", DOCKERFILE, re.MULTILINE)
    return set(re.findall(r"(\w+)=", block))


def words_of(instruction: str) -> list[str]:
    """Return the words of an instruction in exec form."""
    (words,) = re.findall(rf"^\s*{instruction} (\[.*\])$", DOCKERFILE, re.MULTILINE)
    found: list[str] = json.loads(words)
    return found


def container() -> dict[str, Any]:
    """Return Kubernetes' container."""
    (found,) = MANIFESTS["Deployment"]["spec"]["template"]["spec"]["containers"]
    return dict(found)
