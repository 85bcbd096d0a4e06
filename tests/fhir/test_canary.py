"""What a record says is never repeated in a finding or an exception of the codecs."""

import traceback

import pytest

from carelink.errors import CarelinkError
from carelink.fhir import json, xml

CANARY = "さえずり花子"
FHIR = 'xmlns="http://hl7.org/fhir"'
BROKEN = [
    f'{{"{CANARY}":1,"{CANARY}":2}}',
    f'{{"a":"{CANARY}","a":"{CANARY}"}}',
    f'{{"a":"{CANARY}\\ud800"}}',
    f'{{"resourceType":"{CANARY}","a":NaN}}',
    f'{{"a":"{CANARY}',
    f'"{CANARY}"',
    f"<{CANARY}/>",
    f"<Patient {FHIR}><{CANARY}/></Patient>",
    f"<Patient {FHIR} {CANARY}='1'/>",
    f"<Patient {FHIR}>{CANARY}</Patient>",
    f"<Patient {FHIR}><name><given value='{CANARY}'></name></Patient>",
    f"<Patient {FHIR}><contained><{CANARY}/></contained></Patient>",
    f"<Patient {FHIR}>&{CANARY};</Patient>",
    f"<?{CANARY}?><Patient {FHIR}/>",
    f"<!DOCTYPE {CANARY}><Patient {FHIR}/>",
]
UNWRITABLE = [
    {"resourceType": CANARY},
    {"resourceType": "Patient", CANARY: 1},
    {"resourceType": "Patient", "gender": CANARY + "\ud800"},
    {"resourceType": "Patient", "gender": {CANARY: 1}},
    {"resourceType": "Patient", "text": {"div": f"<div>{CANARY}"}},
    {"resourceType": "Patient", "name": [{"text": {CANARY}}]},
]


@pytest.mark.parametrize("text", BROKEN)
def test_findings_do_not_repeat_the_record(text):
    codec = xml if text.startswith("<") else json
    findings = codec.read(text)[1]
    assert findings
    assert CANARY not in repr(findings)


@pytest.mark.parametrize("tree", UNWRITABLE)
@pytest.mark.parametrize("codec", [json, xml])
def test_exceptions_do_not_repeat_the_record(codec, tree):
    said = ""
    try:
        codec.write(tree)
    except CarelinkError as e:
        said = repr(e) + "".join(traceback.format_exception(e))
    assert CANARY not in said
