"""Rows about a person → an admission sheet, and back as 利用者補足情報 (UPHOSOKU)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from carelink.converters.batch import Batch
from carelink.converters.care_plan.files import File, read_file
from carelink.converters.care_plan.kinds import KINDS
from carelink.converters.care_plan.plans import cells
from carelink.converters.field_codes import code_of, coded, day_of, day_text
from carelink.converters.rules import care_plan as rules
from carelink.converters.rules import files as file_rules
from carelink.findings import Report
from carelink.records.document import stable
from carelink.records.lists.care import Certification
from carelink.records.lists.shared import Sex
from carelink.records.sheets.admission import AdmissionSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from carelink.findings import Finding

FORMAT: Final = "care-plan"
VERSION: Final = "202407"
_JAPAN: Final = timezone(timedelta(hours=9))

_SEX: Final = {"1": Sex.MALE, "2": Sex.FEMALE}
_CERTIFIED: Final = {"1": Certification.APPLIED, "2": Certification.CERTIFIED}

PERSON: Final[Mapping[str, Mapping[str, str]]] = {
    "UPHOSOKU": {
        "name": "利用者氏名",
        "kana": "利用者氏名フリガナ",
        "sex": "利用者性別",
        "born": "利用者生年月日",
        "postal_code": "利用者郵便番号",
        "address": "利用者住所１",
        "tel": "利用者電話番号",
        "certification": "認定状況区分",
        "care_level": "要介護状態区分",
    },
    "UP1KYO": {
        "postal_code": "利用者郵便番号",
        "address": "利用者住所１",
        "certification": "認定状況区分",
        "valid_from": "認定有効期間開始日",
        "valid_to": "認定有効期間終了日",
        "care_level": "要介護状態区分",
    },
    "UPKIHON": {
        "name": "利用者氏名",
        "kana": "利用者氏名フリガナ",
        "sex": "利用者性別",
        "born": "利用者生年月日",
        "address": "利用者住所",
        "tel": "利用者電話番号",
        "adl_rank": "障害高齢者の日常生活自立度",
        "dementia_rank": "認知症高齢者の日常生活自立度",
        "care_level": "要介護状態区分",
        "valid_from": "認定有効期間開始",
        "valid_to": "認定有効期間終了",
    },
}
"""Attribute of the sheet's first section → column, for each kind of file that is about a person.

認定日 and 限度額適用期間 have no place on the sheet: the limit's period is not that of the certification.
"""
_HEADER: Final = {
    "office": "介護支援事業者名",
    "office_number": "介護支援事業者コード",
    "care_manager": "居宅サービス計画作成者氏名",
}
_DAYS: Final = ("居宅サービス計画作成（変更）日", "相談日")
CARRIED: Final = frozenset((*PERSON["UPHOSOKU"], "insurer_number", "insured_number"))
"""What of a sheet's first section 利用者補足情報 carries."""


def read_all(data: bytes, *, written: datetime | None = None) -> Batch:
    """Return an admission sheet for each row about a person; a file about something else is refused.

    :param written: used where a row has no day of the plan
    """
    file = read_file(data)
    if isinstance(file, Report):
        return Batch((), file, 1, 1, FORMAT)
    if file.kind.name not in PERSON:
        refused = rules.NO_PERSON.at(file.kind.name, kind=file.kind.ja)
        return Batch((), Report([*file.report, refused]), len(file.rows), len(file.rows), FORMAT)
    found: list[Finding] = list(file.report)
    records = [
        sheet for n in range(len(file.rows)) if (sheet := sheet_of(file, n, written, found)) is not None
    ]
    return Batch(tuple(records), Report(found), len(file.rows), len(file.rows) - len(records), FORMAT)


def sheet_of(
    file: File, number: int, written: datetime | None, found: list[Finding]
) -> AdmissionSheet | None:
    """Return the sheet of one row, or None when the row has not the columns of its kind."""
    row = file.rows[number]
    if len(row) != len(file.kind.columns):
        return None
    said = cells(file, row)
    answers: dict[str, Any] = {}
    for name, column in PERSON[file.kind.name].items():
        value = _value(name, said[column], file.kind.name)
        if value is not None:
            answers[name] = value
        elif said[column]:
            path, source = file.place(number, file.kind.place(column))
            found.append(rules.NOT_READ.at(path, source=source, column=column))
    second = said.get("利用者住所２", "")
    if second:
        answers["address"] = f"{answers.get('address', '')}\n{second}"
    keys = {"insurer_number": said["保険者番号"], "insured_number": said["被保険者番号"]}
    answers |= {name: value for name, value in keys.items() if value}
    header = {name: said[column] for name, column in _HEADER.items() if said.get(column)}
    fields: Any = AdmissionSheet.model_fields
    found += _left(file, number, said)
    return AdmissionSheet(
        id=UUID(stable(UUID(int=0), sha256(repr((file.kind.name, row)).encode()).hexdigest())),
        written=_written(said, written),
        header=fields["header"].annotation(**header),
        basics=fields["basics"].annotation(**answers),
    )


