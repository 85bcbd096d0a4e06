"""``carelink facilities find FILES``: who does what where, among the thousands of a directory."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from carelink.cli.days import Day, records_of, say
from carelink.cli.exits import code_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from carelink.records.facility import Found

_MOST = 20


class Place(click.ParamType):  # type: ignore[type-arg]  # only later releases of click take the type
    """``34.3401,134.0433``: latitude and longitude."""

    name = "lat,lon"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float]:
        """Return both, or fail as click does."""
        if isinstance(value, tuple):
            return value
        try:
            latitude, longitude = (float(part) for part in value.split(","))
        except ValueError:
            self.fail("34.3401,134.0433 の形で / write latitude,longitude", param, ctx)
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004  the globe
            self.fail("緯度,経度 の順で / latitude comes first", param, ctx)
        return latitude, longitude


@click.group("facilities")
def command() -> None:
    """施設・事業所 / the facilities of a directory."""


@command.command("find")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--category", metavar="FIELD", help="分野 / field: 訪問看護 or home-nursing")
@click.option("--service", metavar="CODE", help="サービス種類コード / kind of service: 13")
@click.option("--town", default="", help="市町村 / town, by name or code: where it is or where it goes")
@click.option("--name", default="", help="名称の一部 / part of the name or its kana")
@click.option("--attribute", "attributes", multiple=True, help="対応・届出・設備 / e.g. 訪問診療 (repeat)")
@click.option("--procedure", "procedures", multiple=True, help="医療処置 / e.g. 酸素療法 (repeat)")
@click.option("--24h", "around_the_clock", is_flag=True, help="24時間対応 / around the clock")
@click.option("--vacancy", is_flag=True, help="空きあり(条件付きを含む) / with a vacancy")
@click.option("--vacancy-since", type=Day(), help="この日以降に確認した空き / confirmed since")
@click.option("--near", type=Place(), help="この地点に近い順 / nearest first: 34.3401,134.0433")
@click.option("--within", type=click.FloatRange(0), metavar="KM", help="km以内 / with --near")
@click.option("--limit", type=click.IntRange(1), default=_MOST, show_default=True)
@click.option("--public", is_flag=True, help="公開できるものだけ / only what everybody may see")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "html", "fhir"]),
    default="table",
    show_default=True,
)
@click.option("-o", "--out", type=click.Path(path_type=Path), help="保存先 / where to, instead of the screen")
@click.pass_obj
def find(
    lang: str,
    /,
    *,
    files: tuple[Path, ...],
    category: str | None,
    service: str | None,
    attributes: tuple[str, ...],
    procedures: tuple[str, ...],
    within: float | None,
    near: tuple[float, float] | None,
    vacancy_since: date | None,
    public: bool,
    form: str,
    out: Path | None,
    **plain: Any,
) -> None:
    """条件に合う施設 / the facilities in FILES that meet every condition.

    書かれていないことは条件に合わないものとして扱います(不可とは限りません)。
    """
    from carelink.records import all_published
    from carelink.records.facility import Directory
    from carelink.records.lists.attributes import FacilityAttribute
    from carelink.records.lists.facility import Category, MedicalProcedure, ServiceKind

    if within is not None and near is None:
        raise click.UsageError("--within には --near が要ります / --within needs --near")
    facilities, unread = records_of(files, ("facility",))
    directory = Directory(all_published(facilities) if public else facilities)
    found = directory.find(
        category=_member(Category, category, "--category"),
        service=_member(ServiceKind, service, "--service"),
        attributes=[_member(FacilityAttribute, text, "--attribute") for text in attributes],
        procedures=[_member(MedicalProcedure, text, "--procedure") for text in procedures],
        vacancy_since=vacancy_since,
        near=near,
        within=within,
        **plain,
    )
    text = _WRITERS[form](found, lang)
    if out is None:
        click.echo(text, nl=False)
    else:
        from carelink.converters.atomic import write_bytes

        write_bytes(out, text.encode("utf-8-sig" if form == "csv" else "utf-8"))
        click.echo(str(out))
    say(unread, lang)
    sys.exit(code_of(unread))


def _member(words: Any, text: str | None, option: str) -> Any:
    """Return the option of a list by its code or label; None without a text."""
    if text is None:
        return None
    found = words.by_code(text) or next((m for m in words if m.label == text), None)
    if found is None:
        known = "、".join(f"{m.label} ({m.code})" for m in words)
        raise click.BadParameter(f"次のどれか / one of: {known}", param_hint=option)
    return found


def _cells(one: Found) -> tuple[str, ...]:
    facility = one.facility
    away = "" if one.distance is None else f"{one.distance:.1f}"
    return (
        facility.identity.name or "",
        facility.offer.service_name or (facility.offer.category.label if facility.offer.category else ""),
        facility.site.address or facility.site.city or "",
        facility.contact.telephone or "",
        away,
    )


def _table(found: list[Found], lang: str) -> str:
    lines = []
    for one in found:
        name, service, address, telephone, away = _cells(one)
        lines.append("  ".join(part for part in (f"{away} km" if away else "", name, service) if part))
        lines.append("      " + "  ".join(part for part in (address, telephone) if part))
    lines.append(f"{len(found)} 件" if lang == "ja" else f"{len(found)} found")
    return "\n".join(lines) + "\n"


def _csv(found: list[Found], lang: str) -> str:
    heads = ("名称", "サービス", "住所", "電話番号", "距離km")
    if lang != "ja":
        heads = ("name", "service", "address", "telephone", "distance_km")
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([heads, *map(_cells, found)])
    return text.getvalue()


def _json(found: list[Found], lang: str) -> str:  # noqa: ARG001  same door for every writer
    names = ("name", "service", "address", "telephone")
    said = [
        {
            "id": str(one.facility.id),
            **dict(zip(names, _cells(one), strict=False)),
            "distance_km": None if one.distance is None else round(one.distance, 3),
        }
        for one in found
    ]
    return json.dumps(said, ensure_ascii=False) + "\n"


def _html(found: list[Found], lang: str) -> str:
    from carelink.rendering import to_html

    return to_html([one.facility for one in found], lang=lang)


def _fhir(found: list[Found], lang: str) -> str:  # noqa: ARG001  same door for every writer
    from datetime import UTC, datetime
    from uuid import uuid4

    from carelink.fhir import json as fhir_json
    from carelink.records.facility import directory_bundle

    bundle = directory_bundle([one.facility for one in found], uuid4(), datetime.now(UTC))
    return fhir_json.write(bundle).decode()


_WRITERS: dict[str, Callable[[list[Found], str], str]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
    "html": _html,
    "fhir": _fhir,
}
