"""XML says the same as JSON, both ways, and what cannot be said is never lost silently."""

import string
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.errors import CarelinkError, UsageError
from carelink.fhir import json, xml
from carelink.fhir.limits import Limits
from carelink.fhir.numbers import exact

FHIR = 'xmlns="http://hl7.org/fhir"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def patient(inside, attributes=""):
    return f"<Patient {FHIR}{attributes}>{inside}</Patient>".encode()


def said(data, **kwargs):
    return [(f.code, f.path) for f in xml.read(data, **kwargs)[1]]


def literally(tree):
    """A tree in which numbers compare as written and types count."""
    if isinstance(tree, dict):
        return {k: literally(v) for k, v in tree.items()}
    if isinstance(tree, list):
        return [literally(v) for v in tree]
    return (tree is not None and type(tree) in (int, bool, str) and type(tree).__name__, str(tree))


def same(tree):
    for indent in (None, 2):
        again, findings = xml.read(xml.write(tree, indent=indent))
        assert findings == ()
        assert literally(again) == literally(tree)


# ---- JSON → XML → JSON


@pytest.mark.parametrize(
    "tree",
    [
        {"resourceType": "Patient"},
        {"resourceType": "Patient", "active": False, "multipleBirthInteger": 2, "gender": "male"},
        {
            "resourceType": "Patient",
            "birthDate": "1970-03",
            "_birthDate": {"id": "a", "extension": [{"url": "u"}]},
        },
        {"resourceType": "Patient", "_birthDate": {"extension": [{"url": "u", "valueCode": "unknown"}]}},
        {"resourceType": "Patient", "name": [{"given": ["a", None], "_given": [None, {"id": "x"}]}]},
        {"resourceType": "Patient", "name": [{"given": [None, "b"], "_given": [{"id": "x"}, None]}]},
        {"resourceType": "Patient", "name": [{"_given": [{"id": "x"}, {"id": "y"}]}]},
        {
            "resourceType": "Patient",
            "name": [{"given": ["a", "b", "c"], "_given": [None, {"id": "x"}, None]}],
        },
        {
            "resourceType": "Patient",
            "name": [{"id": "n1", "extension": [{"id": "e", "url": "u", "valueDecimal": 1}]}],
        },
        {
            "resourceType": "Patient",
            "extension": [{"url": "u", "extension": [{"url": "v", "valueBoolean": True}]}],
        },
        {"resourceType": "Patient", "contained": [{"resourceType": "Organization", "id": "o", "name": "甲"}]},
        {
            "resourceType": "Bundle",
            "type": "collection",
            "entry": [{"resource": {"resourceType": "Patient"}}, {"fullUrl": "u"}],
        },
        {
            "resourceType": "Parameters",
            "parameter": [{"name": "r", "resource": {"resourceType": "Binary", "contentType": "a/b"}}],
        },
        {
            "resourceType": "Patient",
            "id": "p",
            "text": {
                "status": "empty",
                "div": f"<div {XHTML}>甲<p class='a'>&lt;乙&#160;<br></br>\r\n</p></div>",
            },
        },
        {
            "resourceType": "Questionnaire",
            "status": "draft",
            "item": [{"linkId": "1", "type": "group", "item": [{"linkId": "2", "type": "group"}]}],
        },
    ],
)
def test_shapes(tree):
    same(tree)


@pytest.mark.parametrize(
    "literal", ["1.00", "0.001530", "1e-22", "1E5", "-0.0", "0", "-0", "10", "0.0000001"]
)
def test_decimals_keep_their_literal(literal):
    tree = json.read(b'{"resourceType":"Observation","valueQuantity":{"value":%s}}' % literal.encode())[0]
    assert json.write(xml.read(xml.write(tree))[0]) == json.write(tree)


texts = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
    | st.sampled_from("\n\r\t <>&\"'\u3000\u2028\u0085𠮷①㍻髙"),
    min_size=1,
)


@given(
    texts,
    texts,
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.integers(-(2**31), 2**31 - 1),
)
def test_any_text_and_number(one, other, number, whole):
    same(
        {
            "resourceType": "Patient",
            "name": [{"id": one, "text": other, "given": [one, other], "_given": [None, {"id": other}]}],
            "extension": [{"url": one, "valueDecimal": number}, {"url": other, "valueInteger": whole}],
        }
    )


