"""The command line, as ``--help`` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_pages.markdown import document

if TYPE_CHECKING:
    import click

_HEAD = """\
Every command prints this with `--help`. Messages are Japanese, or English with `carelink --lang en`.
One exit code has one meaning: [exit codes](exit-codes.md)."""


def page() -> str:
    """Return the page, from the commands themselves."""
    import click

    from carelink.cli.app import COMMANDS, app

    lines = [*_HEAD.splitlines(), "", *_help(app, "carelink")]
    context = click.Context(app)
    for name in COMMANDS:
        command = app.get_command(context, name)
        if command is not None:
            lines += ["", f"## carelink {name}", "", *_help(command, f"carelink {name}")]
            for below, inner in getattr(command, "commands", {}).items():
                whole = f"carelink {name} {below}"
                lines += ["", f"### {whole}", "", *_help(inner, whole)]
    return document("Command line", lines)


def _help(command: click.Command, name: str) -> list[str]:
    import click

    context = click.Context(
        command, info_name=name, terminal_width=96, max_content_width=96, help_option_names=["-h", "--help"]
    )
    return ["```text", *(line.rstrip() for line in command.get_help(context).splitlines()), "```"]
