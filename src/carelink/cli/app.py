"""The command group: each command lives in its own module and is imported when it is called."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module

import click

import carelink
from carelink.cli.exits import COULD_NOT_RUN, WRONG_USAGE
from carelink.errors import CarelinkError, UsageError


@dataclass(frozen=True)
class Command:
    """A command before it is loaded: the module that holds it, and the line that ``--help`` prints.

    :param name: of the command in that module
    """

    module: str
    says: str
    name: str = "command"


COMMANDS = {
    "demo": Command("demo", "見る: two towns exchange the three records (files in demo-out/)"),
    "validate": Command("validate", "検証: check FHIR files and folders against R4 and profiles"),
    "careplan": Command("careplan", "ケアプラン: files of the care-plan data standard"),
    "convert": Command("convert", "変換: from one file format to another"),
    "columns": Command("columns", "列の対応表: read a table of your own, with a guesser"),
    "render": Command("render", "印刷: a record as a page for A4 paper"),
    "explain": Command("explain", "説明: what a finding's code means and how to cure it"),
    "profiles": Command("profiles", "プロファイル: list what can be validated against; write our package"),
    "edition": Command("edition", "地域の版: a town's own edition of a form, from one TOML file"),
    "fee": Command("fee", "加算: the class of a care fee, why, and what is missing"),
    "timeline": Command("timeline", "入退院支援: who owes what to whom by when in one stay"),
    "screen": Command("screen", "スクリーニング: what makes discharge hard, from an admission sheet"),
    "facilities": Command("facilities", "施設: find who does what where in a directory"),
    "serve": Command("serve", "閲覧: the directory and a checker of files, in a browser"),
    "consultations": Command("consultations", "相談: yearly statistics of a consultation desk"),
    "keygen": Command("keygen", "鍵の作成: make an identity and its public card"),
    "trust": Command("trust", "信頼: who is known, with fingerprints to compare on paper"),
    "seal": Command("seal", "封緘: seal a record for its recipients"),
    "open": Command("open_", "開封: open a sealed parcel"),
    "send": Command("send", "送付: validate, seal and hand over to a channel"),
    "receive": Command("receive", "受領: take in, verify, validate, store and answer"),
    "status": Command("books", "状況: how far every message has come", "status"),
    "resend": Command("resend", "再送: send a message again, by a person's decision"),
    "journal": Command("books", "履歴: verify, export, make a signed checkpoint", "journal"),
    "consent": Command("consent", "同意: consents on file, and their withdrawal"),
    "disclosures": Command("books", "第三者提供の記録: who was told what, as CSV", "disclosures"),
    "retention": Command("books", "保存期間: what is past its time; its deletion", "retention"),
    "testkit": Command("testkit", "検査キット: cases that break one constraint each, for any system"),
}


class Lazy(click.Group):
    """A group that knows its commands by name and loads one only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names in the order of the work, not of the alphabet."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command's module."""
        if (command := COMMANDS.get(cmd_name)) is None:
            return None
        loaded = getattr(import_module(f"carelink.cli.{command.module}"), command.name)
        if not isinstance(loaded, click.Command):
            raise TypeError(cmd_name)
        return loaded

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Print the list without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.says) for name, command in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(carelink.__version__, prog_name="carelink")
@click.option(
    "--lang",
    type=click.Choice(["ja", "en"]),
    default="ja",
    show_default=True,
    help="言語 / language of messages",
)
@click.pass_context
def app(ctx: click.Context, lang: str) -> None:
    """在宅医療・介護連携: validate, convert, print, seal and exchange records.

    Exit codes: 0 clean, 1 findings of error severity, 2 wrong usage, 3 could not run.
    """
    ctx.obj = lang


def run() -> None:
    """Run the command line and turn a broken world into one message, one hint and an exit code."""
    lang = "en" if "--lang=en" in sys.argv or _follows("--lang", "en") else "ja"
    try:
        app(prog_name="carelink", standalone_mode=True)
    except CarelinkError as error:
        click.echo(f"carelink: {error.message.in_(lang)}", err=True)
        click.echo(f"    → {error.hint.in_(lang)}", err=True)
        sys.exit(WRONG_USAGE if isinstance(error, UsageError) else COULD_NOT_RUN)
    except BrokenPipeError:
        sys.exit(COULD_NOT_RUN)


def _follows(option: str, value: str) -> bool:
    """Whether ``option value`` stands on the command line."""
    return any(a == option and b == value for a, b in zip(sys.argv, sys.argv[1:], strict=False))
