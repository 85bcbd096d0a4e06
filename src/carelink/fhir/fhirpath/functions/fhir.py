"""What FHIR adds to FHIRPath (fhirpath.html#functions). What only the caller can know is one of its hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carelink.fhir.fhirpath.environment import only
from carelink.fhir.fhirpath.errors import EvaluationError
from carelink.fhir.fhirpath.functions.function import Function, answer, text
from carelink.fhir.fhirpath.nodes import child, lineage, of, resource_type, root, system
from carelink.fhir.tables import is_type, value_set_codes

if TYPE_CHECKING:
    from collections.abc import Callable

    from carelink.fhir.fhirpath.environment import Eval, Scope, Situation
    from carelink.fhir.fhirpath.nodes import Collection, Node

_CORE = "http://hl7.org/fhir/StructureDefinition/"


def extension(scope: Scope, focus: Collection, url: Eval) -> Collection:
    """Return the extensions with a URL."""
    wanted = text(scope, url)
    found: Collection = []
    for node in focus:
        child(node, "extension", found)
    scope.situation.spend(len(found) + 1)
    return [node for node in found if type(node.value) is dict and node.value.get("url") == wanted]


def has_value(_: Scope, focus: Collection) -> Collection:
    """Whether this is one primitive with a value, not only extensions."""
    return answer(len(focus) == 1 and focus[0].value is not None and type(focus[0].value) is not dict)


def get_value(_: Scope, focus: Collection) -> Collection:
    """Return the system value of one primitive."""
    if len(focus) != 1 or type(focus[0].value) is dict:
        return []
    value = system(focus[0])
    return [] if value is None else [of(value)]


def resolve(scope: Scope, focus: Collection) -> Collection:
    """Follow references: inside the resource, then as the caller says. What is not found is left out."""
    found: Collection = []
    for node in focus:
        target = _target(node)
        resource = None if target is None else _found(scope.situation, target)
        if resource is not None:
            found.append(root(resource))
    return found


def _target(node: Node) -> str | None:
    value = node.value.get("reference") if type(node.value) is dict else node.value
    return value if isinstance(value, str) else None


def _found(situation: Situation, target: str) -> Any:
    if target == "#":
        return situation.root.value
    if target.startswith("#"):
        for owner in (situation.root.value, situation.resource.value):
            for inner in owner.get("contained", ()) if type(owner) is dict else ():
                if type(inner) is dict and inner.get("id") == target[1:]:
                    return inner
        return None
    return None if situation.hooks.resolve is None else situation.hooks.resolve(target)


def member_of(scope: Scope, focus: Collection, value_set: Eval) -> Collection:
    """Whether a code is in a value set; empty when nobody can say."""
    node, url = only(focus), text(scope, value_set)
    if node is None or url is None:
        return []
    asked = scope.situation.hooks.member_of
    return answer(_in_table(node.value, url) if asked is None else asked(node.value, node.type, url))


def _in_table(value: Any, url: str) -> bool | None:
    codes = value_set_codes(url)
    if codes is None:
        return None
    if isinstance(value, str):
        return any(code == value for _, code in codes)
    codings = value.get("coding", [value]) if type(value) is dict else []
    return any((c.get("system"), c.get("code")) in codes for c in codings if type(c) is dict)


def conforms_to(scope: Scope, focus: Collection, profile: Eval) -> Collection:
    """Whether an item conforms to a profile. A base type needs no caller's help."""
    node, url = only(focus), text(scope, profile)
    if node is None or url is None:
        return []
    asked = scope.situation.hooks.conforms_to
    if asked is not None:
        return answer(asked(node.value, node.type, url))
    name = url.partition("|")[0].removeprefix(_CORE)
    if not url.startswith(_CORE) or not is_type(name):
        raise EvaluationError("no profiles are at hand for conformsTo()")
    return answer(name in lineage(node.type or resource_type(node.value) or ""))


def _html_checks(rule: str) -> Callable[[Scope, Collection], Collection]:
    """Make one of the two checks of a narrative: its markup (txt-1), its content (txt-2)."""

    def run(scope: Scope, focus: Collection) -> Collection:
        markup = text(scope, focus)
        if markup is None:
            return []
        if scope.situation.hooks.html is None:
            raise EvaluationError("no check of narratives is at hand for htmlChecks()")
        return answer(scope.situation.hooks.html(markup, rule))

    return run


FUNCTIONS = {
    "extension": Function(extension, 1, 1),
    "hasValue": Function(has_value),
    "getValue": Function(get_value),
    "resolve": Function(resolve),
    "memberOf": Function(member_of, 1, 1),
    "conformsTo": Function(conforms_to, 1, 1),
    "htmlChecks": Function(_html_checks("htmlChecks")),
    "htmlChecks2": Function(_html_checks("htmlChecks2")),
}
