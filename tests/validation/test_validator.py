"""The public face: what may be given, where findings point, what is raised."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from small import found

from carelink.errors import UnknownProfileError, UsageError
from carelink.validation import Validator, validate

BROKEN = {"resourceType": "Patient", "gender": "banana", "deceasedDateTime": "2020-13"}
EXPECTED = [("malformed-value", "Patient.deceased"), ("code-not-in-value-set", "Patient.gender")]


class Record:
    def to_fhir(self):
        return BROKEN


XML = b"""<Patient xmlns="http://hl7.org/fhir">
  <gender value="banana"/>
  <deceasedDateTime value="2020-13"/>
</Patient>"""


@pytest.mark.parametrize(
    "data", [BROKEN, Record(), json.dumps(BROKEN), json.dumps(BROKEN).encode(), XML, XML.decode()]
)
def test_every_form_of_the_same_data(data):
    assert sorted(found(data)) == sorted(EXPECTED)


def test_findings_in_json_have_line_and_column():
    text = '{\n "resourceType": "Patient",\n "gender": "banana"\n}'
    (finding,) = validate(text, file="a.json").errors
    assert (finding.source.file, finding.source.line, finding.source.column) == ("a.json", 3, 2)


def test_findings_in_xml_have_line_and_column():
    places = {f.path: (f.source.line, f.source.column) for f in validate(XML).errors}
    assert places == {"Patient.gender": (2, 3), "Patient.deceased": (3, 3)}


def test_findings_in_a_tree_name_the_file():
    (finding,) = validate({"resourceType": "Patient", "gender": "x"}, file="a.json").errors
    assert finding.source.file == "a.json"


def test_syntax_is_a_finding():
    assert [f.code for f in validate(b'{"resourceType": ')] == ["json-syntax"]


@pytest.mark.parametrize("data", [None, 1, [], object()])
def test_what_is_no_data_is_a_wrong_call(data):
    with pytest.raises(UsageError):
        validate(data)


def test_a_profile_that_is_not_at_hand_is_raised():
    with pytest.raises(UnknownProfileError):
        validate(BROKEN, "no-such-profile")


def test_the_same_data_gives_the_same_report_from_every_thread():
    validator = Validator()
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: validator.validate(BROKEN), range(24)))
    assert all(report == reports[0] for report in reports)
