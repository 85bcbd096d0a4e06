"""The page on paper: the HTML page through WeasyPrint, in fonts of a package, loading nothing else.

The same record gives the same bytes on the same version of the libraries: no date, no random name.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import UsageError, Words
from carelink.rendering import fonts
from carelink.rendering.html import Medium

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carelink.records.editions import Edition

LONGEST: Final = 1_500_000
"""Characters of a page that is set: some 60 pages, a minute or two of work."""
MOST_IN_RUNS: Final = 20_000
"""Characters in runs that offer no place to break the line: the time they take grows with their square."""
_RUN: Final = re.compile(r"[^\s<>一-鿿か-ぢつ-もら-ろカ-ヂツ-モラ-ロ]{101,}")
MEDIUM: Final = Medium(f'"{fonts.FAMILY}"', fonts.drawable)


def to_pdf(record: Any | Sequence[Any], *, lang: str = "ja", edition: Edition | None = None) -> bytes:
    """Return the page of :func:`carelink.rendering.to_html` as PDF, its Japanese fonts embedded.

    :param record: any record; or a sequence of facilities, or of coordinators, which becomes one table
    :param lang: ``ja``, or ``en`` for English beside the printed Japanese
    :param edition: a town's own edition of the form, whose labels and items are printed
    :raises UsageError: when it is no record, the language is another, the extra ``pdf`` is not installed, or
        it is too long for one page file
    """
    from carelink.rendering.pages import html_of

    fonts.faces()
    return printed(html_of(record, lang, MEDIUM, edition))


def printed(html: str) -> bytes:
    """Return a page of ours as PDF. Nothing is fetched but the two font files.

    :raises UsageError: when it is too long, or cannot be set
    """
    if len(html) > LONGEST or sum(map(len, _RUN.findall(html))) > MOST_IN_RUNS:
        raise UsageError(
            Words("1つの PDF にするには長すぎます。", "It is too long for one PDF."),
            hint=Words(
                "件数を分けるか、HTML をブラウザーから印刷してください。",
                "Print fewer records at a time, or print the HTML page from a browser.",
            ),
        )
    library = fonts.load("weasyprint")
    shelf = fonts.load("weasyprint.text.fonts").FontConfiguration()
    fetcher = _fetcher()
    css = library.CSS(string=_font_faces(), font_config=shelf, url_fetcher=fetcher)
    page = library.HTML(string=html, url_fetcher=fetcher, base_url=None)
    name = hashlib.sha256(html.encode("utf-8", "replace")).digest()[:16]
    try:
        made: bytes = page.write_pdf(stylesheets=[css], font_config=shelf, pdf_identifier=name, pdf_tags=True)
    except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, RecursionError):
        raise UsageError(
            Words("この頁は PDF にできませんでした。", "This page could not be set as PDF."),
            hint=Words(
                "HTML をブラウザーから印刷してください。", "Print the HTML page from a browser instead."
            ),
        ) from None
    return made


def _font_faces() -> str:
    return "".join(
        f'@font-face {{ font-family: "{fonts.FAMILY}"; font-weight: {weight};'
        f' src: url("carelink:{weight}") }}'
        for weight in fonts.faces()
    )


def _fetcher() -> Any:
    """Return what WeasyPrint asks for files: it gives the font, and refuses everything else."""
    urls = fonts.load("weasyprint.urls")
    given = {f"carelink:{weight}": face for weight, face in fonts.faces().items()}

    def fetch(_self: Any, url: str, _headers: Any = None) -> Any:
        if url not in given:
            raise ValueError
        return urls.URLFetcherResponse(url, given[url].read_bytes(), {"Content-Type": "font/otf"})

    return type("Fonts", (urls.URLFetcher,), {"fetch": fetch})()