def _left(file: File, number: int, said: Mapping[str, str]) -> Iterator[Finding]:
    """Yield one finding for a row with columns that a sheet has no place for."""
    used = {*PERSON[file.kind.name].values(), *_HEADER.values(), *_DAYS, "利用者住所２"}
    keys = {
        "CSVバージョン",
        "保険者番号",
        "被保険者番号",
        "対象年月",
        "作成年月日",
        "更新業者コード",
        "識別子",
    }
    left = [name for name, cell in said.items() if cell.strip("0") and name not in used | keys]
    if left:
        _, source = file.place(number, file.kind.place(left[0]))
        names = "、".join(left[:3]) + (" …" if len(left) > 3 else "")  # noqa: PLR2004  a few names tell enough
        yield rules.LEFT_BEHIND.at(
            f"{file.kind.name}[{number}]", source=source, count=len(left), columns=names
        )


def _value(name: str, cell: str, kind: str) -> Any:
    if name == "care_level":
        return coded("prevention-care-level" if kind == "UPKIHON" else "care-plan-care-level", cell)
    return _READ[name](cell) if name in _READ else cell or None


_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "born": day_of,
    "valid_from": day_of,
    "valid_to": day_of,
    "sex": _SEX.get,
    "certification": _CERTIFIED.get,
    "adl_rank": partial(coded, "prevention-bedridden-rank"),
    "dementia_rank": partial(coded, "prevention-dementia-rank"),
}


def _written(said: Mapping[str, str], written: datetime | None) -> datetime:
    day = next((d for name in _DAYS if (d := day_of(said.get(name, ""))) is not None), None)
    if day is not None:
        return datetime(day.year, day.month, day.day, tzinfo=_JAPAN)
    return written or datetime.now(UTC)


def to_bytes(records: Sequence[Any]) -> bytes:
    """Return admission sheets as one file of 利用者補足情報 (UPHOSOKU, 第1表 to 第3表).

    :raises UsageError: when a record is no admission sheet
    """
    return File(KINDS["UPHOSOKU"], tuple(_row(record) for record in records)).to_bytes()


def _row(record: Any) -> tuple[str, ...]:
    from carelink.errors import UsageError, Words

    if not isinstance(record, AdmissionSheet):
        raise UsageError(
            Words(
                "利用者補足情報に書けるのは入院時情報提供書だけです。",
                "Only admission sheets can be written so.",
            ),
            hint=Words("入院時情報提供書を渡してください。", "Pass admission sheets."),
        )
    basics = record.basics
    said = {
        "CSVバージョン": VERSION,
        "保険者番号": basics.insurer_number,
        "被保険者番号": basics.insured_number,
        "居宅サービス計画作成（変更）日": record.written.astimezone(_JAPAN).strftime("%Y%m%d"),
        "対象年月": "000000",
        **{column: _cell(name, getattr(basics, name)) for name, column in PERSON["UPHOSOKU"].items()},
    }
    first, _, second = (basics.address or "").partition("\n")
    said |= {"利用者住所１": first, "利用者住所２": second}
    return tuple(said.get(column.name) or "" for column in KINDS["UPHOSOKU"].columns)


def _cell(name: str, value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if name == "sex":
        return next(code for code, sex in _SEX.items() if sex is value)
    if name == "certification":
        return next((code for code, state in _CERTIFIED.items() if state is value), None)
    if name == "care_level":
        return code_of("care-plan-care-level", value)
    return day_text(value)


def losses(record: Any) -> Iterator[Finding]:
    """Yield a finding for each answer of a sheet that 利用者補足情報 cannot carry, or not as it is."""
    from carelink.converters import characters

    for item in type(record).form():
        value = item.of(record)
        if value is None:
            continue
        section, _, name = item.path.partition(".")
        carries = section == "basics" and name in CARRIED
        if not carries or (name in PERSON["UPHOSOKU"] and not _cell(name, value)):
            yield file_rules.NOT_CARRIED.at(item.path, layout=FORMAT)
        elif isinstance(value, str):
            carried = characters.to_cp932(value)
            if carried.lost or carried.replaced:
                yield (rules.CHARACTER_LOST if carried.lost else rules.CHARACTER_REPLACED).at(item.path)
    if getattr(record, "local", None):
        yield file_rules.NOT_CARRIED.at("local", layout=FORMAT)
