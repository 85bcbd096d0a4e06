"""``carelink edition``: a town's own edition of a national form, from one TOML file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.records.editions import Edition


@click.group("edition")
def command() -> None:
    """地域の版 / a town's own edition of a national form: one TOML file, no code."""


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def check(lang: str, *, file: Path) -> None:
    """ファイルを調べる / say what an edition changes, or what is wrong with its file (exit code 2)."""
    from carelink.records import editions

    click.echo(_said(editions.load(file), lang))


@command.command("build")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), help="書き出し先 / folder")
@click.pass_obj
def build(lang: str, *, file: Path, folder: Path) -> None:
    """プロファイル・様式・頁を作る / write the FHIR package, a blank page, a blank sheet and a docs page."""
    from carelink.converters.atomic import write_bytes
    from carelink.errors import StorageError, Words
    from carelink.records import editions

    edition = editions.load(file)
    try:
        (folder / "package").mkdir(parents=True, exist_ok=True)
    except OSError:
        raise StorageError(
            Words("フォルダーを作れません。", "The folder cannot be made."),
            hint=Words("場所と権限を確かめてください。", "Check the place and the permissions."),
        ) from None
    for name, data in _files(edition):
        write_bytes(folder / name, data)
        click.echo((folder / name).as_posix())
    click.echo(_said(edition, lang))


@command.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("sheet", type=click.Path(path_type=Path))
@click.option("--out", "target", required=True, type=click.Path(path_type=Path), help=".json .xml .html")
@click.pass_obj
def read(lang: str, *, file: Path, sheet: Path, target: Path) -> None:
    """版の様式に書いた記録を読む / read a sheet written on an edition, and write it as FHIR or as a page."""
    from carelink import converters, rendering
    from carelink.cli.exits import CLEAN, FINDINGS
    from carelink.cli.files import content
    from carelink.converters import sheet_toml
    from carelink.converters.atomic import write_bytes
    from carelink.findings.formats import to_text
    from carelink.records import editions

    edition = editions.load(file)
    found = sheet_toml.read_all(content(sheet), edition=edition)
    for record in found.records:
        if target.suffix == ".html":
            write_bytes(target, rendering.to_html(record, lang=lang, edition=edition).encode())
        else:
            converters.write(record, target)
        click.echo(target.as_posix())
    if found.report:
        click.echo(to_text(found.report, lang))
    click.get_current_context().exit(CLEAN if found.report.ok else FINDINGS)


def _files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Yield every file that is made of an edition: loops over its form, nothing said twice."""
    from carelink.converters.sheet_toml.blank import blank
    from carelink.profiles.packing import pack_all
    from carelink.records import editions
    from carelink.rendering import blank_html

    artefacts = editions.package(edition)
    data = {n: json.dumps(r, ensure_ascii=False, indent=2).encode() + b"\n" for n, r in artefacts.items()}
    for name, content in data.items():
        yield f"package/{name}", content
    yield f"{edition.name}.tgz", pack_all(data)
    yield f"{edition.name}.html", blank_html(edition.form, note=edition.note).encode()
    yield f"{edition.name}.md", editions.table(edition).encode()
    yield f"{edition.name}.toml", blank(edition.form).encode()


def _said(edition: Edition, lang: str) -> str:
    counts = len(edition.form), len(edition.added), len(edition.tightened), len(edition.deadlines)
    head = f"{edition.edition}  {edition.title}" + ("  [ひな型 / template]" if edition.template else "")
    if lang == "en":
        return f"{head}\n{counts[0]} items, {counts[1]} added, {counts[2]} made must, {counts[3]} deadlines"
    return f"{head}\n項目 {counts[0]}、追加 {counts[1]}、必須にした項目 {counts[2]}、期限 {counts[3]}"
