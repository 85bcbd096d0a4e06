"""Items of 入院時情報提供書 that must agree with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from carelink.records import rules
from carelink.records.lists.care import Certification
from carelink.records.lists.functioning import Adl, Aid

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from carelink.findings import Finding
    from carelink.records.checks.case import Case

OLDEST: Final = 120
"""Years; the oldest person ever in Japan was 119."""

_PERIODS: Final = (
    ("basics.valid_from", "basics.valid_to"),
    ("functioning.recent_admission_from", "functioning.recent_admission_to"),
)

DETAILS: Final = (
    ("functioning.denture", "functioning.denture_kind"),
    ("functioning.smoking", "functioning.cigarettes"),
    ("functioning.alcohol", "functioning.alcohol_amount"),
    ("functioning.recent_admission", "functioning.recent_admission_from"),
    ("functioning.recent_admission", "functioning.recent_admission_to"),
)
"""Items that may say なし, each with a detail that then has nothing to tell."""


def certification(case: Case) -> Iterator[Finding]:
    """未申請 excludes level and term; 区分変更 needs a level."""
    status = case.get("basics.certification")
    if status is Certification.NOT_APPLIED:
        for path in ("basics.care_level", "basics.valid_from", "basics.valid_to"):
            if case.get(path) is not None:
                yield case.say_at(rules.NOT_APPLIED_WITH_LEVEL, path)
    if status is Certification.CHANGE_APPLIED and case.get("basics.care_level") is None:
        yield rules.CHANGE_WITHOUT_LEVEL.at(case.form["basics.certification"].at.where(case.doc, None))


def periods(case: Case) -> Iterator[Finding]:
    """Yield a finding where a period ends before it begins."""
    for start, end in _PERIODS:
        first, last = case.get(start), case.get(end)
        if first is not None and last is not None and last < first:
            yield case.say_at(rules.PERIOD_REVERSED, end)


def age(case: Case) -> Iterator[Finding]:
    """Born before the sheet was written, and not too long before."""
    born = case.get("basics.born")
    if born is None or case.written is None:
        return
    where = case.form["basics.born"].at.where(case.doc, None)
    if born > case.written.date():
        yield rules.BORN_AFTER_WRITTEN.at(where)
    elif case.written.year - born.year > OLDEST:
        yield rules.TOO_OLD.at(where)


def details(case: Case) -> Iterator[Finding]:
    """Yield a finding where a detail is stated of something that is なし."""
    yield from denied(case, DETAILS)


def denied(case: Case, pairs: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield a finding for each pair whose first item says なし and whose second is stated."""
    for asked, detail in pairs:
        answer = case.get(asked)
        if answer is not None and answer.member.alone and case.get(detail) is not None:
            item = case.form[asked]
            yield case.say_at(rules.DETAIL_DENIED, detail, no=item.ja, no_en=item.en)


def wheelchair(case: Case) -> Iterator[Finding]:
    """自立 with 車いす is right when the person moves it alone."""
    if case.get("functioning.mobility") is not Adl.INDEPENDENT:
        return
    for path in ("functioning.aid_indoor", "functioning.aid_outdoor"):
        if any(t.member is Aid.WHEELCHAIR for t in case.get(path) or ()):
            yield rules.WHEELCHAIR.at(case.form[path].at.where(case.doc, None))
