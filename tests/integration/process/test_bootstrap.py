"""The bot is put together by its own rules, and what is written about it is true."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from app import main
from bot.settings.settings import Settings

ROOT = Path(__file__).parents[3]
PRODUCT = [
    ROOT / "app.py",
    *(
        p
        for room in ("bot", "cards", "personio_client", "manifest", "sandbox")
        for p in (ROOT / room).rglob("*.py")
        if "node_modules" not in p.parts
    ),
]
DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + [
    *(ROOT / "docs").rglob("*.md"),
    ROOT / "benchmarks/README.md",
    ROOT / "personio_client/README.md",
    ROOT / "manifest/README.md",
]


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}


def test_nobody_imports_the_composition_root():
    assert not [path for path in PRODUCT if "app" in imported(path)]


@pytest.mark.parametrize("path", PRODUCT, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_has_a_docstring_and_at_most_400_lines(path):
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text)), "no docstring"
    assert len(text.splitlines()) <= 400, "more than one idea?"


def test_the_settings_page_lists_every_setting_and_nothing_else():
    section = (ROOT / "docs/settings.md").read_text()
    listed = {
        name for row in re.findall(r"^\|([^|]+)\|", section, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)
    }
    assert listed == {field.alias for field in Settings.model_fields.values()}


def test_every_make_target_in_the_documents_exists():
    targets = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for document in DOCUMENTS:
        named = set(re.findall(r"`make ([a-z0-9-]+)`", document.read_text()))
        assert named <= targets, document


def test_every_link_between_the_documents_leads_somewhere():
    for document in DOCUMENTS:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name} -> {target}"


def test_the_tree_in_the_readme_is_what_there_is():
    tree = (ROOT / "README.md").read_text().split("```\napp.py")[1].split("```")[0]
    named = re.findall(r"^(  )?([\w/.]+)  ", tree, re.MULTILINE)
    for indent, path in named:
        assert (ROOT / ("bot/" if indent else "") / path).exists(), path
    modules = [path.relative_to(ROOT / "bot").parts for path in (ROOT / "bot").rglob("*.py")]
    assert {path for indent, path in named if indent} == {
        parts[0] + ("/" if parts[1:] else "") for parts in modules
    } - {"__init__.py"}


def test_nothing_committed_names_a_registry_or_a_machine():
    files = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split()
    forbidden = re.compile("python" + "hosted|npm" + r"js\.|/wo" + "rk/|pypi" + r"\.[a-z]+/simple")
    for name in files:
        path = ROOT / name
        if (
            path.suffix in {".py", ".md", ".txt", ".toml", ".json", ".js", ".css", ".html", ".yml", ".yaml", ""}
            and path.is_file()
        ):
            assert not forbidden.search(path.read_text(errors="ignore")), name


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "many"}, "PORT"),
        ({"MicrosoftAppId": "x"}, "tenant"),
        ({"MicrosoftAppType": "Whatever"}, "MicrosoftAppType"),
        ({"DATABASE_URL": "nonsense"}, "database"),
        ({"DATABASE_URL": "postgresql://user:hush@127.0.0.1:1/none"}, "database"),
    ],
)
def test_a_wrong_setting_ends_the_start_with_one_sentence(environment, sentence, tmp_path):
    ended = subprocess.run(
        [sys.executable, ROOT / "app.py"],
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": f"sqlite:///{tmp_path / 'x.db'}", **environment},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert sentence.casefold() in ended.stderr.casefold()
    assert "Traceback" not in ended.stderr
    assert "hush" not in ended.stderr


def test_help_lists_the_commands():
    said = CliRunner().invoke(main, ["--help"]).output
    assert "serve" in said
    assert "demo" in said


def test_every_command_in_the_readme_exists():
    readme = (ROOT / "README.md").read_text()
    for words in re.findall(r"app\.py ([a-z-]+(?: [a-z-]+)?)", readme):
        command = main
        for word in words.split():
            if not isinstance(command, click.Group):
                break
            command = command.get_command(click.Context(command), word)
            assert command, words


def test_the_daily_update_of_the_page_can_be_imported():
    from bot.features.digests.yaml_file import read_yaml

    example = (ROOT / "docs/daily-update.md").read_text().split("```yaml\n")[1].split("```")[0]
    (subscription,) = read_yaml(example, tenant_id="t")
    assert subscription.units[0].name == "Sales"
