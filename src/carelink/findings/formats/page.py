"""A report as one page of HTML: loads nothing, runs nothing, sends nothing, and prints on A4."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from functools import cache
from html import escape
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Final

from carelink.findings.formats.places import by_file, place_in_file
from carelink.findings.formats.safe import sentence, shown
from carelink.findings.formats.words import counted, severity_word, summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.findings.finding import Finding
    from carelink.findings.report import Report
    from carelink.findings.unread import Unread

ROWS_AT_MOST: Final = 5_000
"""Findings one page shows; nobody reads more on paper. The counts are always of all."""
_WORDS: Final = {
    "title": ("検証結果", "Validation report"),
    "place": ("場所", "Place"),
    "rule": ("規則", "Rule"),
    "cure": ("直し方", "Cure"),
    "codes": ("規則ごとの件数", "Findings by rule"),
    "count": ("件数", "Count"),
    "unread": ("読めなかったファイル", "Files that could not be read"),
    "nothing": ("問題は見つかりませんでした。", "No problem was found."),
    "record": ("（記録）", "(record)"),
    "values": (
        "この頁に記録の内容は載りません。示された場所を、元のファイルで見てください。",
        "This page never shows what a record says. Look at the named place in the file itself.",
    ),
}


def to_html(
    report: Report, lang: str = "ja", *, files: Sequence[str] = (), unread: Sequence[Unread] = ()
) -> str:
    """Return one self-contained page: counts, then the findings file by file, place, rule and cure.

    :param files: every file that was checked; only their number is said
    :param unread: files that could not be read, listed first
    """
    title, css = _said("title", lang), _style()
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{"en" if lang == "en" else "ja"}">',
        '<head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_policy(css))}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{css}</style></head>",
        f"<body><h1>{title}</h1>",
        *_verdict(report, lang, files, unread),
        *_unread(unread, lang),
        *_codes(report, lang),
        *_files(report, lang),
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _verdict(report: Report, lang: str, files: Sequence[str], unread: Sequence[Unread]) -> Iterator[str]:
    total = len({*files, *by_file(report)} - {""})
    checked = f"files checked {total}" if lang == "en" else f"検証したファイル {total}"
    kind = "verdict" if report.ok and not unread else "verdict bad"
    yield f'<p class="{kind}"><strong>{escape(summary(report, lang, unread=unread))}</strong> · {checked}</p>'
    yield f"<p>{_said('values', lang)}</p>"
    if not len(report) and not unread:
        yield f"<p>{_said('nothing', lang)}</p>"


def _unread(unread: Sequence[Unread], lang: str) -> Iterator[str]:
    if unread:
        yield f"<h2>{_said('unread', lang)}</h2><ul>"
        for u in unread:
            yield f"<li>{_text(u.message.in_(lang))} {_text(u.hint.in_(lang))}</li>"
        yield "</ul>"


def _codes(report: Report, lang: str) -> Iterator[str]:
    """Yield how often each rule was broken, the commonest first."""
    count = Counter((f.code, f.severity) for f in report)
    if not count:
        return
    yield f"<h2>{_said('codes', lang)}</h2>"
    yield f'<table class="codes"><thead>{_heads("rule", "count", lang=lang)}</thead><tbody>'
    for (code, severity), number in count.most_common():
        word = f'<span class="severity">{severity_word(severity, lang)}</span>'
        yield (
            f'<tr class="{severity.value}"><td>{word} <code>{_text(code)}</code></td>'
            f'<td class="count">{number}</td></tr>'
        )
    yield "</tbody></table>"


def _files(report: Report, lang: str) -> Iterator[str]:
    room = ROWS_AT_MOST
    for file, found in by_file(report).items():
        name = shown(file) or _WORDS["record"][lang == "en"]
        yield f"<h2>{escape(name)} <small>{escape(counted(found, lang))}</small></h2>"
        if not room:
            continue
        rows, room = found[:room], max(0, room - len(found))
        yield f"<table><thead>{_heads('place', 'rule', 'cure', lang=lang)}</thead><tbody>"
        yield from (_row(f, lang) for f in rows)
        yield "</tbody></table>"
        if more := len(found) - len(rows):
            yield f"<p>… {more} more</p>" if lang == "en" else f"<p>…ほか {more} 件</p>"


def _row(f: Finding, lang: str) -> str:
    where = place_in_file(f)
    place = f"{escape(shown(where))}<br>{escape(shown(f.path))}" if where else escape(shown(f.path))
    word = severity_word(f.severity, lang)
    return (
        f'<tr class="{f.severity.value}"><td class="place">{place}</td>'
        f'<td><span class="severity">{word}</span> <code>{_text(f.code)}</code><br>'
        f"{_text(f.message.in_(lang))}</td><td>{_text(f.fix.in_(lang))}</td></tr>"
    )


def _heads(*names: str, lang: str) -> str:
    return "<tr>" + "".join(f"<th>{_said(name, lang)}</th>" for name in names) + "</tr>"


def _said(name: str, lang: str) -> str:
    return escape(_WORDS[name][lang == "en"])


def _text(text: str) -> str:
    return escape(sentence(text))


@cache
def _style() -> str:
    return resources(__package__).joinpath("page.css").read_text("utf-8")


def _policy(css: str) -> str:
    """Return a policy under which only this very style sheet counts."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
