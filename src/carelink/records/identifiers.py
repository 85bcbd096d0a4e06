"""Identifiers of the field: their systems on the wire, and their check digits.

JP Core defines systems for health insurance only. For 介護保険, 法人番号 and 地方公共団体コード there
is none, so carelink mints its own under its canonical base and says so.

Every check returns True (right), False (the check digit does not fit) or None (not of this shape).
Real, published numbers fail now and then (0.1 %), so a wrong digit is a warning, never a refusal.
"""

from __future__ import annotations

import re
from typing import Final

from carelink import canonical

MEDICAL_INSTITUTION: Final = "http://jpfhir.jp/fhir/core/IdSystem/insurance-medical-institution-no"
"""医療機関コード, 10 digits (JP Core, fixed in JP_Organization)."""

KAIGO_OFFICE: Final = canonical.identifier_system("kaigo-office")
"""介護保険事業所番号, 10 characters."""

KAIGO_INSURER: Final = canonical.identifier_system("kaigo-insurer")
"""介護保険の保険者番号, 6 digits. Not JP Core's InsurerNumber, which is for health insurers."""

KAIGO_INSURED: Final = canonical.identifier_system("kaigo-insured")
"""介護保険の被保険者番号, 10 characters; unique only together with the insurer number."""

CORPORATE: Final = canonical.identifier_system("corporate-number")
"""法人番号, 13 digits."""

LOCAL_GOVERNMENT: Final = canonical.identifier_system("local-government")
"""全国地方公共団体コード, 6 digits."""

_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXYZ"  # no I, O, Q
_VALUE: Final = {**{str(d): d for d in range(10)}, **{c: 10 + i for i, c in enumerate(_LETTERS)}}
_ONCE: Final = {c: sum(divmod(value, 10)) for c, value in _VALUE.items()}
_TWICE: Final = {c: sum(divmod(value * 2, 10)) for c, value in _VALUE.items()}
_SEVEN_ONLY: Final = frozenset({"11", "12", "13", "14"})  # Saitama, Chiba, Tokyo, Kanagawa
_LAST_PREFECTURE: Final = 47

_FACILITY: Final = re.compile(r"[0-9]{2}[0-9A-HJ-NPR-Z][0-9]{7}")
_INSURER: Final = re.compile(r"[0-9]{6}|[0-9]{8}")
_CORPORATE: Final = re.compile(r"[1-9][0-9]{12}")
_LOCAL_GOVERNMENT: Final = re.compile(r"[0-9]{6}")
_INSURED: Final = re.compile(r"[0-9]{10}|H[0-9]{9}")
_MY_NUMBER_DIGITS: Final = 12
_MY_NUMBER: Final = re.compile(r"[0-9]{12}")
_GAPS: Final = re.compile(r"[\s‐-―−－ー-]")
_FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")


def modulus_10_weights_2_1(body: str) -> int:
    """Return the モジュラス10 ウェイト2・1分割 digit: weights 2,1,2,1 … from the right, products split."""
    total = sum([_TWICE[c] for c in body[::-2]]) + sum([_ONCE[c] for c in body[-2::-2]])
    return (10 - total % 10) % 10


def facility_number(code: str) -> bool | None:
    """Check a 医療機関コード or 介護保険事業所番号 of 10 characters.

    Two rules live side by side: in prefectures 11 to 14 the digit of 医科, 歯科 and 薬局 covers the
    last seven characters only, of 老健 and 訪問看護 either; everywhere else it covers all ten.
    """
    if not _FACILITY.fullmatch(code) or not 1 <= int(code[:2]) <= _LAST_PREFECTURE:
        return None
    digit = int(code[9])
    whole = modulus_10_weights_2_1(code[:9]) == digit
    if code[:2] in _SEVEN_ONLY:
        seven = modulus_10_weights_2_1(code[3:9]) == digit
        if code[2] in "134":
            return seven
        if code[2] in "56":
            return seven or whole
    return whole


def insurer_number(code: str) -> bool | None:
    """Check a 保険者番号: 6 digits of 介護保険 or 国保, 8 digits of other health insurance and 公費."""
    if not _INSURER.fullmatch(code):
        return None
    return modulus_10_weights_2_1(code[:-1]) == int(code[-1])


def insured_number(code: str) -> bool | None:
    """Check the shape of a 介護保険被保険者番号; no national check digit could be confirmed.

    ``H`` and nine digits is 生活保護単独.
    """
    return True if _INSURED.fullmatch(code) else None


def corporate_number(code: str) -> bool | None:
    """Check a 法人番号: 13 digits, the check digit comes first."""
    if not _CORPORATE.fullmatch(code):
        return None
    total = sum(int(d) * (1 if i % 2 == 0 else 2) for i, d in enumerate(reversed(code[1:])))
    return 9 - total % 9 == int(code[0])


def local_government_code(code: str) -> bool | None:
    """Check a 全国地方公共団体コード of 6 digits."""
    if not _LOCAL_GOVERNMENT.fullmatch(code):
        return None
    total = sum(int(d) * w for d, w in zip(code[:5], (6, 5, 4, 3, 2), strict=True))
    return (11 - total % 11) % 10 == int(code[5])


def looks_like_my_number(text: str) -> bool:
    """Whether a text is 12 digits with the check digit of a マイナンバー, which no field may hold.

    Full-width digits, blanks and hyphens between the groups do not hide it.
    """
    if len(text) < _MY_NUMBER_DIGITS:  # most numbers of a form
        return False
    digits = _GAPS.sub("", text.translate(_FULL_WIDTH))
    if not _MY_NUMBER.fullmatch(digits):
        return False
    weights = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)  # from the digit before the check digit leftwards
    rest = sum(int(d) * w for d, w in zip(reversed(digits[:11]), weights, strict=True)) % 11
    return (0 if rest <= 1 else 11 - rest) == int(digits[11])
