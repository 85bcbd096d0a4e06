"""The first three acts: a town's facilities, a sheet, a consultation; read, validated, kept as files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import carelink
from carelink.converters.atomic import write_bytes
from carelink.errors import Words
from carelink.findings import Report, formats

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from carelink.cli.demo.stage import Stage
    from carelink.findings import Finding


def facilities(stage: Stage, source: Path) -> Sequence[Any]:
    """Read the open data of care offices, turn each into FHIR, validate each; return the facilities."""
    title = Words("1 事業所一覧", "1 Facilities")
    about = Words("介護サービス情報公表のCSVから", "from the open data of care offices")
    with stage.act(title, about, "1-facilities/"):
        folder = stage.folder("1-facilities")
        batch = carelink.read_all(source)
        stage.say(
            Words(
                f"{source.name}: {batch.rows_in:,} 行 → {len(batch.records):,} 事業所、"
                f"拒否 {batch.refused:,}",
                f"{source.name}: {batch.rows_in:,} rows in, {len(batch.records):,} facilities out, "
                f"{batch.refused:,} refused",
            )
        )
        errors, sound = _validated(stage, batch.records)
        stage.say(
            Words(
                f"{sound:,} 事業所がFHIRとして適合（Organization・Location・HealthcareService）",
                f"{sound:,} facilities conform as FHIR (Organization, Location, HealthcareService)",
            ),
            "✓" if sound == len(batch.records) else "✗",
        )
        report = batch.report.in_file(source.name) + Report(errors)
        stage.findings(report)
        keep(folder, report, stage.lang)
        carelink.write(batch.records, folder / "facilities.ndjson")
        carelink.write(batch.records, folder / "directory.html")
    return batch.records


def _validated(stage: Stage, records: Sequence[Any]) -> tuple[list[Finding], int]:
    """Return the errors of all facilities, each said of its number, and how many have none."""
    validator = carelink.Validator()
    errors: list[Finding] = []
    sound = 0
    for number, facility in enumerate(stage.track(records, Words("FHIRとして検証", "Validating as FHIR")), 1):
        found = validator.validate(facility, file=f"facility {number}")
        errors += found.errors
        sound += found.ok
    return errors, sound


def sheet(stage: Stage, source: Path) -> Any:
    """Read the care manager's admission sheet from a file a person wrote; check, keep and print it."""
    title = Words("2 入院時情報提供書", "2 Admission sheet")
    about = Words("ケアマネジャーが書いたファイルから", "from a file that a care manager wrote")
    with stage.act(title, about, "2-sheet/"):
        return _record(stage, source, stage.folder("2-sheet"), "sheet")


def consultation(stage: Stage, source: Path) -> Any:
    """Record a consultation of a support centre, and check it."""
    title = Words("3 相談記録", "3 Consultation")
    about = Words("在宅医療支援センターの窓口で", "at the desk of a home care support centre")
    with stage.act(title, about, "3-consultation/"):
        return _record(stage, source, stage.folder("3-consultation"), "consultation")


def _record(stage: Stage, source: Path, folder: Path, name: str) -> Any:
    """Read one record, validate it, and keep it as FHIR (JSON, XML) and as a page."""
    write_bytes(folder / source.name, source.read_bytes())
    batch = carelink.read_all(source)
    (record,) = batch.records
    report = batch.report.in_file(source.name) + carelink.validate(record)
    entries = len(record.to_fhir()["entry"])
    stage.say(
        Words(
            f"{source.name} → FHIR文書 {entries} リソース: {formats.summary(report)}",
            f"{source.name} → FHIR document, {entries} resources: {formats.summary(report, 'en')}",
        ),
        "✓" if report.ok else "✗",
    )
    stage.findings(report)
    keep(folder, report, stage.lang)
    for suffix in ("json", "xml", "html"):
        carelink.write(record, folder / f"{name}.{suffix}")
    stage.say(Words(f"印刷用A4: {name}.html", f"A4 page to print: {name}.html"))
    return record


def keep(folder: Path, report: Report, lang: str) -> None:
    """Leave a report as text for people and as JSON for programs."""
    write_bytes(folder / "findings.txt", formats.to_text(report, lang).encode())
    data = json.dumps(formats.to_json(report), ensure_ascii=False, indent=1)
    write_bytes(folder / "findings.json", data.encode())
