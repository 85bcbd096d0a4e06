"""Real resources with one to three things changed, so that every way to be wrong comes up."""

import copy
import json
import random
from pathlib import Path

import carelink
from carelink.fhir import json as fhir_json

CHECKOUT = Path(__file__).parents[3]
DEMO = CHECKOUT / "src" / "carelink" / "cli" / "demo" / "data"
NEW = [
    None, "", " ", "x y", " x", "a  b", 1, -1, 0, 1.5, True, [], {}, [None], [{}], ["x"], "ｘ　ｙ",
    "2020-13-01",
    "2020-02-30", "2020", "0000", "a\x0bb", "x\n", 2**31, "#nope", "#", "Group/1", {"foo": 1}, "http://a b",
    "urn:oid:1.2.3", "urn:uuid:0", {"reference": "Patient/1"}, {"reference": "#a"}, "<p>x</p>", "final", "ja",
    {"extension": [{"url": "http://x"}]},
    {"extension": [{"url": "http://x", "valueString": "y"}]},
    {"coding": [{"system": "http://loinc.org", "code": "1"}]}, {"coding": [{"code": "1"}], "text": "x"},
    {"id": "a", "system": "http://x", "value": "1"}, {"status": "generated", "div": "<div>x</div>"},
    {"resourceType": "Patient"}, {"resourceType": "Patient", "id": "a", "active": 1}, [[1]], {"id": "a"},
    {"value": 1, "code": "mg", "system": "http://unitsofmeasure.org"}, {"value": "1"},
    {"start": "2020-02-01", "end": "2020-01-01"}, {"profile": ["http://x", ""]},
]  # fmt: skip
NAMES = [
    "id", "extension", "modifierExtension", "text", "status", "code", "coding", "system", "value", "display",
    "valueString", "valueQuantity", "valueCodeableConcept", "contained", "language", "meta", "reference",
    "type", "identifier", "period", "use", "_status", "_id", "_value", "implicitRules", "resourceType",
    "name", "given", "_given", "unit", "userSelected", "version", "fullUrl", "resource", "entry", "section",
    "subject", "x",
]  # fmt: skip


def demo():
    """Return the records of the demo as trees."""
    trees = [carelink.read(DEMO / name).to_fhir() for name in ("admission.toml", "consultation.toml")]
    facilities = carelink.read_all(DEMO / "facilities.csv")
    return [plain(t) for t in (*trees, *(record.to_fhir() for record in list(facilities)[:2]))]


def plain(tree):
    """Return a tree as a reader would give it."""
    return fhir_json.read(fhir_json.write(tree))[0]


def resources(trees):
    """Return trees and, by themselves, the resources in them, one of each form."""
    found = {}
    for tree in trees:
        for entry in tree.get("entry", ()) if isinstance(tree.get("entry"), list) else ():
            resource = entry.get("resource") if isinstance(entry, dict) else None
            if isinstance(resource, dict):
                found.setdefault((str(resource.get("resourceType")), tuple(resource)), resource)
    return [*found.values()]


def files(folder, limit=200_000):
    """Return the resources of the JSON files in a folder."""
    found = []
    for path in sorted(folder.rglob("*.json")):
        if path.stat().st_size <= limit:
            try:
                tree = fhir_json.read(path.read_bytes())[0]
            except (OSError, ValueError):
                continue
            if isinstance(tree, dict) and isinstance(tree.get("resourceType"), str):
                found.append(tree)
    return found


def places(tree):
    """Return every (container, key) in a tree."""
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        inner = node.items() if isinstance(node, dict) else enumerate(node)
        for key, value in inner:
            found.append((node, key))
            if isinstance(value, (dict, list)):
                waiting.append(value)
    return found


def mutant(tree, chance: random.Random):
    """Return a copy with something changed."""
    changed = copy.deepcopy(tree)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        at = places(changed)
        if not at:
            break
        _change(*chance.choice(at), chance, at)
    return changed


def _change(holder, key, chance, at):
    kind = chance.random()
    if kind < 0.35:
        holder[key] = copy.deepcopy(chance.choice(NEW))
    elif kind < 0.5:
        del holder[key]
    elif kind < 0.62 and isinstance(holder, dict):
        name = chance.choice(NAMES) if chance.random() < 0.7 else f"_{key}"
        holder[name] = copy.deepcopy(chance.choice(NEW))
    elif kind < 0.7 and isinstance(holder, dict):
        items = list(holder.items())
        chance.shuffle(items)
        holder.clear()
        holder.update(items)
    elif kind < 0.78:
        holder[key] = [holder[key]]
    elif kind < 0.86 and isinstance(holder[key], list):
        holder[key] = holder[key] + holder[key]
    else:
        other, name = chance.choice(at)
        holder[key] = copy.deepcopy(other[name])


def shown(tree):
    """Return a tree as text, to repeat a case."""
    return json.dumps(tree, ensure_ascii=False, default=str)