markup = st.recursive(
    texts.map(lambda t: t.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")),
    lambda inner: st.tuples(st.sampled_from(["p", "div", "b"]), inner, inner).map(
        lambda x: f"<{x[0]}>{x[1]}{x[2]}</{x[0]}>"
    ),
    max_leaves=5,
)


@given(st.lists(markup, min_size=1, max_size=3))
def test_any_narrative_is_kept_to_the_letter(insides):
    divs = [f"<div {XHTML}>{inside}</div>" for inside in insides]
    entries = [
        {"resource": {"resourceType": "Patient", "text": {"status": "additional", "div": d}}} for d in divs
    ]
    same({"resourceType": "Bundle", "type": "collection", "entry": entries})


@pytest.mark.shared
def test_every_real_example_that_is_r4_comes_back(shared_data):
    kept, refused = 0, []
    for file in sorted(shared_data.rglob("*.json")):
        tree, _ = json.read(file.read_bytes())
        if tree is None or "resourceType" not in tree:
            continue
        try:
            written = xml.write(tree)
        except UsageError:
            refused.append(file.name)
            continue
        again, findings = xml.read(written)
        assert findings == (), file
        assert literally(again) == literally(tree), file
        kept += 1
    assert kept >= 270
    assert len(refused) <= 10, refused  # each holds what R4 does not know, or an object for a list


@pytest.mark.shared
def test_published_pairs_say_the_same(shared_data):
    pairs = [(x, x.with_suffix(".json")) for x in sorted((shared_data / "medcom").rglob("*.xml"))]
    assert len(pairs) >= 20
    for as_xml, as_json in pairs:
        tree, findings = xml.read(as_xml.read_bytes())
        assert findings == ()
        assert literally(tree) == literally(json.read(as_json.read_bytes())[0]), as_xml


# ---- what reading says


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (patient('<active value="true"/><unknown/>'), ("xml-unknown-element", "Patient.unknown")),
        (patient('<name><given value="a"/><foo/></name>'), ("xml-unknown-element", "Patient.name[0].foo")),
        (patient('<active value="true"><p/></active>'), ("xml-unknown-element", "Patient.active.p")),
        (
            patient('<deceasedBoolean value="true" x="1"/>'),
            ("xml-unknown-attribute", "Patient.deceased.ofType(boolean).x"),
        ),
        (patient("<name foo='1'/>"), ("xml-unknown-attribute", "Patient.name[0].foo")),
        (patient("", ' id="a"'), ("xml-unknown-attribute", "Patient.id")),
        (patient("text"), ("xml-text", "Patient")),
        (patient("<name>x</name>"), ("xml-text", "Patient.name[0]")),
        (patient("<![CDATA[x]]><name/>"), ("xml-text", "Patient")),
        (patient('<active value="true">&#65;</active>'), ("xml-text", "Patient.active")),
        (patient('<gender value="male"/><active value="true"/>'), ("xml-element-order", "Patient.active")),
        (
            patient('<active value="true"/><active value="false"/>'),
            ("xml-repeated-element", "Patient.active"),
        ),
        (patient('<active id="a"/><active value="false"/>'), ("xml-repeated-element", "Patient.active")),
        (patient("<contained/>"), ("xml-empty-resource-slot", "Patient.contained[0]")),
        (
            patient("<contained><Group/><Group/></contained>"),
            ("xml-empty-resource-slot", "Patient.contained[0]"),
        ),
        (patient("<contained><Nothing/></contained>"), ("xml-not-a-resource", "Patient.contained[0]")),
        (patient('<active xmlns="" value="true"/>'), ("xml-namespace", "Patient.active")),
        (patient('<text><status value="empty"/><div/></text>'), ("xml-namespace", "Patient.text.div")),
        (b"<Patient/>", ("xml-namespace", "Patient")),
        (b'<Patient xmlns="http://hl7.org/fhir/"/>', ("xml-namespace", "Patient")),
        (f"<ClinicalDocument {FHIR}/>".encode(), ("xml-not-a-resource", "ClinicalDocument")),
        (f"<Element {FHIR}/>".encode(), ("xml-not-a-resource", "Element")),
        (f"<山田花子 {FHIR}/>".encode(), ("xml-not-a-resource", "`?`")),
        (patient("<?php x?>"), ("xml-processing-instruction", "Patient")),
        (b"<?php x?>" + patient(""), ("xml-processing-instruction", "Patient")),
        (patient("<a>"), ("xml-syntax", "")),
        (patient("&nbsp;"), ("xml-syntax", "")),
        (b"", ("xml-syntax", "")),
        (b'{"resourceType":"Patient"}', ("xml-syntax", "")),
        (b"<!DOCTYPE Patient>" + patient(""), ("xml-doctype", "")),
        (
            b"<!-- a -->\n <!doctype x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + patient(""),
            ("xml-doctype", ""),
        ),
        (patient("").decode().encode("utf-16"), ("text-not-utf8", "")),
        (b'<?xml version="1.0" encoding="Shift_JIS"?>' + patient(""), ("text-not-utf8", "")),
        (patient('<id value="\xe9"/>').decode().encode("latin-1"), ("text-not-utf8", "")),
    ],
)
def test_what_is_wrong_and_where(data, expected):
    assert said(data) == [expected]


