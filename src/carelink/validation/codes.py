"""Codings by themselves: whether the system is one, has the code, and the display fits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from carelink.profiles.terminology import UCUM, grammar
from carelink.validation.rules import terminology as rules

if TYPE_CHECKING:
    from carelink.findings import Rule
    from carelink.profiles.packages import Packages
    from carelink.profiles.terminology import Codes, Concept, Terminology
    from carelink.validation.place import Place
    from carelink.validation.sink import Sink

_ABSOLUTE: Final = ("http:", "https:", "urn:")
_KNOWN: Final = ("http://snomed.info/sct", "http://loinc.org", "http://unitsofmeasure.org")
"""Systems nobody ships in a package; URLs that merely begin like them are mistakes."""
_BUILD: Final = ("http://build.fhir.org", "https://build.fhir.org")
_TERMINOLOGY: Final = "http://terminology.hl7.org/"
_HL7: Final = ("http://hl7.org/fhir/", "https://hl7.org/fhir/", "http://www.hl7.org/fhir/")
_HL7_OPEN: Final = ("http://hl7.org/fhir/sid/", "http://hl7.org/fhir/test")
_MEMO_AT_MOST: Final = 50_000

Said = tuple[tuple["Rule", str, str | None], ...]
"""What is wrong with one coding: rule, child element it is said of ("" = the coding), code system named."""


class CodingChecks:
    """Judges codings against the code systems at hand and remembers the judgement."""

    def __init__(self, packages: Packages, terminology: Terminology) -> None:
        self._packages = packages
        self._terminology = terminology
        self._memo: dict[tuple[Any, ...], Said] = {}

    def check(self, sink: Sink, coding: dict[str, Any], place: Place, *, alone: bool) -> None:
        """Note what is wrong with a Coding (or the unit of a Quantity).

        :param alone: whether it stands by itself, not inside a CodeableConcept
        """
        key = (coding.get("system"), coding.get("code"), coding.get("display"), alone)
        try:
            said = self._memo.get(key)
        except TypeError:
            return  # something else than text stands there: that is said elsewhere
        if said is None:
            said = self._judge(*key)
            if len(self._memo) < _MEMO_AT_MOST:
                self._memo[key] = said
        for rule, child, system in said:
            where = (place, child, None) if child else place
            if system is None:
                sink.add(rule, where)
            else:
                sink.add(rule, where, system=system)

    def _judge(self, system: Any, code: Any, display: Any, alone: bool) -> Said:  # noqa: FBT001
        if not isinstance(system, str) or not system:
            return ((rules.CODING_WITHOUT_SYSTEM, "", None),) if isinstance(code, str) else ()
        if code is None and not alone:
            return ((rules.CODING_WITHOUT_CODE, "", None),)
        codes = self._terminology.codes(system)
        if codes is None:
            return self._of_unknown_system(system, code, alone=alone)
        if codes.supplement:
            return ((rules.SYSTEM_IS_OTHER, "system", None),)
        return _of_system(codes, code, display) if isinstance(code, str) and code else ()

    def _of_unknown_system(self, system: str, code: Any, *, alone: bool) -> Said:
        if not system.startswith(_ABSOLUTE):
            return ((rules.CODE_SYSTEM_RELATIVE, "" if alone else "system", None),)
        kinds = self._packages.kinds(system)
        if "ValueSet" in kinds:
            return ((rules.SYSTEM_IS_VALUE_SET, "" if alone else "system", None),)
        if kinds and "StructureDefinition" not in kinds:
            return ((rules.SYSTEM_IS_OTHER, "system", None),)
        if self._lookalike(system):
            return ((rules.SYSTEM_IS_OTHER, "" if alone else "system", None),)
        if alone and system.startswith(_HL7) and not system.startswith(_HL7_OPEN) and not kinds:
            return ((rules.SYSTEM_UNKNOWN_HL7, "", None),)
        return _of_registry(system, code) if isinstance(code, str) else ()

    def _lookalike(self, system: str) -> bool:
        if system.startswith(_BUILD):
            return True
        if any(system.startswith(known) and system != known for known in _KNOWN):
            return not system.startswith("http://snomed.info/sct/")
        if system.startswith("https:"):
            plain = "http:" + system[6:]
            return plain in _KNOWN or self._terminology.codes(plain) is not None
        return False


def _of_registry(system: str, code: str) -> Said:
    """Judge a code of a system that is no list: by its grammar and registry, where we have them."""
    check = grammar(system)
    answer = check(code) if check is not None else None
    if answer is None:
        return ((rules.CODE_NOT_CHECKED, "system", None),)
    if answer:
        return ()
    if system == UCUM:
        return ((rules.UNIT_NOT_UCUM, "code", None),)
    return ((rules.CODE_UNKNOWN_IN_SYSTEM, "code", system),)


def _of_system(codes: Codes, code: str, display: Any) -> Said:
    concept = codes.get(code)
    if concept is None:
        if codes.has(code) is None:
            if codes.content == "fragment":
                return ((rules.CODE_NOT_IN_FRAGMENT, "code", codes.url),)
            return ((rules.CODE_NOT_CHECKED, "system", None),)
        if codes.url.startswith(_TERMINOLOGY):  # newer editions of HL7's own systems know more codes
            return ((rules.CODE_NOT_IN_FRAGMENT, "code", codes.url),)
        return ((rules.CODE_UNKNOWN_IN_SYSTEM, "code", codes.url),)
    said: Said = ((rules.INACTIVE_CODE, "", None),) if concept.inactive else ()
    if isinstance(display, str) and not _display_fits(concept, display):
        said += ((rules.WRONG_DISPLAY, "display", codes.url),)
    return said


def _display_fits(concept: Concept, display: str) -> bool:
    texts = [concept.display, *(text for _, text in concept.designations)]
    known = {_folded(text) for text in texts if text}
    return not known or _folded(display) in known or _folded(display) == _folded(concept.code)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
