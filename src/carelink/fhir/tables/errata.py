r"""Known mistakes in the published invariants of R4 4.0.1, corrected where a table is read.

The tables hold what HL7 published; only the expression changes here, never key or severity. Profiles copy
the expressions of what they derive from, so whoever reads a package asks :func:`corrected` as well. Every
entry is one the reference validator replaces, too; where its replacement contradicts the specification,
``why`` says so.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Erratum(NamedTuple):
    """One mistake: what was published, what is meant, and how we know."""

    published: str
    corrected: str
    why: str
    key: str = ""
    """Only under this key; "" = wherever the expression stands."""


_STATUS = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/condition-category"
_NAME = "name.matches('[A-Z]([A-Za-z0-9_]){0,254}')"
_CONTAINED = "(reference.substring(1).trace('url') in %rootResource.contained.id.trace('ids'))"
_REFERENCE = (
    f"reference.exists() implies (reference = '#' or (reference.startsWith('#').not() or {_CONTAINED}))"
)
_PATH = r"""[^\\s\\.,:;\\\'"\\/|?!@#$%&*()\\[\\]{}]{1,64}"""
_PATHS = rf"""{_PATH}(\\.{_PATH}(\\[x\\])?(\\:[^\\s\\.]+)?)*"""
_KINDS = r"[A-Za-z][A-Za-z0-9]*(\\.[a-z][A-Za-z0-9]*(\\[x])?)*"
_UCUM = "(system.empty() or system = %ucum)"

ERRATA: Final = (
    Erratum(_NAME, "true", "ChargeItemDefinition has no name before R5", "cid-0"),
    Erratum(
        _NAME,
        "name.exists() implies name.matches('^[A-Z]([A-Za-z0-9_]){0,254}$')",
        "a name is optional, and all of it must fit",
    ),
    Erratum(
        "text.`div`.exists()",
        "(%rootResource != $this) or text.`div`.exists()",
        "a contained resource should have no narrative (dom-6 is for the container)",
        "dom-6",
    ),
    Erratum("htmlChecks()", "htmlChecks2()", "txt-2 asks for content, txt-1 for the allowed markup", "txt-2"),
    Erratum(
        "operator = 'exists' implies (answer is Boolean)",
        "operator = 'exists' implies (answer is boolean)",
        "FHIR's boolean is meant; no element is a System.Boolean",
    ),
    Erratum(
        "enableWhen.count() > 2 implies enableBehavior.exists()",
        "enableWhen.count() >= 2 implies enableBehavior.exists()",
        "its own text says: if there is more than one enableWhen",
    ),
    Erratum(
        f"reference.startsWith('#').not() or {_CONTAINED}",
        _REFERENCE,
        "a reference may have only an identifier or a display, and # alone means the container",
    ),
    Erratum(
        f"reference.startsWith('#').not() or {_CONTAINED.replace('rootResource', 'resource')}",
        _REFERENCE,
        "as before, in the wording of R3 and early R4 packages",
    ),
    Erratum(
        "fullUrl.contains('/_history/').not()",
        "fullUrl.exists() implies fullUrl.contains('/_history/').not()",
        "an entry may lack a fullUrl",
    ),
    Erratum(
        f"clinicalStatus.exists() or verificationStatus.coding.where(system='{_STATUS}' and "
        "code = 'entered-in-error').exists() or category.select($this='problem-list-item').empty()",
        f"clinicalStatus.exists() or verificationStatus.coding.where(system='{_STATUS}' and "
        f"code = 'entered-in-error').exists() or category.coding.where(system='{_CATEGORY}' and "
        "code='problem-list-item').empty()",
        "a CodeableConcept never equals a string; meant is the category code. The reference turns the rule "
        "round, so that it contradicts con-5; the text of con-3 is followed here",
    ),
    Erratum(
        "offset.empty() or (when.exists() and ((when in ('C' | 'CM' | 'CD' | 'CV')).not()))",
        "offset.empty() or (when.exists() and when.select($this in ('C' | 'CM' | 'CD' | 'CV')).allFalse())",
        "when repeats, and 'in' takes one item",
    ),
    Erratum(
        "probability is decimal implies (probability as decimal) <= 100",
        "probability.empty() or ((probability is decimal) implies ((probability as decimal) <= 100))",
        "a prediction may lack a probability",
    ),
    Erratum(
        "targetProfile.exists() implies (type = 'Reference' or type = 'canonical')",
        "targetProfile.exists() implies (type = 'Reference' or type = 'canonical' or "
        "type.memberOf('http://hl7.org/fhir/ValueSet/resource-types'))",
        "a parameter may be a resource of a profile",
    ),
    Erratum(f"path.matches('{_PATHS}')", f"path.matches('^{_PATHS}$')", "all of the path must fit (eld-19)"),
    Erratum(
        f"path.matches('{_KINDS}')",
        f"path.matches('^{_KINDS}$')",
        "all of the path must fit (eld-20)",
    ),
    Erratum(
        "(component.empty() and hasMember.empty()) implies (dataAbsentReason or value)",
        "(component.empty() and hasMember.empty()) implies (dataAbsentReason.exists() or value.exists())",
        "an element is no boolean (packages before 4.0.1)",
    ),
    Erratum(
        "value.empty() or code!=component.code",
        "value.empty() or (code in component.code).not()",
        "component repeats (packages before 4.0.1)",
    ),
    Erratum(
        "telecom or endpoint",
        "telecom.exists() or endpoint.exists()",
        "an element is no boolean (packages before 4.0.1)",
    ),
    Erratum(
        "searchType implies type = 'string'",
        "searchType.exists() implies type = 'string'",
        "an element is no boolean (packages before 4.0.1)",
    ),
    Erratum(
        "isModifier implies isModifierReason.exists()",
        "(isModifier.exists() and isModifier) implies isModifierReason.exists()",
        "isModifier is optional (packages before 4.0.1)",
    ),
    Erratum(
        f"(code or value.empty()) and {_UCUM}",
        f"(code.exists() or value.empty()) and {_UCUM}",
        "an element is no boolean (packages before 4.0.1)",
    ),
    Erratum(
        f"(code or value.empty()) and {_UCUM} and (value.empty() or value > 0)",
        f"(code.exists() or value.empty()) and {_UCUM} and "
        "(value.empty() or value.hasValue().not() or value > 0)",
        "an element is no boolean (packages before 4.0.1)",
    ),
    Erratum(
        "(code or value.empty()) and (system.empty() or system = 'urn:iso:std:iso:4217')",
        "(code.exists() or value.empty()) and (system.empty() or system = 'urn:iso:std:iso:4217')",
        "an element is no boolean (packages before 4.0.1)",
    ),
)

_CORRECTED: Final = {(erratum.key, erratum.published): erratum.corrected for erratum in ERRATA}


def corrected(key: str, expression: str) -> str:
    """Return the expression to use for the published one."""
    return _CORRECTED.get((key, expression)) or _CORRECTED.get(("", expression), expression)
