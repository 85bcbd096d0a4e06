"""How fast are the codecs? Ratios against peers, measured in the same run, the variants interleaved.

    python benchmarks/codecs.py              synthetic records: one Patient, a document Bundle of 40 entries
    python benchmarks/codecs.py FILE.json…   and the given FHIR files
    python benchmarks/codecs.py --rounds 51

The yardsticks orjson (the parse floor) and fhir.resources R4B are measured when they are installed.
fhir.resources also builds typed models, which a codec does not; XML of it includes that.
"""

from __future__ import annotations

import argparse
import gc
import json as stdlib
import statistics
import time
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from carelink.fhir import json, tables, xml
from carelink.fhir.tables.types import _known

XHTML = "http://www.w3.org/1999/xhtml"


def patient(number):
    return {
        "resourceType": "Patient",
        "id": f"p{number}",
        "text": {"status": "generated", "div": f'<div xmlns="{XHTML}"><p>在宅 花子 {number}</p></div>'},
        "identifier": [{"system": "urn:oid:1.2.392.100495.20.3.51.11310000001", "value": f"{number:010}"}],
        "name": [
            {
                "extension": [
                    {
                        "url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation",
                        "valueCode": code,
                    }
                ],
                "use": "official",
                "family": family,
                "given": [given],
            }
            for code, family, given in (("IDE", "在宅", "花子"), ("SYL", "ザイタク", "ハナコ"))
        ],
        "telecom": [{"system": "phone", "value": "000-0000-0000", "use": "home"}],
        "gender": "female",
        "birthDate": "1940-02-29",
        "address": [{"text": "日本国 見本県見本市見本町 1-1", "postalCode": "000-0000", "country": "JP"}],
    }


def observation(number):
    return {
        "resourceType": "Observation",
        "id": f"o{number}",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "8310-5"}], "text": "体温"},
        "subject": {"reference": "urn:uuid:00000000-0000-4000-8000-00000000000a"},
        "effectiveDateTime": "2026-04-01T09:00:00+09:00",
        "valueQuantity": {
            "value": json.read('{"v":36.50}')[0]["v"],
            "unit": "Cel",
            "system": "http://unitsofmeasure.org",
            "code": "Cel",
        },
    }


def bundle():
    entries = [patient(n) if n % 4 == 0 else observation(n) for n in range(40)]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"fullUrl": f"urn:uuid:00000000-0000-4000-8000-{n:011}a", "resource": r}
            for n, r in enumerate(entries)
        ],
    }


def interleaved(jobs, rounds):
    """Return the median seconds of each job, the jobs taking turns so that noise hits all alike."""
    gc.collect()
    gc.freeze()  # the models of a peer must not weigh on everybody's garbage collection
    repeats = {}
    for name, job in jobs.items():
        job()
        start = time.perf_counter()
        job()
        repeats[name] = max(1, int(0.002 / (time.perf_counter() - start)))
    spent = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            start = time.perf_counter()
            for _ in range(repeats[name]):
                job()
            spent[name].append((time.perf_counter() - start) / repeats[name])
    return {name: statistics.median(times) for name, times in spent.items()}


def jobs_for(raw):
    tree, _ = json.read(raw)
    as_xml = xml.write(tree)
    jobs = {
        "json.loads": lambda: stdlib.loads(raw),
        "carelink JSON read": lambda: json.read(raw),
        "carelink JSON write": lambda: json.write(tree),
        "carelink XML read": lambda: xml.read(as_xml),
        "carelink XML write": lambda: xml.write(tree),
    }
    if find_spec("orjson"):
        orjson = import_module("orjson")
        jobs["orjson.loads"] = lambda: orjson.loads(raw)
    if find_spec("fhir"):
        model = import_module("fhir.resources.R4B").get_fhir_model_class(tree["resourceType"])
        built = model.model_validate_json(raw)
        jobs["fhir.resources JSON read"] = lambda: model.model_validate_json(raw)
        jobs["fhir.resources XML read"] = lambda: model.model_validate_xml(as_xml)
        jobs["fhir.resources XML write"] = built.model_dump_xml
    return jobs


RATIOS = (
    ("carelink JSON read", "orjson.loads", "times the floor"),
    ("carelink JSON read", "json.loads", "times json.loads"),
    ("fhir.resources JSON read", "carelink JSON read", "times faster than fhir.resources, JSON read"),
    ("fhir.resources XML read", "carelink XML read", "times faster than fhir.resources, XML read"),
    ("fhir.resources XML write", "carelink XML write", "times faster than fhir.resources, XML write"),
)


def first_use():
    """Return the seconds a type costs the first time it is asked for, tables file already in memory."""
    tables.type_of("Group")
    times = []
    for name in sorted(tables.resource_types()):
        _known.cache_clear()
        start = time.perf_counter()
        tables.type_of(name)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=21)
    wanted = parser.parse_args()
    subjects = {"Patient": json.write(patient(1)), "Bundle of 40": json.write(bundle())}
    subjects |= {file.name: file.read_bytes() for file in wanted.files}
    for name, raw in subjects.items():
        print(f"\n{name}, {len(raw)} bytes")
        medians = interleaved(jobs_for(raw), wanted.rounds)
        for job, seconds in medians.items():
            print(f"  {job:28} {seconds * 1e6:10.1f} us")
        for slow, fast, words in RATIOS:
            if slow in medians and fast in medians:
                print(f"  {medians[slow] / medians[fast]:10.1f} {words}")
    print(f"\none R4 type, first use: {first_use() * 1e6:.0f} us (median of all resource types)")


if __name__ == "__main__":
    main()
