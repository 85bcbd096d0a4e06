"""第1表 and 第2表 → a typed plan: what is left blank because it is the same as above is carried on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.converters.care_plan.files import File
    from carelink.converters.quoted import Row

_CARRIED: Final = {
    "課題": ("課題ＮＯ",),
    "長期目標": ("課題ＮＯ", "援助目標ＮＯ"),
    "長期期間": ("課題ＮＯ", "援助目標ＮＯ"),
    "短期目標": ("課題ＮＯ", "援助目標ＮＯ"),
    "短期期間": ("課題ＮＯ", "援助目標ＮＯ"),
    "サービス内容": ("課題ＮＯ", "援助目標ＮＯ", "援助内容ＮＯ"),
}
"""Column of 第2表 → the numbers inside of which a blank means "as above"."""


@dataclass(frozen=True, slots=True)
class Service:
    """援助内容: what is done, by whom, how often. Periods and frequencies are free text in the standard."""

    content: str
    insured: bool | None
    kind: str
    office_number: str
    office: str
    frequency: str
    period: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A long-term and a short-term goal with their periods."""

    long_term: str
    long_period: str
    short_term: str
    short_period: str
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """生活全般の解決すべき課題."""

    text: str
    goals: tuple[Goal, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One care plan of one person.

    :param insurer: 保険者番号
    :param insured: 被保険者番号
    :param day: 居宅サービス計画作成（変更）日, ``YYYYMMDD``; it joins the tables of one plan
    :param manager: who made it; ``office`` and ``office_number`` where
    :param wishes: 利用者及び家族の生活に対する意向を踏まえた課題分析の結果
    :param policy: 総合的な援助の方針
    :param board: 介護認定審査会の意見及びサービスの種類の指定
    """

    insurer: str
    insured: str
    day: str
    manager: str = ""
    office: str = ""
    office_number: str = ""
    wishes: str = ""
    board: str = ""
    policy: str = ""
    needs: tuple[Need, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """What joins the tables of one plan."""
        return self.insurer, self.insured, self.day


def carried(file: File) -> Iterator[dict[str, str]]:
    """Yield the rows of a 第2表 by column, blanks filled with what they stand for."""
    above: dict[tuple[str, ...], str] = {}
    for row in file.rows:
        said = cells(file, row)
        key = tuple(said.get(name, "") for name in ("保険者番号", "被保険者番号", _DAY))
        for name, numbers in _CARRIED.items():
            at = (name, *key, *(said.get(number, "") for number in numbers))
            if said.get(name):
                above[at] = said[name]
            else:
                said[name] = above.get(at, "")
        yield said


_DAY: Final = "居宅サービス計画作成（変更）日"


def plans(files: Iterable[File]) -> tuple[Plan, ...]:
    """Return the plans that the tables of a unit state, in the order of their first row."""
    first: dict[tuple[str, str, str], dict[str, str]] = {}
    second: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for file in files:
        if file.kind.name == "UP1KYO":
            for row in file.rows:
                said = cells(file, row)
                first.setdefault(_key(said), said)
        elif file.kind.name == "UP2KYO":
            for said in carried(file):
                second.setdefault(_key(said), []).append(said)
    keys = dict.fromkeys([*first, *second])
    return tuple(_plan(key, first.get(key, {}), second.get(key, [])) for key in keys)


def _key(said: dict[str, str]) -> tuple[str, str, str]:
    return said.get("保険者番号", ""), said.get("被保険者番号", ""), said.get(_DAY, "")


def _plan(key: tuple[str, str, str], head: dict[str, str], rows: list[dict[str, str]]) -> Plan:
    return Plan(
        *key,
        manager=head.get("居宅サービス計画作成者氏名", ""),
        office=head.get("介護支援事業者名", ""),
        office_number=head.get("介護支援事業者コード", ""),
        wishes=head.get("利用者及び家族の生活に対する意向を踏まえた課題分析の結果", ""),
        board=head.get("介護認定審査会の意見及びサービスの種類の指定", ""),
        policy=head.get("総合的な援助の方針", ""),
        needs=tuple(_need(list(run)) for _, run in groupby(rows, key=lambda r: r["課題ＮＯ"])),
    )


def _need(rows: list[dict[str, str]]) -> Need:
    """Return a need with its goals; a goal changes with its number or its short-term part."""
    runs = groupby(rows, key=lambda r: (r["援助目標ＮＯ"], r["短期目標"], r["短期期間"]))
    return Need(rows[0]["課題"], tuple(_goal(list(run)) for _, run in runs))


def _goal(rows: list[dict[str, str]]) -> Goal:
    head = rows[0]
    services = tuple(
        Service(
            row["サービス内容"],
            {"Y": True, "N": False}.get(row["保険対象区分"]),
            row["サービス種別"],
            row["サービス事業者コード"],
            row["サービス事業所名"],
            row["頻度"],
            row["実施期間"],
        )
        for row in rows
    )
    return Goal(head["長期目標"], head["長期期間"], head["短期目標"], head["短期期間"], services)


def cells(file: File, row: Row) -> dict[str, str]:
    """Return a row by the names of its columns; what a short row lacks is empty."""
    columns = file.kind.columns
    filled = (*row[: len(columns)], *("",) * (len(columns) - len(row)))
    return {column.name: cell for column, cell in zip(columns, filled, strict=True)}
