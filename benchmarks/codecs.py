"""How fast are the codecs? JSON beside the parse floor, XML beside the models that also speak it.

fhir.resources also builds typed models, which a codec does not; its XML goes through them.
"""

from __future__ import annotations

import json as stdlib

from benchmarks import peers, subjects
from benchmarks.figures import FULL, Figure, Scale, interleaved
from carelink.fhir import json, xml

MODELS = "fhir.resources R4B"


def measure(scale: Scale = FULL) -> list[Figure]:
    raw = subjects.sheet_json()
    tree, _ = json.read(raw)
    as_xml = xml.write(tree)
    assert xml.read(as_xml)[0] == tree
    jobs = {
        "json.loads": lambda: stdlib.loads(raw),
        "json read": lambda: json.read(raw),
        "json write": lambda: json.write(tree),
        "json dumps": lambda: stdlib.dumps(plain, ensure_ascii=False).encode(),
        "xml read": lambda: xml.read(as_xml),
        "xml write": lambda: xml.write(tree),
    }
    plain = stdlib.loads(raw)
    if orjson := peers.module("orjson"):
        jobs["orjson.loads"] = lambda: orjson.loads(raw)
    if models := peers.module("fhir.resources.R4B"):
        model = models.get_fhir_model_class("Bundle")
        built = model.model_validate_json(raw)
        jobs["models read"] = lambda: model.model_validate_xml(as_xml)
        jobs["models write"] = built.model_dump_xml
    took = interleaved(jobs, scale.rounds)
    strict = "carelink keeps decimals exact and refuses duplicate keys"
    return [
        Figure(
            "json-read",
            "read JSON, a sheet",
            took["json read"],
            "orjson.loads",
            took.get("orjson.loads"),
            most=5,
            note=strict,
        ),
        Figure(
            "json-read-stdlib",
            "read JSON, a sheet",
            took["json read"],
            "json.loads",
            took["json.loads"],
            floor=True,
            note=strict,
        ),
        Figure(
            "json-write",
            "write JSON, a sheet",
            took["json write"],
            "json.dumps",
            took["json dumps"],
            floor=True,
            note="carelink writes decimals as they were",
        ),
        Figure(
            "xml-read",
            "read XML, a sheet",
            took["xml read"],
            MODELS,
            took.get("models read"),
            least=15,
            note="the peer builds models on the way",
        ),
        Figure(
            "xml-write",
            "write XML, a sheet",
            took["xml write"],
            MODELS,
            took.get("models write"),
            least=50,
            note="the peer's models are built beforehand",
        ),
    ]
