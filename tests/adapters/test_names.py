"""Addresses are safe on every file system, whatever a member calls itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.adapters import address
from carelink.adapters.folder import FolderAdapter
from carelink.adapters.names import LONGEST, safe_folder
from carelink.errors import UsageError

HARD = [
    "CON",
    "com1.txt",
    "..",
    ".",
    "a/b",
    "x.",
    "<>",
    "三木町みほん病院",
    "a%2Fb",
    "か\u3099",
    "~x",
    "-rf",
    "A" * 500,
    "\ud800",
]


@pytest.mark.parametrize("name", HARD)
def test_hard_names_become_one_safe_folder(tmp_path, name):
    channel = FolderAdapter(tmp_path)
    channel.put(b"x", to=address(name), name="e1")
    (folder,) = tmp_path.iterdir()
    assert [p.name for p in folder.iterdir()] == ["e1.cle"]


def test_readable_names_stay_readable():
    assert address("高松市 在宅医療支援センター") == "高松市 在宅医療支援センター"


def test_long_names_with_one_beginning_stay_apart():
    assert address("あ" * 200) != address("あ" * 201)


def test_nothing_is_no_name():
    for name in ("", " ", "\t"):
        with pytest.raises(UsageError):
            address(name)


@given(st.text(st.characters(), min_size=1).filter(str.strip))
def test_any_name_becomes_a_safe_address(name):
    safe = address(name)
    assert safe_folder(safe) == safe
    assert len(safe.encode()) <= LONGEST
