"""Types and elements as frozen facts: what the codecs, the FHIRPath compiler and the validator build on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir.tables import store
from carelink.fhir.tables.definitions import CORE, constraint, is_type

if TYPE_CHECKING:
    from collections.abc import Mapping

_ID_OF_RESOURCE: Final = "id"


@dataclass(frozen=True, slots=True)
class Binding:
    """A value set bound to an element.

    :param strength: required, extensible, preferred or example
    :param value_set: canonical as published, ``|4.0.1`` included for required ones; None where R4 names none
    :param max_value_set: canonical of the set that codes may never leave, at any strength
    """

    strength: str
    value_set: str | None
    max_value_set: str | None = None


@dataclass(frozen=True, slots=True)
class Constraint:
    """An invariant: ``severity`` is error or warning, ``expression`` FHIRPath (empty where R4 has none)."""

    key: str
    severity: str
    expression: str


@dataclass(frozen=True, slots=True)
class TypeRef:
    """One type an element may have.

    :param code: FHIR type name; for a nested element the path of that element ("Patient.contact")
    :param profiles: canonicals of profiles the type must follow (SimpleQuantity …)
    :param targets: canonicals that a Reference or canonical may point at; empty = anything
    """

    code: str
    profiles: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementInfo:
    """One element of a type.

    :param name: as in FHIRPath, without ``[x]``
    :param path: as published, e.g. ``Observation.value[x]``
    :param min: fewest, 0 or more
    :param max: most, None = any number
    :param refs: the types, in published order
    :param choice: whether the JSON name carries the type (``valueQuantity``)
    :param array: whether JSON writes a list (decided by the base definition, not by ``max``)
    :param system: whether it is a bare FHIRPath value that takes no extensions (``id``, ``Extension.url``)
    :param representation: "" or "xmlAttr" or "xhtml": how XML writes it
    :param content_reference: path of the element whose content it repeats; also its only type
    :param min_value: smallest allowed value, max_value largest, max_length most characters
    """

    name: str
    path: str
    min: int
    max: int | None
    refs: tuple[TypeRef, ...]
    choice: bool = False
    array: bool = False
    system: bool = False
    modifier: bool = False
    representation: str = ""
    content_reference: str | None = None
    binding: Binding | None = None
    constraints: tuple[Constraint, ...] = ()
    max_length: int | None = None
    min_value: Any = None
    max_value: Any = None

    @property
    def types(self) -> tuple[str, ...]:
        """Names of the types, in published order."""
        return tuple(ref.code for ref in self.refs)

    def targets(self, code: str = "Reference") -> tuple[str, ...]:
        """Return the names of types that a ``code`` here may point at, e.g. ("Patient", "Group")."""
        return tuple(t.removeprefix(CORE) for ref in self.refs if ref.code == code for t in ref.targets)

    def json_names(self) -> tuple[tuple[str, str], ...]:
        """Return the names in JSON, each with its type: ``(("valueQuantity", "Quantity"), …)``."""
        if not self.choice:
            return ((self.name, self.refs[0].code),)
        return tuple((self.name + t[0].upper() + t[1:], t) for t in self.types)


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """A resource, data type, primitive or nested element ("Patient.contact").

    :param kind: "resource", "complex-type", "primitive-type" or "nested"
    :param base: name of the type it specialises ("" for Element and Resource)
    :param elements: in published order, inherited ones (id, extension …) included
    :param constraints: invariants on the type itself
    :param json: JSON name → (element, type name), for every spelling of a choice
    :param regex: of a primitive, as published (ASCII white space is meant; see ``fhir.primitives``)
    """

    name: str
    kind: str
    abstract: bool
    base: str
    elements: tuple[ElementInfo, ...]
    constraints: tuple[Constraint, ...] = ()
    regex: str | None = None
    json: Mapping[str, tuple[ElementInfo, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {name: (e, t) for e in self.elements for name, t in e.json_names()}
        object.__setattr__(self, "json", MappingProxyType(names))

    def __reduce__(self) -> tuple[Any, ...]:
        return type_of, (self.name,)

    def element(self, name: str) -> ElementInfo | None:
        """Return an element by its FHIRPath name, or None."""
        return next((e for e in self.elements if e.name == name), None)


def type_of(name: str) -> TypeInfo | None:
    """Return a type by name ("Patient") or a nested element by path ("Patient.contact"); None if unknown."""
    return _types_of(name.partition(".")[0]).get(name)


@cache  # at most as many as R4 has types, and one per unknown name is stopped below
def _known(root: str) -> Mapping[str, TypeInfo]:
    return MappingProxyType(_Reading(root, store.row("types", root)).types())


def _types_of(root: str) -> Mapping[str, TypeInfo]:
    """Return the type and what is nested in it, by path; unknown names are not remembered."""
    return _known(root) if is_type(root) else MappingProxyType({})


class _Reading:
    """Turns one shortened StructureDefinition into TypeInfos."""

    def __init__(self, root: str, line: dict[str, Any]) -> None:
        self.root = root
        self.line = line
        self.rows: list[dict[str, Any]] = line["element"]
        self.nested = {e["path"].rpartition(".")[0] for e in self.rows} - {""}

    def types(self) -> dict[str, TypeInfo]:
        """Return the type and everything nested in it."""
        children: dict[str, list[ElementInfo]] = {path: [] for path in (self.root, *sorted(self.nested))}
        heads = {e["path"]: e for e in self.rows}
        for e in self.rows[1:]:
            if e["max"] != "0":
                children[e["path"].rpartition(".")[0]].append(self._element(e))
        return {path: self._type(path, heads[path], tuple(found)) for path, found in children.items()}

    def _type(self, path: str, head: dict[str, Any], elements: tuple[ElementInfo, ...]) -> TypeInfo:
        constraints = _constraints(head)
        if path != self.root:
            base = _code(head["type"][0])
            return TypeInfo(path, "nested", False, base, elements, constraints)
        base = self.line.get("baseDefinition", "").removeprefix(CORE)
        regex = None
        if self.line["kind"] == "primitive-type":
            regex = next((t["regex"] for t in self.rows[-1]["type"] if isinstance(t, dict)), None)
        return TypeInfo(path, self.line["kind"], self.line["abstract"], base, elements, constraints, regex)

    def _element(self, e: dict[str, Any]) -> ElementInfo:
        path: str = e["path"]
        name = path.rpartition(".")[2]
        base_max = e["base"][2] if "base" in e else e["max"]
        reference = e.get("contentReference", "").lstrip("#") or None
        return ElementInfo(
            name=name.removesuffix("[x]"),
            path=path,
            min=e["min"],
            max=None if e["max"] == "*" else int(e["max"]),
            refs=self._refs(e, reference),
            choice=name.endswith("[x]"),
            array=base_max != "1",
            system=any("=" in _raw(t) for t in e.get("type", ())),
            modifier=e.get("isModifier", False),
            representation=(e.get("representation") or [""])[0],
            content_reference=reference,
            binding=_binding(e),
            constraints=_constraints(e),
            max_length=e.get("maxLength"),
            min_value=_value(e, "minValue"),
            max_value=_value(e, "maxValue"),
        )

    def _refs(self, e: dict[str, Any], reference: str | None) -> tuple[TypeRef, ...]:
        path = e["path"]
        if reference or path in self.nested:
            return (TypeRef(reference or path),)
        if path == f"{self.root}.id" and self.line["kind"] == "resource":
            return (TypeRef(_ID_OF_RESOURCE),)  # published as string, but the prose and every schema say id
        return tuple(
            TypeRef(_code(t))
            if isinstance(t, str)
            else TypeRef(_code(t), tuple(t.get("profile", ())), tuple(t.get("targetProfile", ())))
            for t in e["type"]
        )


def _raw(t: str | dict[str, Any]) -> str:
    return t if isinstance(t, str) else str(t["code"])


def _code(t: str | dict[str, Any]) -> str:
    """Return the FHIR type: ``System.String=uri`` is a uri, and one without a FHIR type a string."""
    system, is_system, real = _raw(t).partition("=")
    return (real or "string") if is_system else system


def _constraints(e: dict[str, Any]) -> tuple[Constraint, ...]:
    return tuple(_constraint(number) for number in e.get("constraint", ()))


@lru_cache(maxsize=512)
def _constraint(number: int) -> Constraint:
    return Constraint(*constraint(number))


def _binding(e: dict[str, Any]) -> Binding | None:
    if "binding" not in e:
        return None
    strength, value_set, *most = e["binding"]
    return Binding(strength, value_set or None, most[0] if most else None)


def _value(e: dict[str, Any], prefix: str) -> Any:
    return next((v for k, v in e.items() if k.startswith(prefix)), None)