def test_findings_have_line_and_file():
    (finding,) = xml.read(patient("\n\n<foo/>"), file="p.xml")[1]
    assert (finding.source.file, finding.source.line) == ("p.xml", 3)
    (finding,) = xml.read(b"<a>\n  <b></a>", file="p.xml")[1]
    assert (finding.source.file, finding.source.line) == ("p.xml", 2)


def test_a_second_resource_is_not_lost_silently_and_the_first_is_read():
    tree, findings = xml.read(patient("<contained><Group/><List/></contained><foo/><gender value='male'/>"))
    assert tree == {"resourceType": "Patient", "contained": [{"resourceType": "Group"}], "gender": "male"}
    assert [f.code for f in findings] == ["xml-empty-resource-slot", "xml-unknown-element"]


@pytest.mark.parametrize(
    "prolog",
    [
        b"",
        b"\xef\xbb\xbf",
        b'<?xml version="1.0"?>',
        b"<?xml version='1.0' encoding='utf-8'?>\r\n",
        b'<?xml-stylesheet href="a.xsl"?>',
        b"<!-- <!DOCTYPE x> -->",
    ],
)
def test_what_may_stand_before(prolog):
    assert xml.read(prolog + patient("<!-- c --><active value='true'/>")) == (
        {"resourceType": "Patient", "active": True},
        (),
    )


@pytest.mark.parametrize(
    ("inside", "key", "value"),
    [
        ('<active value="yes"/>', "active", "yes"),
        ('<active value="TRUE"/>', "active", "TRUE"),
        ('<active value=""/>', "active", ""),
        ('<multipleBirthInteger value="+1"/>', "multipleBirthInteger", "+1"),
        ('<multipleBirthInteger value="1.0"/>', "multipleBirthInteger", "1.0"),
        ('<multipleBirthInteger value=" 1"/>', "multipleBirthInteger", " 1"),
        (f'<multipleBirthInteger value="{"9" * 5000}"/>', "multipleBirthInteger", "9" * 5000),
        ("<active/>", "_active", {}),
        ("<name/>", "name", [{}]),
    ],
)
def test_a_value_that_does_not_fit_stays_for_the_validator(inside, key, value):
    assert xml.read(patient(inside)) == ({"resourceType": "Patient", key: value}, ())


def test_endless_exponents_stay_text():
    data = f'<Observation {FHIR}><valueQuantity><value value="1e999999999"/></valueQuantity></Observation>'
    assert xml.read(data)[0]["valueQuantity"] == {"value": "1e999999999"}


@pytest.mark.parametrize(
    "div",
    [
        "<h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>a &lt; b</h:p></h:div>",
        "<x:div><x:p>a &lt; b</x:p></x:div>",
    ],
)
def test_a_prefixed_narrative_is_rebuilt(div):
    outer = ' xmlns:x="http://www.w3.org/1999/xhtml"'
    tree, findings = xml.read(patient(f"<text><status value='empty'/>{div}</text>", outer))
    assert findings == ()
    assert tree["text"]["div"] == f"<div {XHTML}><p>a &lt; b</p></div>"


def test_prefixed_fhir_is_fhir():
    text = '<f:text><f:status value="empty"/><div>a</div></f:text>'
    data = f'<f:Patient xmlns:f="http://hl7.org/fhir" {XHTML}>{text}</f:Patient>'
    assert xml.read(data) == (
        {"resourceType": "Patient", "text": {"status": "empty", "div": f"<div {XHTML}>a</div>"}},
        (),
    )


