"""What came of a run, on one page: to hang up, to hand on, to argue with."""

from __future__ import annotations

import base64
import hashlib
from datetime import UTC, datetime
from html import escape
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Final

import carelink
from carelink.errors import Words
from carelink.testing.conformance import VERSION
from carelink.testing.conformance.case import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from carelink.testing.conformance.judging import Result

_STATES: Final = {
    "passed": Words("合格", "passed"),
    "failed": Words("不合格", "failed"),
    "expected": Words("既知の不合格", "known to fail"),
    "skipped": Words("対象外", "skipped"),
}
_TITLE: Final = Words("carelink 適合性検査 結果", "carelink conformance: results")
_SELF: Final = Words(
    "この検査は開発者自身が行うもので、公的な認証ではありません。名簿の人物は実在しません。",
    "This is a self-test, not an official certification. The people in it do not exist.",
)
_VERDICTS: Final = {
    "all": Words("すべての検査に合格", "Passed every case"),
    "some": Words("行った検査に合格（対象外あり）", "Passed what was tested; some was skipped"),
    "no": Words("合格していない検査があります", "Not every case was passed"),
    "none": Words("検査は行われていません", "Nothing was tested"),
}
_MOST_LISTED: Final = 12
_MOST_NAMED: Final = 2


def to_html(results: Sequence[Result], client: str, lang: str = "ja", *, at: datetime | None = None) -> str:
    """Return one self-contained page.

    :param client: the system that was tested, as it was named
    :param at: the moment of the run; now when not given
    """
    css = resources(__package__).joinpath("report.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = _TITLE.in_(lang)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{"en" if lang == "en" else "ja"}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>',
        f"<style>{css}</style></head><body><main><h1>{title}</h1>",
        *_head(results, client, lang, at or datetime.now(UTC)),
        *_groups(results, lang),
        *_listed(results, lang),
        f"<footer>{_SELF.in_(lang)}</footer></main></body></html>",
    ]
    return "\n".join(lines) + "\n"


def _head(results: Sequence[Result], client: str, lang: str, at: datetime) -> Iterator[str]:
    counts = {state: sum(r.state == state for r in results) for state in _STATES}
    if not results:
        kind = "none"
    elif counts["failed"] or counts["expected"]:
        kind = "no"
    else:
        kind = "some" if counts["skipped"] else "all"
    yield f'<p class="verdict {kind}">{_VERDICTS[kind].in_(lang)}</p>'
    yield "<dl>"
    about = {
        Words("検査したシステム", "System"): client,
        Words("検査した日時", "Tested"): f"{at:%Y-%m-%d %H:%M} UTC",
        Words("検査の版", "Suite"): f"{VERSION} (carelink {carelink.__version__})",
        Words("件数", "Cases"): " · ".join(f"{_STATES[s].in_(lang)} {n}" for s, n in counts.items()),
    }
    for name, value in about.items():
        yield f"<dt>{name.in_(lang)}</dt><dd>{escape(value)}</dd>"
    yield "</dl>"


def _groups(results: Sequence[Result], lang: str) -> Iterator[str]:
    heads = (Words("検査すること", "What is asked"), *_STATES.values())
    yield "<table><tr>" + "".join(f"<th>{head.in_(lang)}</th>" for head in heads) + "</tr>"
    for group, words in GROUPS.items():
        of: list[str] = [r.state for r in results if r.group == group]
        if of:
            numbers = ((s, of.count(s)) for s in _STATES)
            cells = "".join(f'<td class="{s if n else "zero"}">{n}</td>' for s, n in numbers)
            yield f"<tr><td>{words.in_(lang)}</td>{cells}</tr>"
    yield "</table>"


def _listed(results: Sequence[Result], lang: str) -> Iterator[str]:
    """Yield what was not passed, a line for each reason: the page stays one."""
    for state in ("failed", "expected", "skipped"):
        reasons: dict[str, list[str]] = {}
        for one in results:
            if one.state == state:
                reasons.setdefault(one.told.in_(lang), []).append(one.case)
        if reasons:
            yield f"<h2>{_STATES[state].in_(lang)} ({sum(map(len, reasons.values()))})</h2><ul>"
            for reason, found in [*reasons.items()][:_MOST_LISTED]:
                named = ", ".join(f"<code>{escape(case)}</code>" for case in found[:_MOST_NAMED])
                more = f" +{len(found) - _MOST_NAMED}" if len(found) > _MOST_NAMED else ""
                yield f"<li>{escape(reason)}: {named}{more}</li>"
            if len(reasons) > _MOST_LISTED:
                yield f"<li>… +{len(reasons) - _MOST_LISTED}</li>"
            yield "</ul>"
