"""Cases of single records: read, refuse, keep, give back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from carelink.errors import Words
from carelink.fhir import json, xml
from carelink.testing.conformance import records
from carelink.testing.conformance.case import Case, Receive, Send

if TYPE_CHECKING:
    from collections.abc import Iterator

    from carelink.testing.conformance.cast import Cast
    from carelink.testing.defects import Bench, Defect

    Tree = dict[str, Any]

_PROFILES: Final = (
    "admission-sheet",
    "discharge-record",
    "consultation",
    "facility",
    "home-sheet",
    "minutes",
    "wishes-sheet",
    "discharge-letter",
)
_BROKEN: Final = (records.sheet, records.call)
ACCEPTED: Final = ("accepted",)
REJECTED: Final = ("rejected",)


def cases(cast: Cast, each: int | None) -> Iterator[Case]:
    """Yield the cases.

    :param each: how many broken instances of each kind of constraint in each profile; None for all
    """
    from carelink.testing.defects import Bench

    bench = Bench()
    yield from _valid(cast, bench)
    for make in _BROKEN:
        yield from _broken(cast, bench, make(), each)
    yield from _not_even_fhir(cast)
    yield from _kept(cast)


def id_of(tree: Tree) -> str:
    """Return what a record is asked for by: ``Bundle.identifier.value``."""
    return str(tree["identifier"]["value"])


def _valid(cast: Cast, bench: Bench) -> Iterator[Case]:
    from carelink.testing.defects import complete, minimal

    shapes = {
        "minimal": (minimal, Words("最小の正しい例", "the smallest valid instance")),
        "complete": (complete, Words("mustSupport をすべて持つ例", "with all that must be supported")),
    }
    for profile in _PROFILES:
        for name, (make, why) in shapes.items():
            tree = make(profile, bench)
            if tree is not None:
                told = Words(f"{profile}: {why.ja}", f"{profile}: {why.en}")
                yield Case(f"{profile}-{name}", "valid", told, (Receive(json.write(tree), ACCEPTED),), cast)
    told = Words("受け手は JSON と XML の両方を読みます。", "A receiver reads JSON and XML.")
    as_xml = Receive(xml.write(records.sheet().to_fhir()), ACCEPTED, ending="xml")
    yield Case("admission-sheet-xml", "valid", told, (as_xml,), cast)


def _broken(cast: Cast, bench: Bench, record: Any, each: int | None) -> Iterator[Case]:
    from carelink.testing.defects import broken
    from carelink.testing.defects.folders import slug

    names: set[str] = set()
    for defect in broken(record, bench, each=each):
        if not _is_error(defect):
            continue
        name = f"{record.kind}-{slug(defect.id)}_bad"
        if name in names:
            continue
        names.add(name)
        paths = tuple(e.path for e in (*defect.expected, *defect.company) if e.severity == "error")
        step = Receive(json.write(defect.instance), REJECTED, paths)
        yield Case(name, "refuse", defect.why, (step,), cast)


def _is_error(defect: Defect) -> bool:
    return any(e.severity == "error" for e in defect.expected)


def _not_even_fhir(cast: Cast) -> Iterator[Case]:
    tree = json.write(records.sheet().to_fhir())
    for name, data, why in (
        ("cut-off_bad", tree[: len(tree) // 2], Words("途中で切れたファイル", "A file that was cut off")),
        (
            "two-names-alike_bad",
            tree.replace(b'"resourceType"', b'"type":"document","resourceType"', 1),
            Words(
                "同じ名前が二度ある JSON は、読み手により意味が変わります。",
                "JSON with a name twice means different things to different readers.",
            ),
        ),
        (
            "with-a-doctype_bad",
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "e">]><Bundle xmlns="http://hl7.org/fhir"/>',
            Words(
                "DOCTYPE は外部の読み込みや膨張に使われます。",
                "A DOCTYPE can be used to read files and to blow up.",
            ),
        ),
    ):
        ending = "xml" if data.startswith(b"<") else "json"
        yield Case(name, "refuse", why, (Receive(data, REJECTED, ending=ending),), cast)


def _kept(cast: Cast) -> Iterator[Case]:
    for name, group, tree, why in (
        (
            "three-states",
            "states",
            records.three_states().to_fhir(),
            Words(
                "「なし」と書かれた項目を、空欄にしても消してもいけません。",
                "An item that says なし is neither empty nor absent: both would be read as something else.",
            ),
        ),
        (
            "not-on-the-form",
            "unknown",
            _with_foreign(records.sheet().to_fhir()),
            Words(
                "様式にない項目や拡張も、返すときに残します。",
                "Elements and extensions that are on no form are there when the record is given back.",
            ),
        ),
        (
            "decimals",
            "round-trip",
            records.measured().to_fhir(),
            Words(
                "50.0 kg は 50 kg ではありません: 精度も値です。",
                "50.0 kg is not 50 kg: precision is part of the value.",
            ),
        ),
        (
            "names",
            "round-trip",
            records.sheet("𠮷田　髙﨑", "ヨシダ　タカサキ", date(1926, 12, 25)).to_fhir(),
            Words(
                "外字・全角空白・元号の境目",
                "Characters outside JIS and the BMP, a full-width blank, the edge of an era",
            ),
        ),
        (
            "long-text",
            "round-trip",
            records.sheet().model_copy(update={"wishes": _long()}).to_fhir(),
            Words("長い文と改行を切り詰めません。", "Long text and its line breaks are not cut."),
        ),
        ("consultation", "round-trip", records.call().to_fhir(), Words("相談記録", "A consultation")),
    ):
        data = json.write(tree)
        steps = (Receive(data, ACCEPTED), Send("record", id_of(tree), same=data))
        yield Case(name, group, why, steps, cast)


def _long() -> Any:
    from carelink.records.sheets import admission

    return admission.Wishes(life_history=records.LONG)


def _with_foreign(tree: Tree) -> Tree:
    patient = next(e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == "Patient")
    birth = {
        "url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace",
        "valueAddress": {"city": "三木町"},
    }
    patient["extension"] = [*patient.get("extension", ()), birth]
    patient["multipleBirthBoolean"] = True
    return tree
