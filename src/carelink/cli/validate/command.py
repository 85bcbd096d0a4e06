"""The command: what is asked for, who does it, and what the exit code says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carelink.cli.exits import COULD_NOT_RUN, code_of
from carelink.cli.validate.severities import severities
from carelink.cli.validate.shapes import FORMATS, shape

if TYPE_CHECKING:
    from carelink.cli.validate.run import Run


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--package", "packages", multiple=True, metavar="FILE", help="FHIR NPM package (.tgz, folder)")
@click.option("--profile", help="正規URLまたは短い名前 / canonical URL or short name, e.g. admission-sheet")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="結果の保存先 / write the report to this file"
)
@click.option("--lang", "own_lang", type=click.Choice(["ja", "en"]), help="言語 / language of messages")
@click.option(
    "--jobs",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="並列数 / processes for long work; 0: one per CPU",
)
@click.option(
    "--severity",
    "overrides",
    multiple=True,
    callback=severities,
    metavar="CODE=SEVERITY",
    help="重大度の変更 / error, warning or information",
)
@click.option("--quiet", is_flag=True, help="集計だけ / only the closing count; no progress")
@click.pass_obj
def command(
    lang: str,
    *,
    paths: tuple[str, ...],
    packages: tuple[str, ...],
    profile: str | None,
    format_: str,
    out: Path | None,
    own_lang: str | None,
    jobs: int,
    overrides: tuple[tuple[str, str], ...],
    quiet: bool,
) -> None:
    """FHIRのファイル・フォルダーを検証 / validate FHIR JSON, XML and NDJSON.

    A folder is searched for .json, .xml and .ndjson; ``-`` reads standard input. Exit codes: 0 clean,
    1 findings of error severity, 2 wrong usage, 3 a file could not be read (the others are reported).
    """
    from carelink.cli.validate.run import run
    from carelink.cli.validate.work import Setup

    lang = own_lang or lang
    setup = Setup(packages, profile, overrides)
    try:
        done = run(paths, setup, jobs=jobs, leave_out=out, progress=not quiet)
    except KeyboardInterrupt:  # click would end with 1, which says that findings were reported
        sys.exit(COULD_NOT_RUN)
    _tell(done, shape(done, format_, lang, quiet=quiet), lang, out=out, text=format_ == "text", quiet=quiet)
    sys.exit(COULD_NOT_RUN if done.unread else code_of(done.report))


def _tell(done: Run, said: str, lang: str, *, out: Path | None, text: bool, quiet: bool) -> None:
    """Put the report where it was asked for, and what could not be read where a person sees it."""
    if out is not None:
        from carelink.converters.atomic import write_bytes
        from carelink.findings.formats import summary

        write_bytes(out, said.encode())
        if not quiet:
            click.echo(summary(done.report, lang, unread=done.unread), err=True)
    else:
        # A terminal that cannot show a character is told its number; programs always get UTF-8.
        encoding = (sys.stdout.encoding or "utf-8") if text else "utf-8"
        sys.stdout.buffer.write(said.encode(encoding, "backslashreplace"))
        sys.stdout.buffer.flush()
    for unread in done.unread:
        click.echo(f"carelink: {unread.message.in_(lang)}", err=True)
        click.echo(f"    → {unread.hint.in_(lang)}", err=True)
    if out is None and text and not quiet and sys.stderr.isatty():
        count = len(done.files)
        click.echo(f"files: {count}" if lang == "en" else f"ファイル: {count}", err=True)
