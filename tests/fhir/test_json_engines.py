"""Two readers of JSON, one verdict: what the fast one accepts, the slow one reads the same way."""

import json as stdlib
import random
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.fhir import json
from carelink.fhir.json_fast import accept
from carelink.fhir.json_scan import scan
from carelink.fhir.limits import LIMITS, Limits

PIECES = [
    b"{", b"}", b"[", b"]", b",", b":", b'"', b'"a"', b'"a":', b'"\\u0061":1', b"null", b"true", b"1",
    b"-0", b"-0.0", b"0", b"0e0", b"1E5", b"1e-22", b"1e401", b"1e99999999999999999999", b"1.", b".5", b"01",
    b"+1", b"--1", b"NaN", b"-Infinity", b"0.0000001", b"1.00", b"9" * 128, b"-" + b"9" * 128,
    b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\ud83d\\ude00"', b'"\\u12"', b'"\\x"', b"\\", b"\x00", b"\x1f",
    b"\x7f", "あ".encode(), "\ufeff".encode(), b"\xed\xa0\x80", b"\xc0\xaf", b"\xff", b"\xf4\x90\x80\x80",
    b" ", b"\n", b"\r", b"\t", b"\x0b", b"\xa0", b"/**/", b"'a'", b"[[1]]", b"[1.0,{}]", b'{"b":{"b":0}}',
]  # fmt: skip


def frozen(value):
    """Return the tree with types, literals and order of keys in plain sight."""
    if isinstance(value, dict):
        return [(key, frozen(inner)) for key, inner in value.items()]
    if isinstance(value, list):
        return (list, *map(frozen, value))
    return (type(value).__name__, str(value))


def agree(raw, limits=LIMITS):
    """Assert that the two readers agree on ``raw``; return whether the fast one accepted it."""
    tree = accept(raw, limits)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        assert tree is None
        return False
    scanned = scan(text, limits)
    clean = scanned.tree() is not None and not scanned.findings(None)
    if tree is not None:
        assert clean
        assert frozen(tree) == frozen(scanned.tree())
    elif clean and limits == LIMITS:  # the fast one may doubt what is rare, and nothing else
        assert b"-0" in raw or rare(scanned.tree(), min(limits.depth // 2, 99))
    return tree is not None


def rare(value, depth, *, listed=False):
    """Whether a list stands in a list, or more than ``depth`` objects within each other."""
    if isinstance(value, dict):
        return depth == 0 or any(rare(inner, depth - 1) for inner in value.values())
    if isinstance(value, list):
        return listed or any(rare(inner, depth, listed=True) for inner in value)
    return False


leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(PIECES)
trees = st.dictionaries(
    st.text(max_size=3),
    st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=12,
    ),
    max_size=4,
)


def spelled(value, chance):
    """Write a tree by hand, with white space anywhere, escapes anywhere, and raw pieces as they are."""
    space = chance.choice([b"", b"", b"", b" ", b"\n", b"\t\r"])
    if isinstance(value, bytes):
        return space + value
    if isinstance(value, dict):
        pairs = [spelled(k, chance) + space + b":" + spelled(v, chance) for k, v in value.items()]
        return space + b"{" + b",".join(pairs) + space + b"}"
    if isinstance(value, list):
        return b"[" + b",".join(spelled(v, chance) for v in value) + space + b"]" + space
    return space + stdlib.dumps(value, ensure_ascii=chance.random() < 0.5).encode(errors="surrogatepass")


@given(trees, st.randoms(use_true_random=False), st.lists(st.sampled_from(PIECES), max_size=2))
def test_the_readers_agree(tree, chance, pieces):
    raw = spelled(tree, chance)
    for piece in pieces:
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + piece + raw[at + chance.choice([0, 0, 1, 2]) :]
    agree(raw, chance.choice([LIMITS, Limits(depth=3), Limits(depth=2, number=3, exponent=2)]))


@given(st.binary(max_size=40))
def test_the_readers_agree_on_any_bytes(raw):
    agree(raw)
    agree(b'{"a":' + raw + b"}")
    agree(b'{"a":"' + raw + b'"}')


@pytest.mark.parametrize("literal", PIECES, ids=repr)
def test_the_readers_agree_on_each_piece(literal):
    for form in (
        b'{"a":%s}',
        b'{"a":[%s]}',
        b'{"a":{"b":[{},%s]}}',
        b'{"a":%s,"b":0}',
        b'{"a":0,%s:1}',
        b"%s",
    ):
        agree(form % literal)


def test_what_is_ordinary_is_accepted_fast():
    for literal in (b"0", b"1", b"36.50", b"1e-22", b"-1.5", b"null", b"true", b'"a"', b'[{},null,{"x":1}]'):
        assert agree(b'{"a":%s,"b":{"c":[%s]}}' % (literal, literal if literal[:1] != b"[" else b"1"))


def test_depth_is_the_same_depth_for_both():
    for depth in (1, 2, 5, 63, 64, 65, 127, 128, 129, 199, 200, 201, 400):
        for opened, closed in ((b'{"a":', b"}"), (b'{"a":[', b"]}"), (b'{"a":[[', b"]]}")):
            agree(opened * depth + b"1" + closed * depth)
            agree(opened * depth + b"1" + closed * depth, Limits(depth=300))


def test_a_tree_in_every_list_keeps_its_numbers():
    raw = b'{"a":[1.00,{"b":[1e5,-1.0]}],"c":1.10,"d":[2,"x",0.0000001]}'
    assert agree(raw)
    assert json.write(json.read(raw)[0]) == raw


def test_many_numbers_take_linear_time():
    members = ",".join(f'"n{i}":{i}.50,"l{i}":[{i}.0]' for i in range(50_000))
    start = time.process_time()  # a walk for each number would take minutes
    tree, findings = json.read(f"{{{members}}}")
    assert findings == ()
    assert tree["l49999"] == [Decimal(49999)]
    assert time.process_time() - start < 10


def test_a_power_beyond_all_decimals_is_a_finding():
    for literal in (b"1e99999999999999999999", b"-1E-99999999999999999999", b"0e99999999999999999999"):
        _, findings = json.read(b'{"a":%s}' % literal)
        assert [f.code for f in findings] == ["number-too-long"]


@pytest.mark.shared
def test_the_readers_agree_on_every_example(shared_data):
    accepted = 0
    paths = sorted(shared_data.rglob("*.json"))
    for path in paths:
        raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        accepted += agree(raw)
        chance = random.Random(path.name)
        for _ in range(3 if len(raw) < 20_000 else 0):
            at = chance.randrange(max(1, len(raw)))
            agree(raw[:at] + chance.choice(PIECES) + raw[at + chance.randrange(3) :])
    assert accepted > len(paths) * 0.9
