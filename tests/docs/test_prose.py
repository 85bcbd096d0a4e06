"""What the guide says in code is code: it compiles, and its names, commands, options and rules exist."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path

import click
import pytest

import carelink
from carelink.cli.app import COMMANDS, app
from carelink.cli.explain import all_rules

ROOT = Path(__file__).parents[2]
GENERATED = {"api.md", "cli.md", "identifiers.md", "items.md", "lists.md", "rules.md"}
PAGES = [
    *(ROOT / name for name in ("README.md", "README.ja.md")),
    *(
        p
        for p in sorted((ROOT / "docs").rglob("*.md"))
        if p.name not in GENERATED and "_build" not in p.parts
    ),
]
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())


def blocks(page: Path, *languages: str) -> list[str]:
    found = re.findall(r"^```(\w+)\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [text for language, text in found if language in languages]


@every_page
def test_python_compiles_and_its_names_exist(page):
    for text in blocks(page, "python"):
        if ">>>" in text:
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id == "carelink":
                    assert hasattr(carelink, node.attr) or import_module(f"carelink.{node.attr}")
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("carelink"):
                room = import_module(node.module)
                for alias in node.names:
                    assert hasattr(room, alias.name) or import_module(f"{node.module}.{alias.name}")


@every_page
def test_commands_and_their_options_exist(page):
    context = click.Context(app)
    for text in blocks(page, "sh", "console"):
        for line in re.findall(r"^(?:\$ )?(?:.*\| )?carelink ([^#\n]*)", text, re.MULTILINE):
            words = [w for w in line.split() if w not in {"--lang", "en", "ja", "--help"}]
            if not words or words[0] == "-h":
                continue
            assert words[0] in COMMANDS, line
            command = app.get_command(context, words[0])
            if isinstance(command, click.Group) and len(words) > 1:
                assert words[1] in command.commands, line
                command = command.commands[words[1]]
            known = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
            assert {w.split("=")[0] for w in words[1:] if re.match(r"--\w", w)} <= known, line


def test_rules_named_in_the_guide_exist():
    text = "\n".join(page.read_text("utf-8") for page in PAGES)
    named = set(re.findall(r'with_severity\(\{"([a-z0-9-]+)"', text)) | set(
        re.findall(r'"code": "([a-z0-9-]+)"', text)
    )
    assert named - {"code"} <= set(all_rules())


def test_the_layers_told_are_the_layers_kept():
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ][0]
    (told,) = (
        t for t in blocks(ROOT / "docs/explanation/architecture.md", "text") if t.startswith("__main__")
    )
    assert told.splitlines() == [re.sub("[()]", "", layer) for layer in contract["layers"]]


def test_every_room_is_told():
    told = (ROOT / "docs/explanation/architecture.md").read_text("utf-8")
    rooms = {p.name for p in (ROOT / "src/carelink").iterdir() if (p / "__init__.py").exists()}
    assert {room for room in rooms if f"`{room}/`" not in told} == set()
