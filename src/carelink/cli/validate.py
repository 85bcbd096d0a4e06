"""``carelink validate``: files, folders and standard input against R4 and profiles, offline."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from carelink.cli.exits import code_of
from carelink.errors import StorageError, Words
from carelink.findings import Report, formats

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.validation import Validator

SUFFIXES = {".json", ".xml", ".ndjson"}


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--profile", help="正規URLまたは短い名前 / canonical URL or short name, e.g. admission-sheet")
@click.option(
    "--package",
    "packages",
    multiple=True,
    type=click.Path(path_type=Path),
    help="FHIR NPM package (.tgz, folder)",
)
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "outcome"]), default="text", show_default=True
)
@click.option("--quiet", is_flag=True, help="集計だけ / only the closing count")
@click.pass_obj
def command(
    lang: str,
    *,
    paths: tuple[Path, ...],
    profile: str | None,
    packages: tuple[Path, ...],
    format_: str,
    quiet: bool,
) -> None:
    """FHIRのファイル・フォルダーを検証 / validate FHIR JSON, XML and NDJSON; ``-`` reads standard input."""
    from carelink.validation import Validator

    validator = Validator(packages=list(packages))
    report, checked = Report(), 0
    for name, data in contents(paths):
        report += _one(validator, name, data, profile)
        checked += 1
    click.echo(shown(report, format_, lang, quiet=quiet))
    if format_ == "text" and sys.stderr.isatty():
        click.echo(f"files: {checked}" if lang == "en" else f"ファイル: {checked}", err=True)
    sys.exit(code_of(report))


def _one(validator: Validator, name: str, data: bytes, profile: str | None) -> Report:
    if not name.endswith(".ndjson"):
        return validator.validate(data, profile, file=name)
    report = Report()
    for number, line in enumerate(data.splitlines(), 1):
        if line.strip():
            report += validator.validate(line, profile, file=f"{name}#{number}")
    return report


def contents(paths: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of every file: folders are searched for FHIR files, in order of name."""
    for path in paths:
        if str(path) == "-":
            yield "-", click.get_binary_stream("stdin").read()
            continue
        files = sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES) if path.is_dir() else [path]
        for file in files:
            yield str(file), content(file)


def content(file: Path) -> bytes:
    """Read one file, or say why it cannot be read.

    :raises StorageError: when the file is missing or may not be read
    """
    try:
        return file.read_bytes()
    except OSError as error:
        raise StorageError(
            Words(f"{file} を読めません。", f"{file} cannot be read."),
            hint=Words(
                "名前とアクセス権を確かめてください。", f"Check its name and your rights ({error.strerror})."
            ),
        ) from None


def shown(report: Report, format_: str, lang: str, *, quiet: bool = False) -> str:
    """Return the report as text, JSON or OperationOutcome."""
    if format_ == "json":
        return json.dumps(formats.to_json(report), ensure_ascii=False, indent=2)
    if format_ == "outcome":
        return json.dumps(formats.to_operation_outcome(report, lang), ensure_ascii=False, indent=2)
    return formats.summary(report, lang) if quiet else formats.to_text(report, lang).rstrip("\n")
