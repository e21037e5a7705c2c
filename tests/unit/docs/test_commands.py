"""What the pages tell people to type can be typed, and every command is on some page."""

import re
import shlex
from collections.abc import Iterator

import click
import pytest

from app import main
from tests.support.pages import ALL, TEXT, blocks

# As from the source, and as in the image.
OURS = re.compile(
    r"(?:\.venv/bin/python app\.py|docker compose exec bot python -m app|docker compose run .*? bot)(?=\s|$)(.*)"
)
LINES = [(name, line) for name, text in TEXT.items() for line in blocks(text) if OURS.match(line)]


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield *path, name


def parse(command: click.Command, words: list[str], parent: click.Context | None = None) -> None:
    """Let click read the words without doing anything; raises UsageError."""
    if isinstance(command, click.Group) and words and not words[0].startswith("-"):
        context = click.Context(command, parent, info_name=command.name)
        _, found, rest = command.resolve_command(context, words)
        assert found is not None
        parse(found, rest, context)
        return
    command.make_context(command.name, list(words), parent)


@pytest.mark.parametrize(("page", "line"), LINES, ids=[f"{name}: {line[:60]}" for name, line in LINES])
def test_what_a_page_says_to_type_can_be_typed(page, line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    typed = re.split(r"\s[|>&]", OURS.match(line)[1])[0]
    words = shlex.split(typed, comments=True)
    for word in words:
        if word.endswith(".yaml"):
            (tmp_path / word).touch()
    parse(main, words)


@pytest.mark.parametrize("path", list(leaves(main)), ids=" ".join)
def test_every_command_is_on_some_page(path):
    assert re.search(rf"(?:app\.py|-m app|bot|make) {' '.join(map(re.escape, path))}\b", ALL) or path == ("serve",)


def test_every_command_that_a_page_names_exists():
    known = {" ".join(path[:length]) for path in leaves(main) for length in (1, 2)}
    for named in re.findall(r"app\.py ([a-z-]+)", ALL):
        assert named in known
    for target in re.findall(r"`make ([a-z]+)`", ALL):
        from tests.support.pages import ROOT

        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE), target
