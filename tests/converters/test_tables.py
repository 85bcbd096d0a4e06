"""A table is read whatever its encoding and line ends; one broken row costs one row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carelink.converters.tables import Limits, open_table
from carelink.errors import StorageError


def rows(data: bytes, **limits: int):
    table = open_table(data, limits=Limits(**limits))
    return table, [(r.number, r.cells, [f.code for f in r.findings]) for r in table.rows]


@pytest.mark.parametrize(
    ("encoding", "codes"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("cp932", ["table-encoding-cp932"]),
        ("utf-16", ["table-encoding-utf16"]),
    ],
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_encodings_and_line_ends(encoding, codes, end):
    table, found = rows(f'名,値{end}"高松,市","1{end}2"{end}'.encode(encoding))
    assert table.header == ["名", "値"]
    assert [f.code for f in table.findings] == codes
    assert found == [(2, ["高松,市", f"1{end}2"], [])]


def test_an_english_heading_does_not_hide_cp932():
    table, found = rows("name,value\n高松市,1\n".encode("cp932"))
    assert table.encoding == "cp932"
    assert found == [(2, ["高松市", "1"], [])]


def test_an_open_quotation_costs_one_row():
    _, found = rows(b'a,b\n"x,1\n2,3\n4,"5"\n')
    assert found == [(2, None, ["table-row-quotes"]), (3, ["2", "3"], []), (4, ["4", "5"], [])]


def test_text_after_a_quotation_is_not_repaired():
    _, found = rows(b'a,b\n"x"y,1\n2,3\n')
    assert found == [(2, None, ["table-row-quotes"]), (3, ["2", "3"], [])]


def test_cells_that_no_text_can_hold_are_left_out():
    _, found = rows("名,値\n\x00,1\n".encode() + b"\xff,2\n" + "あいうえおか,3\n".encode(), cell=5)
    assert found == [
        (2, [None, "1"], ["table-cell-control-character"]),
        (3, [None, "2"], ["table-cell-undecodable"]),
        (4, [None, "3"], ["table-cell-too-long"]),
    ]


def test_blank_rows_are_said():
    _, found = rows(b"a,b\n\n,\n1,2\n")
    assert found == [(2, [], ["table-row-blank"]), (3, [], ["table-row-blank"]), (4, ["1", "2"], [])]


def test_a_row_without_end_is_skipped():
    _, found = rows(b"a,b\n" + b"x" * 500 + b"\n1,2\n", row=100)
    assert found == [(2, None, ["table-row-too-long"]), (3, ["1", "2"], [])]


def test_reading_stops_at_the_limit():
    _, found = rows(b"a,b\n1,2\n3,4\n5,6\n", rows=2)
    assert found[-1] == (4, None, ["table-too-many-rows"])


def test_an_empty_table_is_said():
    table, found = rows(b"")
    assert [f.code for f in table.findings] == ["table-empty"]
    assert found == []


def test_a_missing_file_is_a_storage_error(tmp_path):
    with pytest.raises(StorageError):
        open_table(tmp_path / "none.csv")


@given(st.binary(max_size=400))
def test_any_bytes_are_read(data):
    table, found = rows(b"a,b\n" + data)
    assert table.header == ["a", "b"] or table.encoding != "utf-8"
    for number, cells, codes in found:
        assert number >= 2
        assert codes if cells is None else True


@given(
    st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])),
            min_size=2,
            max_size=2,
        ),
        max_size=8,
    )
)
def test_what_csv_writes_is_read_back(table):
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out).writerows([["a", "b"], *table])
    _, found = rows(out.getvalue().encode())
    assert [cells for _, cells, _ in found] == [row if any(row) else [] for row in table]