def test_divs_in_comments_and_instructions_do_not_confuse_narratives():
    text = f"<text><status value='empty'/><div {XHTML}><!-- <div> --><div title='a>b'/>x</div></text>"
    tree, _ = xml.read(patient("<!-- <div> -->" + text))
    assert tree["text"]["div"] == f"<div {XHTML}><!-- <div> --><div title='a>b'/>x</div>"


# ---- hostile input


def test_depth_and_size_are_bounded():
    nested = "<extension url='u'>" * 140 + "</extension>" * 140
    tree, (finding,) = xml.read(patient(nested))
    assert (tree, finding.code) == (None, "file-too-deep")
    assert said(b"<a>" * 3000) == [("file-too-deep", "")]
    assert said(patient("<name/>" * 10), limits=Limits(size=50)) == [("file-too-large", "")]


@pytest.mark.parametrize("leaf", [{"valueString": "x"}, {"_valueString": {"id": "x"}}])
def test_both_formats_draw_the_line_at_the_same_depth(leaf):
    outcomes = []
    for levels in range(60, 66):
        inner = {"url": "u", **leaf}
        for _ in range(levels):
            inner = {"url": "u", "extension": [inner]}
        tree = {"resourceType": "Patient", "extension": [inner]}
        outcomes.append([f.code for f in json.read(json.write(tree))[1]])
        assert [f.code for f in xml.read(xml.write(tree))[1]] == outcomes[-1], levels
    assert outcomes[0] == []
    assert outcomes[-1] == ["file-too-deep"]


def test_large_attachments_are_read():
    data = "A" * 12_000_000
    tree, findings = xml.read(f'<Binary {FHIR}><contentType value="a/b"/><data value="{data}"/></Binary>')
    assert findings == ()
    assert tree["data"] == data


def test_bombs_take_no_time():
    start = time.process_time()  # quadratic work would take minutes
    for bomb in (
        b"<!-- " * 200_000,
        b"<" * 1_000_000,
        b"<?xml " + b" " * 1_000_000,
        patient("<div>" * 100_000),
        patient("<div a='>'/>" * 50_000),
        patient("<name/>" * 100_000),
        patient("<name x='1'/>" * 100_000),
        patient("<given/>" * 100_000),
        patient("<name>" + "<given id='a'/>" * 50_000 + "</name>"),
    ):
        xml.read(bomb)
    assert time.process_time() - start < 30


@given(st.binary(max_size=60) | st.text(alphabet="<>/=\"'!-?[]& Patientxmlnshtp:.w3orgdiv&#;", max_size=80))
def test_garbage_never_raises(data):
    tree, findings = xml.read(data)
    assert tree is not None or findings


@given(st.text(alphabet=string.ascii_letters + "<>/=\"' ", max_size=60))
def test_garbage_inside_a_patient_never_raises(inside):
    tree, findings = xml.read(patient(inside))
    assert tree is not None or findings


@pytest.mark.shared
def test_threads_share_plans_and_parsers(shared_data):
    files = [f.read_bytes() for f in sorted((shared_data / "medcom").rglob("*.xml"))]
    alone = [xml.read(f) for f in files]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(xml.read, files * 4)) == alone * 4
        written = list(pool.map(xml.write, [tree for tree, _ in alone] * 4))
    assert written == [xml.write(tree) for tree, _ in alone] * 4


# ---- what writing refuses


