"""``carelink screen FILE``: the hospital's screening list, filled from a received admission sheet."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from carelink.records.screening import Screening


@click.command("screen")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", show_default=True
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="保存先 / where to, instead of the screen")
@click.pass_obj
def command(lang: str, *, file: Path, form: str, out: Path | None) -> None:
    """退院困難な要因の下書き / a draft of the hospital's screening list from an admission sheet.

    それぞれの提案に、もとになった項目を添えます。判断は人が行います。
    """
    from carelink import converters
    from carelink.records import screening
    from carelink.rendering.screening import lines_of, screening_page

    sheet = converters.read(file, kind="admission-sheet")
    found = screening.of_sheet(sheet)
    if form == "html":
        text = screening_page(found, sheet, lang=lang)
    elif form == "json":
        text = json.dumps(_plain(found), ensure_ascii=False) + "\n"
    else:
        text = "\n".join(lines_of(found, lang)) + "\n"
    if out is None:
        click.echo(text, nl=False)
        return
    from carelink.converters.atomic import write_bytes

    write_bytes(out, text.encode())
    click.echo(str(out))


def _plain(found: Screening) -> list[dict[str, object]]:
    return [
        {
            "letter": line.factor.letter,
            "factor": line.factor.label,
            "answer": line.answer.value,
            "sources": [
                {"item": s.item.path, "row": s.item.row, "answer": s.answer.value} for s in line.sources
            ],
        }
        for line in found
    ]
