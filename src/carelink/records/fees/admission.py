"""入院時情報連携加算: how soon the hospital was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from carelink.errors import Words
from carelink.records.fees.claim import Claim, in_force
from carelink.records.fees.office import Office


@dataclass(frozen=True, slots=True)
class AdmissionRule:
    """The rule for admissions from a day on.

    :param first: units of Ⅰ, given up to ``first_days`` after the day of admission (0: on the day itself)
    :param second: the same of Ⅱ
    :param earlier: whether information given before the admission counts
    :param extends: whether closing time and closed days of the office give a day more
    """

    since: date
    first: int
    first_days: int
    second: int
    second_days: int
    earlier: bool
    extends: bool
    spec: str


ADMISSION: Final = (
    AdmissionRule(
        date(2018, 4, 1), 200, 2, 100, 6, earlier=False, extends=False, spec="平成30年度介護報酬改定"
    ),
    AdmissionRule(
        date(2024, 4, 1),
        250,
        0,
        200,
        2,
        earlier=True,
        extends=True,
        spec="令和6年厚生労働省告示第86号, 老企第36号 (remembered; Ⅰ found in a public account)",
    ),
)
"""By the day of admission. A later revision is a new row."""

_CODES: Final = {"Ⅰ": "436125", "Ⅱ": "436129"}


def on_admission(
    admitted: date, provided: date, *, admitted_at: time | None = None, office: Office | None = None
) -> Claim:
    """Return the class for information given on a day about an admission.

    :param admitted_at: the time of admission, where it is known; unknown means within hours
    :param office: of the care manager; Monday to Friday until 17:30 when not given
    """
    rule = in_force(ADMISSION, admitted)
    if rule is None:
        return _nothing("この入院日に当たる規則がありません。", "No rule is known for this day of admission.")
    days = (provided - admitted).days
    if days < 0 and not rule.earlier:
        return _nothing(
            "入院前の情報提供です。", "The information was given before the admission.", rule.spec
        )
    first, second = _limits(rule, admitted, admitted_at, office or Office())
    for name, units, limit in (("Ⅰ", rule.first, first), ("Ⅱ", rule.second, second)):
        if days <= limit:
            ja = (
                f"入院の{days}日後の提供で、{limit}日後までなら{name}です。"
                if days > 0
                else f"入院日までの提供で、{name}です。"
            )
            en = f"Given {max(days, 0)} days after the admission; {name} is up to {limit} days after it."
            return Claim(name, units, Words(ja, en), _CODES[name], rule.spec)
    return _nothing(
        f"入院の{days}日後の提供で、期限は{second}日後まででした。",
        f"Given {days} days after the admission; the limit was {second}.",
        rule.spec,
    )


@dataclass(frozen=True, slots=True)
class Limits:
    """The last days on which the information may be given, for either class."""

    rule: AdmissionRule
    first: date
    second: date


def limits_of(
    admitted: date, *, admitted_at: time | None = None, office: Office | None = None
) -> Limits | None:
    """Return the last days of Ⅰ and Ⅱ for an admission, or None before the oldest rule."""
    rule = in_force(ADMISSION, admitted)
    if rule is None:
        return None
    first, second = _limits(rule, admitted, admitted_at, office or Office())
    return Limits(rule, admitted + timedelta(days=first), admitted + timedelta(days=second))


def _limits(rule: AdmissionRule, admitted: date, at: time | None, office: Office) -> tuple[int, int]:
    """Return the last days of Ⅰ and Ⅱ, counted from the day of admission."""
    first, second = rule.first_days, rule.second_days
    if rule.extends:
        late = office.after_hours(at)
        if late or not office.opens_on(admitted):
            first += 1
        if late and not office.opens_on(admitted + timedelta(days=second)):
            second += 1
    return first, second


def _nothing(ja: str, en: str, spec: str = "") -> Claim:
    return Claim("", 0, Words(ja, en), spec=spec)
