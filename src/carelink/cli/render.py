"""``carelink render FILE``: a record as a page for A4 paper, as PDF, as a FAX; facilities as GeoJSON."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from carelink.rendering import Cover

_SUFFIX: Final = {"html": ".html", "pdf": ".pdf", "fax": ".fax.pdf", "geojson": ".geojson"}


@click.command("render")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--to", type=click.Choice([*_SUFFIX]), default="html", show_default=True)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="default: SOURCE with the suffix of --to")
@click.option("--from", "from_", help="形式 / format of SOURCE, when its content does not tell")
@click.option(
    "--notebook", is_flag=True, help="お薬手帳の頁 / the medicine notebook itself (JAHIS file), html or pdf"
)
@click.option("--fax-to", "to_", help="FAX 宛先 / who receives the FAX")
@click.option("--fax-to-person", "to_person", help="宛先の担当者 / whom there")
@click.option("--fax-to-number", "to_fax", help="宛先の FAX 番号 / its FAX number")
@click.option("--fax-sender", "sender", help="送信元 / who sends it")
@click.option("--fax-sender-person", "sender_person", help="送信者 / who there")
@click.option("--fax-sender-tel", "sender_tel", help="送信元の電話 / its telephone")
@click.option("--fax-sender-number", "sender_fax", help="送信元の FAX 番号 / its FAX number")
@click.pass_obj
def command(
    lang: str,
    /,
    *,
    source: Path,
    to: str,
    out: Path | None,
    from_: str | None,
    notebook: bool,
    to_: str | None,
    **cover: str | None,
) -> None:
    """A4の頁・PDF・FAXにする / turn a record into a page ready to print, a PDF, or a redacted FAX.

    What the paper cannot show, and free text that a FAX shows as it is, is said as findings.
    """
    from carelink.converters.atomic import write_bytes
    from carelink.findings import formats

    target = out or source.with_suffix(_SUFFIX[to])
    said = {name: value for name, value in {"to": to_, **cover}.items() if value is not None}
    if (said and to != "fax") or (notebook and to not in {"html", "pdf"}):
        raise click.UsageError("--fax-…: --to fax; --notebook: --to html, --to pdf")
    made, report = _notebook(source, to, lang) if notebook else _made(source, to, from_, lang, said)
    write_bytes(target, made)
    if report is not None and report.findings:
        click.echo(formats.to_text(report.in_file(str(source)), lang).rstrip("\n"), err=True)
    click.echo(str(target))


def _made(source: Path, to: str, from_: str | None, lang: str, cover: dict[str, str]) -> tuple[bytes, Any]:
    """Return the file, and what is to be said about it."""
    from carelink import converters, rendering

    if to == "geojson":
        return rendering.to_geojson(converters.read_all(source, format=from_).records).encode(), None
    record = converters.read(source, format=from_)
    if to == "html":
        return rendering.to_html(record, lang=lang).encode(), None
    if to == "pdf":
        return rendering.to_pdf(record, lang=lang), rendering.losses(record)
    return rendering.to_fax(record, _cover(cover), lang=lang), rendering.losses(record, "fax")


def _notebook(source: Path, to: str, lang: str) -> tuple[bytes, Any]:
    """Return the page of the one notebook in a file, and what was found in it."""
    from carelink import rendering
    from carelink.converters import jahis
    from carelink.errors import StorageError, UnreadableError, Words
    from carelink.findings import Report

    try:
        with source.open("rb") as file:
            parsed = jahis.notebooks(file.read(jahis.LARGEST + 1))
    except OSError:
        raise StorageError(
            Words("ファイルを読めません。", "The file cannot be read."),
            hint=Words("ファイルの場所を確かめてください。", "Check the path."),
        ) from None
    report = Report(parsed.findings)
    if len(parsed.notebooks) != 1:
        raise UnreadableError(
            Words("お薬手帳1冊として読めません。", "This is not one medicine notebook."),
            hint=Words("report に理由があります。", "The report says why."),
            report=report,
        )
    notebook = parsed.notebooks[0][0]
    if to == "pdf":
        return rendering.notebook_pdf(notebook, lang=lang), report
    return rendering.notebook_page(notebook, lang=lang).encode(), report


def _cover(said: dict[str, str]) -> Cover:
    from carelink.rendering import Cover

    return Cover(**said)
