"""``carelink fee FILE``: the class of the fee that a sheet bears out, why, and what is missing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carelink.cli.days import Clock, Day, office_of, office_options

if TYPE_CHECKING:
    from datetime import date, time

    from carelink.records.fees import Evidence


@click.command("fee")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--admitted", type=Day(), help="入院日 / day of admission, instead of the sheet's")
@click.option("--admitted-at", type=Clock(), help="入院時刻 / time of admission: 19:30")
@click.option("--provided", type=Day(), help="情報提供日 / day of provision, instead of the sheet's")
@click.option("--discharged", type=Day(), help="退院日 / day of discharge, instead of the planned one")
@click.option("--first-plan", is_flag=True, help="初回加算を算定する / 初回加算 is claimed")
@office_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def command(
    lang: str,
    *,
    file: Path,
    admitted: date | None,
    admitted_at: time | None,
    provided: date | None,
    discharged: date | None,
    first_plan: bool,
    closes: time | None,
    open_on: str | None,
    open_on_holidays: bool,
    form: str,
) -> None:
    """加算の区分と理由 / which class of a care fee an admission sheet or discharge record bears out.

    入院時情報連携加算 か 退院・退所加算。足りない内容があれば挙げます。
    """
    from carelink import converters
    from carelink.records import fees

    record = converters.read(file)
    for path, day in (("header.admitted", admitted), ("header.provided", provided)):
        if day is not None and record.kind == "admission-sheet":
            record = record.change(path, day)
    if admitted is not None and record.kind == "discharge-record":
        record = record.change("basics.admitted", admitted)
    office = office_of(closes, open_on, on_holidays=open_on_holidays)
    found = fees.evidence(
        record, admitted_at=admitted_at, discharged=discharged, first_plan=first_plan, office=office
    )
    click.echo(json.dumps(_plain(found, lang), ensure_ascii=False) if form == "json" else _text(found, lang))


def _plain(found: Evidence, lang: str) -> dict[str, Any]:
    claim = found.claim
    return {
        "fee": found.fee.in_(lang),
        "class": claim.name or None,
        "units": claim.units,
        "code": claim.code or None,
        "reason": claim.reason.in_(lang),
        "spec": claim.spec,
        "billable": found.billable,
        "missing": [{"path": f.path, "message": f.message.in_(lang)} for f in found.missing],
    }


def _text(found: Evidence, lang: str) -> str:
    claim = found.claim
    ja = lang != "en"
    reached = f"{claim.name}　{claim.units}単位" if ja else f"{claim.name}, {claim.units} units"
    nothing = "算定できる区分なし" if ja else "no class is reached"
    lines = [
        f"{found.fee.in_(lang)}: {reached if claim.billable else nothing}",
        f"  {claim.reason.in_(lang)}",
    ]
    if claim.spec:
        lines.append(f"  {'根拠' if ja else 'Source'}: {claim.spec}")
    lines += [f"  ! {f.message.in_(lang)}" for f in found.missing]
    if claim.billable and not found.billable:
        lines.append(
            "  有効な記録ですが、このままでは算定できません。"
            if ja
            else "  Valid, but not billable as it is."
        )
    return "\n".join(lines)
