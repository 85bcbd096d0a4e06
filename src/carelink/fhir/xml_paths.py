"""Where an element stands, as FHIRPath: worked out only for elements that something is wrong with."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from carelink.fhir.tables import resource_types
from carelink.fhir.xml_plan import reading

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{0,63}")


def split(tag: Any) -> tuple[str, str]:
    """Return namespace and name of an lxml tag; both empty for an instruction."""
    if not isinstance(tag, str):
        return "", ""
    namespace, _, name = tag.rpartition("}")
    return namespace.lstrip("{"), name


class Paths:
    """FHIRPaths of elements; remembers who stands where, so that many problems stay cheap."""

    def __init__(self) -> None:
        self.places: dict[tuple[_Element, str], dict[_Element, int]] = {}

    def of(self, el: _Element, name: str) -> str:
        """Return the path of an element, or of ``name`` in it; the wrapper of a resource is no step."""
        chain = [el, *el.iterancestors()][::-1]
        type_name = split(chain[0].tag)[1]
        known = type_name in resource_types()
        path = [masked(type_name)]
        for parent, child in pairwise(chain):
            local = split(child.tag)[1]
            if known and type_name == "Resource":
                type_name, known = local, local in resource_types()
                continue
            step = reading(type_name).get(str(child.tag)) if known else None
            if step is None:
                known = False
                path.append(masked(local))
                continue
            path.append(f"{step.said}[{self._index(parent, child)}]" if step.array else step.said)
            type_name = step.type
        return ".".join([*path, masked(split(name)[1])] if name else path)

    def _index(self, parent: _Element, child: _Element) -> int:
        key = (parent, str(child.tag))
        if key not in self.places:
            self.places[key] = {el: i for i, el in enumerate(parent.iterchildren(key[1]))}
        return self.places[key][child]


def masked(name: str) -> str:
    """Return a name fit for a path; what is no FHIR name might be anything, even somebody's own name."""
    return name if _NAME.fullmatch(name) else "`?`"
