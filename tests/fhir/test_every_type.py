"""Every element of every R4 type, filled once: what one format says, the other says too."""

import random

import pytest

from carelink.fhir import json, primitives, tables, xml
from carelink.fhir.numbers import exact

XHTML = "http://www.w3.org/1999/xhtml"
SAMPLES = {
    "base64Binary": ["TWFu"],
    "boolean": [True, False],
    "date": ["2024", "2024-02", "2024-02-29"],
    "dateTime": ["2024-02-29T09:00:00+09:00"],
    "decimal": [exact("1.00"), exact("0.001530"), exact("1e-22"), 5, exact("-0.0000001"), exact("-0")],
    "id": ["a-1.B"],
    "instant": ["2024-02-29T09:00:00.123Z"],
    "integer": [0, -5],
    "markdown": ["# 見出し\n\n* 一\r\n* 二\t三"],
    "oid": ["urn:oid:1.2.392"],
    "positiveInt": [1],
    "time": ["09:00:00"],
    "unsignedInt": [0],
    "uuid": ["urn:uuid:0a1b2c3d-0000-4000-8000-0123456789ab"],
    "xhtml": [f'<div xmlns="{XHTML}"><p title="a">山田&#160;&lt;</p></div>'],
    "code": ["a b"],
    "string": ["全角\u3000 𠮷 <&>\"'", " leading", "trailing\n", "\u2028"],
    "canonical": ["http://example.org/x|1.0"],
    "uri": ["urn:x?a=1&b=<"],
    "url": ["https://example.org/?a=1&b=2"],
}


class Filling:
    """Fills types from the tables; deep nesting and repetition stop where ``depth`` is used up."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def resource(self, name, depth=5):
        return {"resourceType": name, **self.type(name, depth)}

    def type(self, name, depth):
        tree = {}
        for element in tables.type_of(name).elements:
            wanted = element.min > 0 or depth > 0
            if not wanted or (depth <= 1 and element.name in ("extension", "modifierExtension", "contained")):
                continue
            spelling, inner = self.random.choice(element.json_names())
            self.member(tree, element, spelling, inner, depth)
        return tree

    def member(self, tree, element, spelling, inner, depth):
        count = self.random.choice((1, 2, 3)) if element.array else 1
        if inner not in tables.primitive_types():
            values = [self.value(inner, depth - 1) for _ in range(count)]
            values = [v for v in values if v]
            if values:
                tree[spelling] = values if element.array else values[0]
            return
        values = [self.random.choice(SAMPLES[inner]) for _ in range(count)]
        besides = [None] * count
        if not element.system and inner != "xhtml" and element.representation != "xmlAttr" and depth > 0:
            for i in range(count):
                if self.random.random() < 0.3:
                    besides[i] = {"extension": [{"url": "urn:e", "valueCode": "c"}]}
                    if self.random.random() < 0.3:
                        values[i] = None
                elif self.random.random() < 0.1:
                    besides[i] = {"id": "i1"}
        for key, items in ((spelling, values), (f"_{spelling}", besides)):
            if any(item is not None for item in items):
                tree[key] = items if element.array else items[0]

    def value(self, name, depth):
        if name == "Resource":
            return self.resource("Basic", depth - 1) if depth > 0 else self.resource("Binary", 0)
        if depth < -3:
            return {}
        return self.type(name, depth)


def literally(tree):
    if isinstance(tree, dict):
        return {k: literally(v) for k, v in tree.items()}
    if isinstance(tree, list):
        return [literally(v) for v in tree]
    return type(tree) in (int, bool, str) and type(tree).__name__, str(tree)


@pytest.mark.parametrize("name", sorted(tables.resource_types()))
def test_json_and_xml_say_the_same(name):
    for seed in range(3):
        tree = Filling(seed).resource(name, depth=2)
        again, findings = json.read(json.write(tree))
        assert (literally(again), findings) == (literally(tree), ())
        again, findings = xml.read(xml.write(tree))
        assert findings == ()
        assert literally(again) == literally(tree)


def test_the_samples_are_valid():
    for name, values in SAMPLES.items():
        assert all(primitives.is_valid(name, value) for value in values), name