@pytest.mark.parametrize(
    "tree",
    [
        {},
        {"resourceType": "Nothing"},
        {"resourceType": "DomainResource"},
        {"resourceType": "Patient", "foo": 1},
        {"resourceType": "Patient", "名前": 1},
        {"resourceType": "Patient", "name": {"text": "a"}},
        {"resourceType": "Patient", "name": ["a"]},
        {"resourceType": "Patient", "name": None},
        {"resourceType": "Patient", "gender": None},
        {"resourceType": "Patient", "gender": ["male"]},
        {"resourceType": "Patient", "gender": {"a": 1}},
        {"resourceType": "Patient", "_gender": {"foo": 1}},
        {"resourceType": "Patient", "_gender": []},
        {"resourceType": "Patient", "name": [{"given": "a"}]},
        {"resourceType": "Patient", "name": [{"given": [None]}]},
        {"resourceType": "Patient", "gender": "\x00"},
        {"resourceType": "Patient", "gender": "\ufffe"},
        {"resourceType": "Patient", "gender": "\ud800"},
        {"resourceType": "Patient", "contained": [{}]},
        {"resourceType": "Patient", "contained": {"resourceType": "Patient"}},
        {"resourceType": "Patient", "extension": [{"url": None}]},
        {"resourceType": "Patient", "text": {"div": f"<div {XHTML}>"}},
        {"resourceType": "Patient", "text": {"div": "<div>no namespace</div>"}},
        {"resourceType": "Patient", "text": {"div": f"<div {XHTML}>&nbsp;</div>"}},
        {
            "resourceType": "Patient",
            "text": {"div": f"<div {XHTML}></div></text><active value='true'/><text>"},
        },
        {"resourceType": "Patient", "text": {"div": f"<div {XHTML}/><div {XHTML}/>"}},
        {"resourceType": "Patient", "text": {"div": f"<?xml version='1.0'?><div {XHTML}/>"}},
        {"resourceType": "Patient", "text": {"div": "text"}},
        {"resourceType": "Patient", "text": {"div": f"<div {XHTML}>\x01</div>"}},
        {"resourceType": "Patient", "text": {"div": f"<div {XHTML}>\ud800</div>"}},
        {"resourceType": "Patient", "text": {"div": f"<div {XHTML}>\ufffe</div>"}},
        {"resourceType": "Patient", "text": {"div": f"<divs {XHTML}></divs>"}},
        {"resourceType": "Patient", "text": {"div": 1}},
    ],
)
def test_what_xml_cannot_say_is_refused(tree):
    with pytest.raises(CarelinkError) as caught:
        xml.write(tree)
    assert "名前" not in str(caught.value)


def test_a_bottomless_tree_is_refused():
    tree = {"resourceType": "Patient"}
    extension = {"url": "u"}
    for _ in range(5000):
        extension = {"url": "u", "extension": [extension]}
    with pytest.raises(UsageError):
        xml.write(tree | {"extension": [extension]})


def test_values_in_attributes_cannot_break_out():
    written = xml.write({"resourceType": "Patient", "gender": '"/><x a="', "id": "\n\r\t"})
    assert b'value="&quot;/&gt;&lt;x a=&quot;"' in written
    assert b'value="&#xA;&#xD;&#x9;"' in written


def test_written_numbers_are_the_literals():
    tree = {"resourceType": "Observation", "valueQuantity": {"value": exact("1e-22")}}
    assert b'<value value="1e-22"/>' in xml.write(tree)
    tree["valueQuantity"]["value"] = Decimal("36.50")
    assert b'<value value="36.50"/>' in xml.write(tree)


# ---- places


def test_positions():
    data = f"""<?xml version="1.0"?>
<Bundle {FHIR}>
  <entry><resource><Patient><birthDate value="甲"/><gender/></Patient></resource></entry>
  <entry>
    <resource>
      <Observation>
        <status id="s"><extension url="u"/></status>
        <valueQuantity><value value="1"/></valueQuantity>
        <note><text value="a"/></note><note><text value="b"/></note>
      </Observation>
    </resource>
  </entry>
</Bundle>"""
    entry = "Bundle.entry[1].resource"
    expected = {
        "Bundle.entry[0].resource.birthDate": (3, 29),
        "Bundle.entry[0].resource.gender": (3, 51),
        "Bundle.entry[1]": (4, 3),
        entry: (5, 5),
        f"{entry}.value.value": (8, 24),
        f"{entry}.value.ofType(Quantity).value": (8, 24),
        f"{entry}.status.extension[0].url": (7, 24),
        f"{entry}.note[1].text": (9, 45),
        f"{entry}.note[7].text": (9, 9),
        f"{entry}.code": (5, 5),
        "Bundle": (2, 1),
        "": (2, 1),
    }
    assert xml.positions(data.encode(), expected) == expected


def test_findings_of_the_codec_have_a_column():
    (finding,) = xml.read(patient("<name/>\n <foo/>"))[1]
    assert (finding.source.line, finding.source.column) == (2, 2)


@pytest.mark.parametrize("data", [b"", b"<a>", b"<!DOCTYPE a><a/>", b"\xff"])
def test_positions_of_broken_text_are_none(data):
    assert xml.positions(data, ["a"]) == {}
