"""``carelink explain CODE``: the words, the reason and the cure of one rule."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING

import click

from carelink.errors import UsageError, Words

if TYPE_CHECKING:
    from carelink.findings import Rule

ROOMS = (
    "carelink.fhir.rules",
    "carelink.validation.rules",
    "carelink.records.rules",
    "carelink.converters.rules",
    "carelink.rendering.rules",
    "carelink.adapters.rules",
    "carelink.exchange.rules",
)
"""The modules that hold rules. A list to read, so that no import has to register anything."""


def all_rules() -> dict[str, Rule]:
    """Return every rule of carelink by its code."""
    return {rule.code: rule for room in ROOMS for rule in import_module(room).RULES}


@click.command("explain")
@click.argument("code", required=False)
@click.pass_obj
def command(lang: str, code: str | None) -> None:
    """所見コードの意味・理由・直し方 / what a finding's CODE means. Without CODE: the list of all codes."""
    rules = all_rules()
    if code is None:
        for rule in sorted(rules.values(), key=lambda r: r.code):
            click.echo(f"{rule.code:44} {rule.severity.value:11} {rule.says.in_(lang)}")
        return
    if code not in rules:
        raise unknown(code, rules)
    click.echo(page(rules[code], lang))


def page(rule: Rule, lang: str) -> str:
    """Return one rule as a short page of text."""
    said = ("Code", "Severity", "Says", "Why", "Fix", "Source") if lang == "en" else _SAID_JA
    lines = [
        f"{said[0]}: {rule.code}",
        f"{said[1]}: {rule.severity.value}",
        f"{said[2]}: {rule.says.in_(lang)}",
        f"{said[3]}: {rule.why.in_(lang)}",
        f"{said[4]}: {rule.fix.in_(lang)}",
        f"{said[5]}: {rule.spec}",
    ]
    if rule.replaced_by:
        lines.append(f"→ {rule.replaced_by}")
    return "\n".join(lines)


_SAID_JA = ("コード", "重大度", "内容", "理由", "直し方", "根拠")


def unknown(code: str, rules: dict[str, Rule]) -> UsageError:
    """Return the error for a code that no rule has, with the codes that look like it."""
    near = ", ".join(get_close_matches(code, rules, n=3)) or "carelink explain"
    return UsageError(
        Words("そのコードの規則はありません。", "There is no rule with that code."),
        hint=Words(f"近いもの: {near}", f"Close: {near}"),
    )
